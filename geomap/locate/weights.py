"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 4.58,  # of log10(population) / 7
    "largest": 0.1,  # the most populous settlement of that name
    "share": 0.7,  # of the population of all settlements of that name
    "country": 3.37,
    "continent": 2.37,
    "admin1": 5.33,
    "admin2": 0.07,
    "natural": 0.8,
    "facility": 2.53,
    "region": 2.0,
    "size": -0.49,  # of an area: log10(radius / 100 km)
    "has_town": 0.2,  # a unit in which a town of the same name lies
    "has_city": -0.76,  # log10(that town's people / 10,000) / 3
    "length": -0.02,  # of the name, against places that the gazetteer lacks
    "capital": 0.44,
    "seat": 0.92,
    "part": -2.33,  # a quarter, a ruin or an abandoned place
    "official": -0.05,
    "alternate": -0.61,
    "foreign": -0.8,  # an alternate name of another language than the text's
    "former": -0.18,
    "abbreviation": -0.1,
    "demonym": 0.49,
    "approximate": 0.99,
    "fuzzy": -1.64,
    "same_name": 1.61,
    "curated": 2.53,  # written by hand for the names of wars and talks
    "shortened": -3.41,  # found only when a word is taken off
    "fit": 1.55,  # that word asks for this kind
    "stand_in": 1.05,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 1.84,
    "inside": 4.26,
    "outside": -1.88,  # the text puts the name in a place in which the option does not lie
    "holds": 1.25,
    "sense": 1.44,
    "country_share": 0.32,
    "country_log": 1.15,
    "admin1_share": 0.14,
    "admin1_log": 3.33,
    "near": 1.73,
    "near_wide": 1.47,
    "beside": 0.44,
    "capital_world": 2.02,  # a national capital, in an article that names several countries
    "fame_world": 0.11,  # population, in such an article
    "actor": 1.48,  # can act: a capital, a country, a seat of power; for metonymic names
}

UNKNOWN = 5.52  # what speaks for a place that the gazetteer lacks

PLACED_ABOVE = 0.25  # below this probability a mention stays unplaced
