"""One place on its way into the gazetteer's data, and how it is written as a line of text.

A line: id, name, kind, country, admin1 code, lon, lat, radius_m, population, feature, seat,
status note, other names; tab-separated. The other names are separated by `|`, each marked
with its quality by its first characters:

    Name        alternate, from GeoNames' untagged list
    +Name       primary: as good as the place's own name
    =uk:Name    official: in that language (CLDR, Natural Earth, the overlay)
    -Name       former
    .Name       abbreviation
    ~Name       demonym
    ?Name       of a place whose point is only approximate
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HEADER = (
    "#id\tname\tkind\tcountry\tadmin1\tlon\tlat\tradius_m\tpopulation\tfeature\tseat\tnote\tnames"
)
MARKS = "+=-.~?"
KNOWN = -1  # as `seat`: of nothing, but a war has made the place known
TOLD_OF = -2  # and this one is known by what happened there, in news of such things
SEAT_TOLD_OF = 3  # and it is the seat of a first-order unit


@dataclass(slots=True)
class Place:
    """A place; `names` are marked as the module says."""

    id: str
    name: str
    kind: str
    country: str
    admin1: str  # code: "UA.05"; "" when unknown
    lon: float
    lat: float
    radius_m: int
    population: int = 0
    feature: str = ""
    seat: int = 0
    note: str = ""
    names: list[str] = field(default_factory=list)

    def add(self, mark: str, name: str) -> None:
        """Add `name` with its quality's mark, unless it is there already."""
        name = clean(name)
        if name and (entry := mark + name) not in self.names and entry != "+" + self.name:
            self.names.append(entry)

    def line(self) -> str:
        """Return the place as a line, without the newline."""
        return "\t".join(
            (
                self.id,
                self.name,
                self.kind,
                self.country,
                self.admin1,
                f"{self.lon:.5f}".rstrip("0").rstrip("."),
                f"{self.lat:.5f}".rstrip("0").rstrip("."),
                str(self.radius_m),
                str(self.population),
                self.feature,
                str(self.seat),
                self.note,
                "|".join(sorted(self.names)),
            )
        )


def clean(name: str) -> str:
    """Return `name` without what the line format needs for itself, spaces collapsed."""
    return " ".join(name.replace("|", " ").split()).lstrip(MARKS).strip()


def text_of(rows: Iterable[Place]) -> tuple[bytes, int, int]:
    """Return `rows` as sorted text, and how many rows and names it has."""
    ordered = sorted(rows, key=lambda row: _order(row.id))
    text = "\n".join([HEADER, *(row.line() for row in ordered)]) + "\n"
    return text.encode("utf-8"), len(ordered), sum(len(row.names) + 1 for row in ordered)


def write(rows: Iterable[Place], path: Path, before: dict[str, str | int]) -> dict[str, str | int]:
    """Write `rows` as sorted text under xz to `path` + ".part"; return digests and counts.

    Nothing is written when `before` (the MANIFEST's entry for `path`) has the same text.
    """
    raw, count, names = text_of(rows)
    digest = hashlib.sha256(raw).hexdigest()
    if before.get("text_sha256") == digest and path.exists():
        return before
    packed = lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME)
    path.with_name(path.name + ".part").write_bytes(packed)
    return {
        "rows": count,
        "names": names,
        "text_sha256": digest,
        "file_sha256": hashlib.sha256(packed).hexdigest(),
    }


def _order(place_id: str) -> tuple[str, int, str]:
    scheme, _, rest = place_id.partition(":")
    return (scheme, int(rest) if rest.isdigit() else 0, rest)
