"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 3.09,  # of log10(population) / 7
    "big": 2.52,  # what of it is beyond 100,000 people, by 2
    "largest": 0.05,  # the most populous settlement of that name
    "share": 0.1,  # of the population of all settlements of that name
    "country": 3.22,
    "continent": 3.29,
    "admin1": 2.28,
    "admin2": 0.84,
    "natural": 2.49,
    "facility": 2.97,
    "region": 2.94,
    "size": 1.05,  # of an area: log10(radius / 100 km)
    "has_town": 0.38,  # a unit in which a town of the same name lies
    "has_city": -1.89,  # log10(that town's people / 10,000) / 3
    "length": 0.18,  # of the name, against places that the gazetteer lacks
    "capital": 2.84,
    "seat": 1.49,
    "part": -1.76,  # a quarter, a ruin or an abandoned place
    "official": 0.18,
    "alternate": -1.47,
    "foreign": -0.99,  # an alternate name of another language than the text's
    "former": -0.22,
    "abbreviation": -0.47,
    "demonym": -0.04,
    "approximate": -0.29,
    "fuzzy": -1.5,
    "same_name": 0.97,
    "only": 0.84,  # nothing else has the name
    "curated": 1.23,  # written by hand for the names of wars and talks
    "shortened": -1.83,  # found only when a word is taken off
    "fit": 1.7,  # that word asks for this kind
    "stand_in": -0.26,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 2.27,
    "inside": 4.36,
    "outside": -2.12,  # the text puts the name in a place in which the option does not lie
    "holds": 2.24,
    "sense": 2.34,
    "country_share": 0.29,
    "country_log": 1.18,
    "admin1_share": 0.56,
    "admin1_log": 3.32,
    "alone": 0.17,  # no other place of the article lies in its country
    "fuzzy_alone": -3.0,  # and the name is only spelt nearly so
    "near": 1.27,
    "near_wide": 1.62,
    "beside": 0.93,
    "capital_world": 0.43,  # a national capital, in an article that names several countries
    "fame_world": 0.77,  # population, in such an article
    "actor": 2.49,  # can act: a capital, a country, a seat of power; for metonymic names
}

# What speaks for a place that the gazetteer lacks: by itself, and where the article names other
# places that could vouch for one and don't.
UNKNOWN = 1.55
UNKNOWN_AMONG = 4.23

PLACED_ABOVE = 0.35  # below this probability a mention stays unplaced
