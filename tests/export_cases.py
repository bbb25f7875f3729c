"""What the tests of the exporters share: hostile texts, and areas on every edge of the world."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from map_cases import (
    ALASKA,
    DONETSK,
    KYIV,
    RUSSIA,
    UKRAINE,
    Cases,
    article,
    assemble,
    place,
    report,
)  # fmt: skip

from geomap import seams
from geomap.model import Attribution

FIJI = place("Fiji", "country", 178.0, -18.0, 200_000, "FJ", id="geonames:2205218")
CHUKOTKA = place(
    "Chukotka", "admin1", 170.0, 66.0, 500_000, "RU", admin1="Chukotka", id="geonames:2126099"
)
BAGHDAD = place(
    "Baghdad Governorate", "admin1", 44.4, 33.3, 40_000, "IQ",
    admin1="Baghdad Governorate", id="geonames:98180",
)  # fmt: skip
EUROPE = place("Europe", "continent", 15.0, 50.0, 3_000_000, None, id="geonames:6255148")
EDGES = [ALASKA, RUSSIA, FIJI, CHUKOTKA, UKRAINE, DONETSK]

HOSTILE = [
    "=HYPERLINK(\"http://example.org\",\"click\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r\n=1+1",
    "  =1+1",
    "\u200b=1+1",
    "\ufeff@x",
    "＝1+1",
    "|calc",
    'quotes " and \'\' and "" and , and ; here',
    "line\nbreak\r\nand\rreturn",
    "null\x00inside",
    "\u202egnitirw desrever\u202c",
    "lone \ud800 surrogate",
    "'; DROP TABLE events; --",
    "{{ 7*7 }} ${7*7} <script>alert(1)</script> %s %(x)s \\N \\.",
    "кирилиця عربى 😀 e\u0301",
    "x" * 100_000,
    "=" + "9" * 100_000,
    "",
]  # fmt: skip


def hostile() -> Cases:
    """Return an event for each hostile text, which stands in every field that takes a text."""
    return assemble([[one] for one in _hostile_reports()])


def _hostile_reports() -> Iterator[Any]:
    for number, text in enumerate(HOSTILE):
        where = KYIV.model_copy(
            update={"id": f"own:{number} {text}", "name": text, "admin1": text, "source": text,
                    "country": text, "status_note": text}
        )  # fmt: skip
        read_in = article(
            f"made/{number} {text}", url=text, title=text, publisher=text, language=text
        )
        told = Attribution(voice="attributed", by=text, by_role="official", denied_by=(text, "b"))
        one = report(where, told=told, source=read_in, name="Kyiv", date_text=text, why=(text,))
        yield one.model_copy(update={"sentence": text or " ", "text": text})


def write(made: Cases, target: Path, **told: Any) -> Path:
    seams.exporter(str(target), **told).write(*made.parts, str(target))
    return target


def rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))
