"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.locate.fit` towards the hand-set values it names, so that a sign which the
training texts hardly show keeps its reasoned worth.
"""

VERSION = "1"

PRIOR: dict[str, float] = {
    "population": 5.0,  # of log10(population) / 7
    "largest": 0.8,  # the most populous settlement of that name
    "share": 1.0,  # of the population of all settlements of that name
    "country": 3.0,
    "continent": 5.0,
    "admin1": 1.2,
    "admin2": 0.3,
    "natural": 0.8,
    "facility": 0.8,
    "region": 2.0,
    "capital": 1.2,
    "seat": 0.5,
    "part": -1.0,  # a quarter, a ruin or an abandoned place
    "official": -0.1,
    "alternate": -2.2,
    "foreign": -0.8,  # an alternate name of another language than the text's
    "former": -0.7,
    "abbreviation": 0.0,
    "demonym": 0.5,
    "approximate": -0.5,
    "fuzzy": -2.0,
    "same_name": 0.8,
    "curated": 0.8,  # written by hand for the names of wars and talks
    "shortened": -0.6,  # found only when a word is taken off
    "fit": 3.0,  # that word asks for this kind
    "stand_in": -2.0,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 2.5,
    "inside": 5.0,
    "holds": 3.0,
    "sense": 4.0,
    "country_share": 2.0,
    "country_log": 2.0,
    "admin1_share": 1.0,
    "admin1_log": 1.0,
    "near": 2.0,
    "near_wide": 1.0,
    "beside": 1.5,
}

PLACED_ABOVE = 0.25  # below this probability a mention stays unplaced
