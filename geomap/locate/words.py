"""The words that say what class of place a name means, and where a place lies from another."""

from __future__ import annotations

import re

# A class is what a word asks for; FITS says how well each kind answers it, -1 to 1.
FITS: dict[str, dict[str, float]] = {
    "admin1": {"admin1": 1.0, "admin2": 0.6, "region": 0.4, "natural": -0.6, "country": -0.6},
    "region": {"admin1": 1.0, "admin2": 0.4, "region": 0.8, "natural": 0.1, "country": -0.3},
    "admin2": {"admin2": 1.0, "admin1": -0.4, "city": -0.2, "region": 0.2},
    "district": {"admin2": 1.0, "city": 0.4, "region": 0.3, "admin1": 0.0, "facility": -0.3},
    "settlement": {"city": 1.0, "admin2": -0.2, "region": -0.5, "facility": -0.2},
    "capital": {"city": 1.0},
    "country": {"country": 1.0, "region": -0.3},
    "area": {"admin1": 1.0, "country": 1.0, "admin2": 0.8, "region": 0.9, "natural": 0.3},
    # 'the territory of Lebanon', 'the territory of Masisi'
    "territory": {"country": 1.0, "admin2": 1.0, "admin1": 0.6, "region": 0.8, "natural": 0.3},
    "water": {"natural": 1.0},
    # 'the hill of Jabal Mohsen' is a quarter
    "land": {"natural": 1.0, "region": 0.6, "city": -0.4},
    "republic": {"country": 1.0, "admin1": 0.6, "region": 0.2},
    "facility": {"facility": 1.0},
    "site": {"facility": 1.0},
    "camp": {"facility": 1.0, "city": 0.4},
}

_WORDS: dict[str, str] = {
    "republic": "republic kingdom sultanate commonwealth federation",
    "admin1": "oblast oblasts province provinces governorate governorates state states prefecture "
    "krai kray voivodeship voivodship wilaya wilayat emirate canton cantons muhafazah muhafazat "
    "vilayet lander department departement departments autonomous-region "
    "autonomous-republic regional-state",
    "region": "region regions countryside hinterland",
    # A county is not the town of its name; a district or raion mostly lies around that town.
    "admin2": "county counties parish parishes township townships co",
    "district": "raion rayon raions sub-county woreda cercle arrondissement upazila tehsil taluka "
    "okrug district districts territory territories municipality municipalities locality "
    "commune communes subdistrict sub-district groupement chefferie kebele payam lga local-government local-government-area borough boroughs quarter neighborhood "
    "neighbourhood neighborhoods neighbourhoods suburb suburbs",
    "settlement": "city cities town towns village villages hamlet hamlets settlement settlements "
    "port-city metropolis metro kibbutz moshav selo poselok posyolok poselok-gorodskogo-tipa "
    "derevnya khutor stanitsa aul qishlaq barangay sitio kampung kampong desa colline",
    "capital": "capital",
    "water": "river rivers lake lakes sea ocean gulf bay strait straits channel canal creek "
    "reservoir lagoon sound falls waterfall",
    "land": "island islands isle isles archipelago peninsula mountain mountains mount mountain-range "
    "hills hill valley desert plateau forest delta cape reef atoll plains plain steppe pass glacier "
    "volcano heights basin",
    "facility": "airport airfield airbase air-base base port harbor harbour seaport dam bridge "
    "prison jail hospital university embassy consulate monastery stadium station barracks "
    "checkpoint crossing border-crossing refinery mine plant power-plant nuclear-plant "
    "nuclear-power-plant power-station airstrip naval-base military-base international-airport "
    "terminal pipeline spaceport military-airfield military-airport nuclear-power-station npp "
    "hydroelectric-plant hydroelectric-power-plant hydropower-plant border-crossing-point crossing-point steelworks arsenal depot train-station",
    # Many carry the name of a town they are not in: Royal Street, Lincoln Park.
    "site": "clinic college school palace mosque church cathedral temple shrine museum park square "
    "street streets avenue road highway hotel market tower library theater theatre center centre "
    "building court courthouse arena mall cemetery zoo academy institute hall chapel house garden "
    "gardens drive lane boulevard plaza inn restaurant bar club gallery trail garage headquarters "
    "office offices roundabout circle intersection flyover cafe café supermarket nightclub alley",
    "camp": "camp refugee-camp idp-camp displacement-camp",
}
CLASS_OF: dict[str, str] = {
    word.replace("-", " "): cls for cls, words in _WORDS.items() for word in words.split()
}

_COMPASS: dict[str, str] = {"north": "n", "south": "s", "east": "e", "west": "w"}


def _directions() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, letter in _COMPASS.items():
        found[word] = found[f"{word}ern"] = letter
    for ns in ("north", "south"):
        for ew in ("east", "west"):
            letters = _COMPASS[ns] + _COMPASS[ew]
            for joint in ("", "-", " "):
                found[f"{ns}{joint}{ew}"] = found[f"{ns}{joint}{ew}ern"] = letters
    found["central"] = "c"
    return found


DIRECTIONS: dict[str, str] = _directions()  # "north-eastern" -> "ne"; "central" -> "c"
DIRECTION_WORDS: dict[str, str] = {
    "n": "north",
    "ne": "north-east",
    "e": "east",
    "se": "south-east",
    "s": "south",
    "sw": "south-west",
    "w": "west",
    "nw": "north-west",
    "c": "centre",
}
# Longest first, so that "north-eastern" wins over "north".
DIRECTION_RE = "|".join(
    re.escape(word).replace(r"\ ", r"[ \s]") for word in sorted(DIRECTIONS, key=len, reverse=True)
)
DESIGNATOR_RE = "|".join(
    re.escape(word).replace(r"\ ", r"[ -]") for word in sorted(CLASS_OF, key=len, reverse=True)
)


def word_class(words: str) -> str | None:
    """Return the class that a designator asks for ("Oblast" -> "admin1"), None if it is none."""
    return CLASS_OF.get(re.sub(r"[\s-]+", " ", words.strip().lower()))


def direction(words: str) -> str | None:
    """Return the compass letters of a direction word ("North-Eastern" -> "ne", "central" -> "c")."""
    return DIRECTIONS.get(re.sub(r"\s+", " ", words.strip().lower()))


def fit(cls: str, kind: str, seat: int) -> float:
    """Return how well a place of `kind` answers to a word of class `cls`, from -1 to 1."""
    if cls == "capital":
        return 1.0 if seat > 0 else -0.6
    return FITS[cls].get(kind, -1.0)
