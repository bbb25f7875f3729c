"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 3.78,  # of log10(population) / 7
    "largest": -0.01,  # the most populous settlement of that name
    "share": 0.74,  # of the population of all settlements of that name
    "country": 3.2,
    "continent": 3.07,
    "admin1": 4.47,
    "admin2": 0.1,
    "natural": 0.8,
    "facility": 2.23,
    "region": 2.0,
    "size": -0.22,  # of an area: log10(radius / 100 km)
    "has_town": -0.66,  # a unit in which a town of the same name lies
    "capital": 0.33,
    "seat": 0.93,
    "part": -1.87,  # a quarter, a ruin or an abandoned place
    "official": -0.09,
    "alternate": -0.84,
    "foreign": -0.8,  # an alternate name of another language than the text's
    "former": -0.38,
    "abbreviation": -0.22,
    "demonym": 0.33,
    "approximate": 0.31,
    "fuzzy": -1.86,
    "same_name": 1.23,
    "curated": 2.23,  # written by hand for the names of wars and talks
    "shortened": -2.92,  # found only when a word is taken off
    "fit": 1.45,  # that word asks for this kind
    "stand_in": -0.11,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 1.88,
    "inside": 4.5,
    "holds": 1.77,
    "sense": 1.3,
    "country_share": 0.33,
    "country_log": 0.8,
    "admin1_share": 0.24,
    "admin1_log": 3.3,
    "near": 1.13,
    "near_wide": 1.32,
    "beside": 0.17,
    "capital_world": 2.15,  # a national capital, in an article that names several countries
    "fame_world": 0.27,  # population, in such an article
    "actor": 1.75,  # can act: a capital, a country, a seat of power; for metonymic names
}

UNKNOWN = 4.5  # what speaks for a place that the gazetteer lacks

PLACED_ABOVE = 0.25  # below this probability a mention stays unplaced
