"""A gazetteer of a few dozen places in memory, for tests of the chooser that need no index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from geomap.locate import GazetteerGeocoder, locate
from geomap.model import Article, Kind, Mention, Sighting
from geomap.names import Match, Names, Row, normalise

# id, name, kind, country, admin1's name and code, lon, lat, radius km, people, seat, other names
# (`~` a demonym, `-` a former name, `.` an abbreviation, `+` as good as the name)
_PLACES: Sequence[tuple[Any, ...]] = (
    (1, "Ukraine", "country", "UA", None, None, 32.0, 49.0, 570, 44_622_516, 0, "~Ukrainian"),
    (2, "Russia", "country", "RU", None, None, 100.0, 60.0, 2300, 144_478_050, 0, "~Russian"),
    (3, "Syria", "country", "SY", None, None, 38.0, 35.0, 250, 16_906_283, 0, "~Syrian"),
    (4, "Chad", "country", "TD", None, None, 19.0, 15.0, 700, 15_477_751, 0, "~Chadian"),
    (5, "Sudan", "country", "SD", None, None, 30.0, 16.0, 760, 41_801_533, 0, "~Sudanese"),
    (6, "Yemen", "country", "YE", None, None, 47.5, 15.5, 400, 28_498_687, 0, "~Yemeni"),
    (7, "Georgia", "country", "GE", None, None, 43.5, 42.0, 190, 3_731_000, 0, "~Georgian"),
    (8, "United States", "country", "US", None, None, -98.5, 39.76, 2000, 327_167_434, 0, ".US|.U.S."),
    (9, "France", "country", "FR", None, None, 2.0, 46.0, 450, 66_987_244, 0, "~French"),
    (10, "Lebanon", "country", "LB", None, None, 35.83, 33.83, 60, 6_848_925, 0, "~Lebanese"),
    (11, "Libya", "country", "LY", None, None, 17.0, 27.0, 750, 6_678_567, 0, "~Libyan"),
    (20, "Donetsk Oblast", "admin1", "UA", "Donetsk Oblast", "UA.05", 37.8, 48.0, 130, 0, 0, "+Donetsk"),
    (21, "Donetsk", "city", "UA", "Donetsk Oblast", "UA.05", 37.802, 48.023, 12, 901_645, 1, "-Stalino"),
    (22, "Bakhmut", "city", "UA", "Donetsk Oblast", "UA.05", 38.0, 48.595, 5, 77_620, 0, "-Artemivsk"),
    (23, "Sloviansk", "city", "UA", "Donetsk Oblast", "UA.05", 37.617, 48.853, 6, 111_486, 0, ""),
    (24, "Izium", "city", "UA", "Kharkiv Oblast", "UA.07", 37.248, 49.208, 5, 45_884, 0, ""),
    (25, "Stepove", "city", "UA", "Donetsk Oblast", "UA.05", 37.66, 48.19, 3, 0, 0, ""),
    (26, "Stepove", "city", "UA", "Sumy Oblast", "UA.21", 34.7, 50.9, 3, 0, 0, ""),
    (27, "Stepove", "city", "UA", "Odesa Oblast", "UA.17", 30.3, 47.1, 3, 0, 0, ""),
    (28, "Avdiivka", "city", "UA", "Donetsk Oblast", "UA.05", 37.75, 48.14, 4, 31_392, 0, ""),
    (29, "Kyiv", "city", "UA", "Kyiv City", "UA.12", 30.523, 50.45, 15, 2_797_553, 2, "-Kiev"),
    (30, "Moscow", "city", "RU", "Moscow", "RU.48", 37.618, 55.752, 25, 10_381_222, 2, ""),
    (31, "Paris", "city", "FR", "Île-de-France", "FR.11", 2.349, 48.853, 12, 2_138_551, 2, ""),
    (32, "Paris", "city", "US", "Texas", "US.TX", -95.556, 33.661, 6, 24_782, 0, ""),
    (33, "Texas", "admin1", "US", "Texas", "US.TX", -99.25, 31.25, 600, 0, 0, ".Tex."),
    (34, "Georgia", "admin1", "US", "Georgia", "US.GA", -83.5, 32.75, 250, 0, 0, ".Ga."),
    (35, "Atlanta", "city", "US", "Georgia", "US.GA", -84.388, 33.749, 15, 463_878, 1, ""),
    (36, "Tbilisi", "city", "GE", "Tbilisi", "GE.51", 44.834, 41.694, 12, 1_049_498, 2, ""),
    (37, "Washington", "city", "US", "Washington, D.C.", "US.DC", -77.036, 38.895, 10, 601_723, 2, ""),
    (38, "Washington", "admin1", "US", "Washington", "US.WA", -120.5, 47.5, 300, 0, 0, ".Wash."),
    (39, "Spokane", "city", "US", "Washington", "US.WA", -117.426, 47.659, 10, 213_272, 0, ""),
    (40, "Goma", "city", "CD", "Nord Kivu", "CD.11", 29.238, -1.679, 8, 144_124, 1, ""),
    (41, "Sake", "city", "CD", "Nord Kivu", "CD.11", 29.045, -1.574, 3, 17_151, 0, ""),
    (42, "Douma", "city", "SY", "Rif-dimashq", "SY.08", 36.402, 33.572, 5, 111_864, 0, ""),
    (43, "Tripoli", "city", "LY", "Tripoli", "LY.61", 13.187, 32.887, 12, 1_150_989, 2, ""),
    (44, "Tripoli", "city", "LB", "Liban-Nord", "LB.03", 35.844, 34.434, 6, 229_398, 1, ""),
    (45, "Zawiya", "city", "LY", "Az Zāwīyah", "LY.77", 12.728, 32.757, 5, 200_000, 0, ""),
    (46, "Hulyaypole", "city", "UA", "Zaporizhzhia Oblast", "UA.26", 36.25, 47.66, 4, 13_070, 0, ""),
    (50, "the Kremlin", "facility", "RU", "Moscow", "RU.48", 37.617, 55.752, 0.4, 0, 0, "+Kremlin"),
    (51, "Europe", "continent", None, None, None, 9.14, 48.69, 2500, 0, 0, "~European"),
    (52, "Nyala", "city", "SD", "South Darfur", "SD.49", 24.881, 12.049, 7, 392_373, 1, ""),
    (54, "Harare", "city", "ZW", "Harare", "ZW.10", 31.053, -17.828, 15, 1_542_813, 2, "-Salisbury"),
    (55, "Salisbury", "city", "GB", "England", "GB.ENG", -1.796, 51.069, 5, 44_748, 0, ""),
    (53, "Adré", "city", "TD", "Ouaddaï", "TD.12", 22.2, 13.467, 3, 13_000, 0, "+Adre"),
)  # fmt: skip

_QUALITY = {"~": "demonym", "-": "former", ".": "abbreviation", "+": "primary"}


class SmallNames:
    """Looks like `geomap.names.Names`, holds the places above."""

    version = "small"

    def __init__(self) -> None:
        self.looked_up: list[str] = []
        self._held: dict[str, list[Match]] = {}
        for number, name, kind, country, admin1, code, lon, lat, km, people, seat, more in _PLACES:
            row = Row(
                f"geonames:{number}", name, cast(Kind, kind), country, admin1, code, lon, lat,
                km * 1000.0, people, "PPL", seat, "geonames",
                "occupied in part" if country == "UA" and number in (20, 22) else None,
            )  # fmt: skip
            self._hold(name, row, "primary")
            for other in filter(None, more.split("|")):
                self._hold(other[1:], row, _QUALITY[other[0]])

    def _hold(self, name: str, row: Row, quality: str) -> None:
        self._held.setdefault(normalise(name), []).append(Match(row, quality, ""))

    def add(self, row: Row) -> None:
        """Take in a place more, as an import of the user's own does."""
        self._hold(row.name, row, "primary")

    def lookup(self, name: str) -> list[Match]:
        self.looked_up.append(name)
        return list(self._held.get(normalise(name), ()))

    def fuzzy(self, name: str) -> list[Match]:
        wanted = normalise(name).replace("i", "y").replace("e", "")
        return [
            match._replace(quality="fuzzy")
            for key, matches in self._held.items()
            if key.replace("i", "y").replace("e", "") == wanted
            for match in matches
            if match.quality != "demonym"
        ]


