"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 3.13,  # of log10(population) / 7
    "big": 2.5,  # what of it is beyond 100,000 people, by 2
    "largest": 0.06,  # the most populous settlement of that name
    "share": 0.15,  # of the population of all settlements of that name
    "country": 3.15,
    "continent": 3.31,
    "admin1": 2.38,
    "admin2": 0.82,
    "natural": 2.49,
    "facility": 2.89,
    "region": 2.92,
    "size": 1.01,  # of an area: log10(radius / 100 km)
    "has_town": 0.35,  # a unit in which a town of the same name lies
    "has_city": -1.9,  # log10(that town's people / 10,000) / 3
    "length": 0.18,  # of the name, against places that the gazetteer lacks
    "capital": 2.84,
    "seat": 1.46,
    "part": -1.75,  # a quarter, a ruin or an abandoned place
    "official": 0.19,
    "alternate": -1.47,
    "foreign": -0.99,  # an alternate name of another language than the text's
    "former": -0.29,
    "abbreviation": -0.44,
    "demonym": 0.02,
    "approximate": -0.3,
    "fuzzy": -1.5,
    "same_name": 1.02,
    "only": 0.77,  # nothing else has the name
    "curated": 1.48,  # written by hand for the names of wars and talks
    "shortened": -1.83,  # found only when a word is taken off
    "fit": 1.63,  # that word asks for this kind
    "stand_in": -0.27,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 3.46,
    "inside": 4.37,
    "outside": -2.08,  # the text puts the name in a place in which the option does not lie
    "holds": 2.24,
    "sense": 2.35,
    "country_share": 0.31,
    "country_log": 1.15,
    "admin1_share": 0.6,
    "admin1_log": 3.23,
    "alone": 0.21,  # no other place of the article lies in its country
    "fuzzy_alone": -3.0,  # and the name is only spelt nearly so
    "near": 1.33,
    "near_wide": 1.56,
    "beside": 0.98,
    "capital_world": 0.4,  # a national capital, in an article that names several countries
    "fame_world": 0.74,  # population, in such an article
    "actor": 2.49,  # can act: a capital, a country, a seat of power; for metonymic names
}

# What speaks for a place that the gazetteer lacks: by itself, and where the article names other
# places that could vouch for one and don't.
UNKNOWN = 1.5
UNKNOWN_AMONG = 4.3

PLACED_ABOVE = 0.35  # below this probability a mention stays unplaced
