"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 2.57,  # of log10(population) / 7
    "big": 1.75,  # what of it is beyond 100,000 people, by 2
    "largest": 0.21,  # the most populous settlement of that name
    "share": 0.5,  # of the population of all settlements of that name
    "country": 2.59,
    "continent": 3.25,
    "admin1": 1.75,
    "admin2": 0.85,
    "natural": 2.5,
    "facility": 2.91,
    "region": 2.94,
    "size": 0.94,  # of an area: log10(radius / 100 km)
    "has_town": 0.2,  # a unit in which a town of the same name lies
    "has_city": -2.29,  # log10(that town's people / 10,000) / 3
    "length": 0.18,  # of the name, against places that the gazetteer lacks
    "capital": 2.86,
    "seat": 1.52,
    "part": -1.76,  # a quarter, a ruin or an abandoned place
    "official": 0.05,
    "alternate": -1.46,
    "foreign": -1.0,  # an alternate name of another language than the text's
    "former": -0.24,
    "abbreviation": -0.7,
    "demonym": -0.13,
    "approximate": -0.29,
    "fuzzy": -1.5,
    "same_name": 0.97,
    "only": 0.74,  # nothing else has the name
    "curated": 1.22,  # written by hand for the names of wars and talks
    "shortened": -1.78,  # found only when a word is taken off
    "fit": 1.7,  # that word asks for this kind
    "stand_in": -0.19,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 2.33,
    "inside": 4.36,
    "outside": -2.18,  # the text puts the name in a place in which the option does not lie
    "holds": 2.23,
    "sense": 2.36,
    "country_share": 0.28,
    "country_log": 1.17,
    "admin1_share": 0.62,
    "admin1_log": 3.16,
    "alone": 0.21,  # no other place of the article lies in its country
    "fuzzy_alone": -3.0,  # and the name is only spelt nearly so
    "near": 1.32,
    "near_wide": 1.69,
    "beside": 0.92,
    "capital_world": 0.62,  # a national capital, in an article that names several countries
    "fame_world": 0.51,  # population, in such an article
    "actor": 2.49,  # can act: a capital, a country, a seat of power; for metonymic names
}

# What speaks for a place that the gazetteer lacks: by itself, and where the article names other
# places that could vouch for one and don't.
UNKNOWN = 1.51
UNKNOWN_AMONG = 4.19

PLACED_ABOVE = 0.3  # below this probability a mention stays unplaced