def small_geocoder() -> GazetteerGeocoder:
    """Return a geocoder over the small gazetteer."""
    return GazetteerGeocoder(cast(Names, SmallNames()))


def marked(text: str, **facts: Any) -> tuple[str, list[Mention]]:
    """Return a text without its [brackets] and a mention for each bracketed name.

    `facts` are every mention's; `[name|usage]` and `[name|usage|site]` give one its own.
    """
    plain, mentions = "", []
    found: list[tuple[int, str, str, str]] = []
    at = 0
    for match in re.finditer(r"\[([^\[\]|]+)(?:\|(\w*))?(?:\|(\w*))?\]", text):
        plain += text[at : match.start()]
        found.append((len(plain), match[1], match[2] or "literal", match[3] or "none"))
        plain += match[1]
        at = match.end()
    plain += text[at:]
    for start, name, usage, site in found:
        values: dict[str, Any] = {
            "usage": usage,
            "site": site,
            "status": None if site == "none" else "occurred",
            "section": "body",
        }
        mentions.append(
            Mention(
                text=name,
                start=start,
                end=start + len(name),
                sentence=_sentence(plain, start),
                **{**values, **facts},
            )
        )
    return plain, mentions


def _sentence(text: str, at: int) -> str:
    first = max(text.rfind(". ", 0, at) + 2, text.rfind("\n", 0, at) + 1, 0)
    stop = text.find(". ", at)
    return text[first : stop + 1 if stop >= 0 else None]


def located(
    text: str, geocoder: Any = None, *, published: date | None = None, **facts: Any
) -> list[Sighting]:
    """Return the sightings of a text whose [names] are in brackets."""
    plain, mentions = marked(text, **facts)
    article = Article(id="sha256:test", text=plain, source="test.txt", published=published)
    return locate(article, mentions, geocoder or small_geocoder())
