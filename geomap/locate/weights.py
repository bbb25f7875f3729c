"""What each sign is worth when one place is chosen: a log-linear model as plain numbers.

Names are those of `options.prior_features` and `choose.CONTEXT`. Fitted by
`python -m geomap.training.chooser` near hand-set values, so that a sign which annotated texts
hardly show keeps its reasoned worth. What an event told of there is worth (`venue_fame`, `field_fame`,
`told_of`, `event_only`, UNKNOWN_SITE) is set by geomap's own corpus, cautiously: the others have few events.
"""

VERSION = "11"

PRIOR: dict[str, float] = {
    "population": 2.36,  # of log10(population) / 7
    "big": 2.39,  # what of it is beyond 100,000 people, by 2
    "largest": 0.15,  # the most populous settlement of that name
    "share": 0.24,  # of the population of all settlements of that name
    "country": 3.8,
    "continent": 4.79,
    "admin1": 3.22,
    "admin2": 0.94,
    "natural": 4.42,
    "facility": 3.84,
    "region": 4.36,
    "size": 0.93,  # of an area: log10(radius / 100 km)
    "has_town": -1.87,  # a unit in which a town of the same name lies
    "holds_town": 0.08,  # the same of a second-order unit
    "has_city": -2.62,  # log10(that town's people / 10,000) / 3
    "length": 0.14,  # of the name, against places that the gazetteer lacks
    "capital": 2.84,
    "seat": 1.38,
    "part": -1.72,  # a quarter, a ruin or an abandoned place
    "official": -0.01,
    "alternate": -1.5,
    "foreign": -1.0,  # an alternate name of another language than the text's
    "foreign_land": -4.0,  # a country by a foreign name that another place has as its own; by reason
    "former": -0.34,
    "abbreviation": -0.57,
    "demonym": -0.2,
    "approximate": -0.3,
    "fuzzy": -1.5,
    "same_name": 0.6,
    "bare": -1.2,  # a province without a town of its name, called without the word: 'Gaza', Mozambique
    "only": 0.09,  # nothing else has the name
    "curated": 1.36,  # written by hand for the names of wars and talks
    "historic": -1.5,  # a region of history books: its name is often another's today
    "known": 2.2,  # of many villages of a name, the one at a front
    "own": 8.0,  # from the user's own list, which takes precedence
    "town_too": -4.0,  # a river whose name a town has: log10(its people / 10,000) / 3
    "covered": 1.55,  # in a country of which the gazetteer has every settlement
    "shortened": -2.39,  # found only when a word is taken off
    "fit": 1.81,  # that word asks for this kind
    "stand_in": 1.02,  # the town for its airport
}

CONTEXT: dict[str, float] = {
    "cue": 3.46,
    "inside": 4.28,
    "outside": -1.91,  # the text puts the name in a place in which the option does not lie
    "holds": 2.19,
    "sense": 2.48,
    "country_share": 0.4,
    "country_log": 0.93,
    "admin1_share": 0.71,
    "admin1_log": 3.44,
    "alone": -0.25,  # no other place of the article lies in its country
    "fuzzy_alone": -3.0,  # and the name is only spelt nearly so
    "near": 1.2,
    "near_wide": 1.23,
    "beside": 0.74,
    "told_near": 4.0,  # the text tells the name from another: 'south of Dori'; by reason, not fitted
    "capital_world": 0.13,  # a national capital, in an article that names several countries
    "fame_world": 0.38,  # population, in such an article
    "big_world": 1.54,  # what of it is beyond 100,000 people
    "country_world": 0.86,  # a country, in such an article
    "venue_fame": 2.5,  # population, where talks, a visit or a signing are told of
    "field_fame": 1.0,  # and where fighting is
    "told_of": 1.5,  # known by such a thing, where one is told of
    "event_only": 1.5,  # the only place of that name, where either is told of
    "actor": 2.49,  # can act: a capital, a country, a seat of power; for metonymic names
}

# What speaks for a place that the gazetteer lacks: by itself, and where the article names other
# places that could vouch for one and don't.
UNKNOWN = 0.28
UNKNOWN_AMONG = 6.04

UNKNOWN_WORLD = -2.4  # less so where the article is about many countries

# By the class of event told of there: papers that tell of one tell where it was.
UNKNOWN_SITE: dict[str, float] = {"battlefield": -0.75, "diplomatic": -0.5}

# A former name that another town bears, in an article of today: by reason, not fitted.
BYGONE = -5.0

PLACED_ABOVE = 0.35  # below this probability a mention stays unplaced
