"""A house style: which names places are shown by. What a text says stays as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from geomap.errors import UsageError
from geomap.names.keys import normalise
from geomap.names.rows import Match, Row


class Style(NamedTuple):
    """The names of a house style, by the ids of the places that bear them."""

    shown: Mapping[str, str]  # place id -> name shown
    units: Mapping[str, str]  # code of a first-order unit -> name shown
    keys: Mapping[str, str]  # key of a name shown -> place id, so that it is found too
    version: str  # a digest; "" for the gazetteer's own names

    def row(self, row: Row) -> Row:
        """Return `row` as it is to be shown; `given` keeps the gazetteer's own name."""
        name = self.shown.get(row.id, row.name)
        admin1 = self.units.get(row.admin1_code or "", row.admin1)
        if name == row.name and admin1 == row.admin1:
            return row
        return row._replace(name=name, admin1=admin1, given=row.name)


PLAIN = Style({}, {}, {}, "")


def style(
    names: Mapping[str, str],
    *,
    place: Callable[[str], Row | None],
    lookup: Callable[[str], Sequence[Match]],
) -> Style:
    """Return the house style `names` (a place's id, or any name of it -> the name shown).

    A name means the place that is best known by it: 'Georgia' the country.

    Raises UsageError: nothing has that id or name, or a place is given two names.
    """
    shown: dict[str, str] = {}
    units: dict[str, str] = {}
    keys: dict[str, str] = {}
    said: dict[str, str] = {}
    for asked, written in names.items():
        row = place(asked)
        if row is None:
            row = next((match.row for match in lookup(asked) if match.quality != "demonym"), None)
        if row is None:
            raise UsageError(
                f"names: no place is called {asked!r:.80}. Write a name or an id "
                "that `geomap geocode` shows."
            )
        if row.id in said:
            raise UsageError(
                f"names: {said[row.id]!r:.80} and {asked!r:.80} are one place, {row.id}. Keep one."
            )
        name = " ".join(written.split())
        if not normalise(name):
            raise UsageError(f"names: {asked!r:.80} = {written!r:.80} is no name. Write one.")
        said[row.id] = asked
        shown[row.id] = name
        keys[normalise(name)] = row.id
        if row.kind == "admin1" and row.admin1_code:
            units[row.admin1_code] = name
    if not shown:
        return PLAIN
    digest = hashlib.sha256(json.dumps(sorted(shown.items())).encode()).hexdigest()[:8]
    return Style(shown, units, keys, digest)
