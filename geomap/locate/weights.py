"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 3.05,  # of log10(population) / 7
    "big": 1.67,  # what of it is beyond 100,000 people, by 2
    "largest": 0.11,  # the most populous settlement of that name
    "share": 0.54,  # of the population of all settlements of that name
    "country": 2.62,
    "continent": 1.44,
    "admin1": 5.1,
    "admin2": 1.12,
    "natural": 0.8,
    "facility": 2.79,
    "region": 2.0,
    "size": 1.14,  # of an area: log10(radius / 100 km)
    "has_town": 0.03,  # a unit in which a town of the same name lies
    "has_city": 0.42,  # log10(that town's people / 10,000) / 3
    "length": 0.29,  # of the name, against places that the gazetteer lacks
    "capital": 1.96,
    "seat": 1.61,
    "part": -2.85,  # a quarter, a ruin or an abandoned place
    "official": 0.1,
    "alternate": -0.32,
    "foreign": -1.0,  # an alternate name of another language than the text's
    "former": 0.04,
    "abbreviation": -0.58,
    "demonym": 0.11,
    "approximate": -0.28,
    "fuzzy": -1.5,
    "same_name": 1.74,
    "only": 0.68,  # nothing else has the name
    "curated": 2.79,  # written by hand for the names of wars and talks
    "shortened": -4.31,  # found only when a word is taken off
    "fit": 1.99,  # that word asks for this kind
    "stand_in": 2.13,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 2.03,
    "inside": 3.97,
    "outside": -1.85,  # the text puts the name in a place in which the option does not lie
    "holds": 0.75,
    "sense": 1.55,
    "country_share": 0.16,
    "country_log": 1.4,
    "admin1_share": 0.13,
    "admin1_log": 3.21,
    "near": 1.68,
    "near_wide": 1.99,
    "beside": 1.21,
    "capital_world": 0.99,  # a national capital, in an article that names several countries
    "fame_world": 0.69,  # population, in such an article
    "actor": 2.48,  # can act: a capital, a country, a seat of power; for metonymic names
}

# What speaks for a place that the gazetteer lacks: by itself, and where the article names other
# places that could vouch for one and don't.
UNKNOWN = 2.48
UNKNOWN_AMONG = 4.6

PLACED_ABOVE = 0.3  # below this probability a mention stays unplaced
