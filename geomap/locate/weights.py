"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 4.49,  # of log10(population) / 7
    "largest": 0.06,  # the most populous settlement of that name
    "share": 0.54,  # of the population of all settlements of that name
    "country": 3.41,
    "continent": 2.29,
    "admin1": 5.72,
    "admin2": 0.07,
    "natural": 0.8,
    "facility": 2.83,
    "region": 2.0,
    "size": -0.66,  # of an area: log10(radius / 100 km)
    "has_town": -0.12,  # a unit in which a town of the same name lies
    "has_city": 0.08,  # log10(that town's people / 10,000) / 3
    "length": 0.29,  # of the name, against places that the gazetteer lacks
    "capital": 1.98,
    "seat": 1.37,
    "part": -2.71,  # a quarter, a ruin or an abandoned place
    "official": -0.04,
    "alternate": -0.5,
    "foreign": -0.8,  # an alternate name of another language than the text's
    "former": -0.02,
    "abbreviation": 0.02,
    "demonym": 0.59,
    "approximate": -0.29,
    "fuzzy": -1.5,
    "same_name": 1.57,
    "curated": 2.83,  # written by hand for the names of wars and talks
    "shortened": -3.8,  # found only when a word is taken off
    "fit": 1.72,  # that word asks for this kind
    "stand_in": 1.77,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 1.93,
    "inside": 4.05,
    "outside": -1.79,  # the text puts the name in a place in which the option does not lie
    "holds": 0.96,
    "sense": 1.54,
    "country_share": 0.25,
    "country_log": 1.31,
    "admin1_share": 0.06,
    "admin1_log": 3.15,
    "near": 1.74,
    "near_wide": 1.77,
    "beside": 1.01,
    "capital_world": 1.43,  # a national capital, in an article that names several countries
    "fame_world": 1.03,  # population, in such an article
    "actor": 2.49,  # can act: a capital, a country, a seat of power; for metonymic names
}

# What speaks for a place that the gazetteer lacks: by itself, and where the article names other
# places that could vouch for one and don't.
UNKNOWN = 2.25
UNKNOWN_AMONG = 4.83

PLACED_ABOVE = 0.3  # below this probability a mention stays unplaced
