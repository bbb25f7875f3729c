"""Whether a name is a building's, a street's, a base's: what lies in a town that the text names."""

from __future__ import annotations

import re

from geomap.locate.forms import forms

_BUILT = frozenset({"facility", "site", "camp"})
# What streets and buildings are called in other languages, before their name: 'Rue Capois', 'Calle Portete'.
_ABROAD = re.compile(
    r"(?:the\s)?(?:(?:rue|chauss[ée]e|quai|pont|gare|stade|palais|h[ôo]pital|h[ôo]tel|march[ée]|lyc[ée]e|[ée]glise|a[ée]roport|rond-point"
    r"|calle|carrera|avenida|plaza|puente|estadio|mercado|iglesia|aeropuerto|palacio|glorieta|calzada|rua|pra[çc]a|ponte|rodovia"
    r"|via|viale|piazza|vulytsia|ulitsa|prospekt|avenue|boulevard|bulevar|bulvar|jalan|souk|souq|midan|maidan|shar[ei]a?)\s"
    r"|place\s(?:de\s|du\s|des\s|d['’]))\S",
    re.I,
)
_ABROAD_AFTER = re.compile(
    r"(?:\w(?:stra(?:ß|ss)e|platz|gata|gatan)|\s(?:caddesi|sokak|sokağı|bulvarı|meydanı|vulytsia|ulitsa|prospekt|chowk|marg|bazaar))$",
    re.I,
)
# 'the Rixos hotel', 'Bolan Medical hospital': what stands in towns
_AFTER = re.compile(
    r"['’]?\s(?:(?!(?:and|or|but|in|at|to|of|on|by|for|from|with|near|as|an?|the|its|is|are|was|were|has|had)\b)[a-z-]+\s){0,2}?(?:hotel|guest\s?house|restaurant|caf[eé]|night\s?club|market|bazaar|souk|mosque|church|cathedral"
    r"|monastery|temple|synagogue|shrine|hospital|clinic|school|university|college|institute|academy|street|avenue|boulevard|square|roundabout"
    r"|circle|intersection|flyover|stadium|theat(?:re|er)|museum|park|mall|supermarket|station|prison|jail|palace|embassy|consulate"
    r"|cinema|checkpoint|library|building|tower|courthouse|cemetery|(?:air|bus|train)\s(?:base|terminal|station)|airport|air\s?base)\b"
)


def is_built(name: str) -> bool:
    """Return whether the name says that it is a building, a street, a base or the like."""
    if any(form.wanted in _BUILT for form in forms(name)):
        return True
    return bool(_ABROAD.match(name) or _ABROAD_AFTER.search(name[-40:]))


def is_called_built(text: str, end: int) -> bool:
    """Return whether the words after a name that ends at `end` make it a building's: ' hotel'."""
    return _AFTER.match(text, end, min(len(text), end + 60)) is not None
