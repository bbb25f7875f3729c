"""A name as a text writes it -> the names under which a gazetteer may hold it."""

from __future__ import annotations

import re
from typing import NamedTuple

from geomap.locate.words import DESIGNATOR_RE, DIRECTION_RE, direction, word_class

MAX_NAME = 200  # code points; no place name is longer, and hostile text may be


class Form(NamedTuple):
    """One way to look a name up."""

    name: str
    wanted: str | None = None  # class of the word taken off: "Donetsk Oblast" wants an "admin1"
    part: str | None = None  # compass letters taken off: "northern Syria" is the "n" of Syria
    edge: str | None = None  # "border" or "coast" taken off
    word: str = ""  # what was taken off, as the text writes it


_QUOTES = " \t\r\n\u00a0\"'‘’“”«»„()[]{}<>,;:!?*_"
_POSSESSIVE = re.compile(r"['’`´]s?$")
_TRAILING = re.compile(rf"^(?P<base>\S.*?)[ \s-]+(?P<word>{DESIGNATOR_RE})$", re.I)
_LEADING_OF = re.compile(
    rf"^(?:the\s+)?(?P<word>{DESIGNATOR_RE})\s+(?:of\s+)?(?:the\s+)?(?P<base>\S.*)$", re.I
)
_PART = re.compile(
    rf"^(?:the\s+)?(?P<more>(?:(?:{DIRECTION_RE}),\s+){{0,3}})(?P<word>{DIRECTION_RE})(?:,?\s+(?:and|or)\s+(?P<other>{DIRECTION_RE}))?"
    r"\s+(?P<base>\S.*)$",
    re.I,
)
_SHORT = {"st": "Saint", "mt": "Mount", "ft": "Fort", "pt": "Point"}
_EDGE = re.compile(
    r"^(?:the\s+)?(?P<base>\S.*?)(?:['’]s)?\s+(?P<word>border|frontier|coast|coastline|borderlands)$"
    r"|^coastal\s+(?P<coastal>\S.*)$"
    r"|^(?:the\s+)?(?:border|frontier|(?P<coast>coast))\s+(?:with|of)\s+(?P<base_of>\S.*)$",
    re.I,
)
_COMPOUND = re.compile(
    r"-(?:led|backed|born|based|controlled|occupied|held|made|funded|trained|supported|sponsored|"
    r"brokered|mediated|speaking|allied|aligned|owned|run|supplied|annexed|bound|style|wide)$",
    re.I,
)


_BRACKETS = re.compile(r"^(?P<out>[^()]*\w[^()]*)\((?P<inner>[^()]*\w[^()]*)\)?(?P<rest>[^()]*)$")
_SLASH = re.compile(r"\w\s*/\s*\w")


def clean(surface: str) -> str:
    """Return the name without quotes, line breaks and a possessive ending."""
    name = " ".join(surface[:MAX_NAME].split()).strip(_QUOTES)
    if len(name) > 3:
        name = _POSSESSIVE.sub("", name)
    return name


def forms(surface: str) -> list[Form]:
    """Return the ways to look `surface` up, the nearest to the text first; [] for no name at all."""
    name = clean(surface)
    if not name:
        return []
    found = [Form(name)]
    if several := _several(name):
        return [*found, *(form for one in several for form in forms(one))]
    bare = name
    if name[:4].lower() == "the ":
        bare = name[4:].strip()
        found.append(Form(bare))
    first, _, rest = bare.partition(" ")
    if rest and (full := _SHORT.get(first.rstrip(".").lower())):
        found.append(Form(f"{full} {rest}"))
    compound = _COMPOUND.sub("", bare)
    if compound != bare:
        found.append(Form(compound))
        bare = compound
    if edge := _EDGE.match(bare):
        base = edge["base"] or edge["coastal"] or edge["base_of"]
        word = (edge["word"] or edge["coast"] or ("coast" if edge["coastal"] else "border")).lower()
        kind = "coast" if word.startswith("coast") else "border"
        found.append(Form(clean(base), edge=kind, word=word))
    if match := _TRAILING.match(bare):
        found.append(Form(clean(match["base"]), word_class(match["word"]), word=match["word"]))
        found += [Form(f"{clean(match['base'])} {other}") for other in _also(match["word"])]
    if (match := _LEADING_OF.match(bare)) and word_class(match["base"]) is None:
        cls = word_class(match["word"])
        if match["word"].lower() == "state":
            cls = "republic"  # the State of Qatar, the State of Texas
        found.append(Form(clean(match["base"]), cls, word=match["word"]))
    if match := _PART.match(bare):
        part, word = _part(match["word"], match["other"])
        if match["more"]:  # parts on several sides: about the middle
            part, word = "c", match["more"] + word
        base = clean(match["base"])
        found.append(Form(base, part=part, word=word))
        if inner := _TRAILING.match(base):
            cls = word_class(inner["word"])
            found.append(Form(clean(inner["base"]), cls, part, word=word))
    return [form for form in found if form.name]


def _several(name: str) -> list[str]:
    """Return the names of 'Tadmur/Palmyra', 'Chaghcharan (Feroz Koh) town'; [] for one name."""
    if _SLASH.search(name):
        return [part for part in re.split(r"\s*/\s*", name) if part][:4]
    if match := _BRACKETS.match(name):
        return [f"{match['out'].strip()} {match['rest'].strip()}", match["inner"]]
    return []


# What one text calls an airport, another calls an airfield.
_ALIKE = (
    ("airport", "international airport", "airfield", "air base", "airbase", "military airport"),
    ("camp", "refugee camp", "idp camp", "displacement camp"),
    ("nuclear plant", "nuclear power plant", "nuclear power station", "npp"),
    ("crossing", "border crossing", "crossing point", "checkpoint"),
    ("hydroelectric plant", "dam", "hydroelectric power plant", "hydropower plant"),
)


def _also(word: str) -> list[str]:
    """Return the other words for the same kind of place: 'airport' -> 'airfield', …"""
    plain = re.sub(r"[\s-]+", " ", word.lower())
    return [other for alike in _ALIKE if plain in alike for other in alike if other != plain]


def _part(word: str, other: str | None) -> tuple[str | None, str]:
    """Return compass letters and words of 'northern', 'northern and western'."""
    first = direction(word)
    second = direction(other) if other else None
    if first is None or second is None:
        return first, word
    both = f"{word} and {other}"
    for letters in (first + second, second + first):
        if letters in ("ne", "nw", "se", "sw"):
            return letters, both
    return ("c" if {first, second} in ({"n", "s"}, {"e", "w"}) else first), both


def core(forms_of: list[Form]) -> str:
    """Return what all ways to look a name up share: 'Paris' of 'Paris City'; for comparing."""
    plain = [form.name for form in forms_of if form.part is None and form.edge is None]
    return min(plain, key=len, default="").casefold()
