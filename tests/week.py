"""A conflict desk's week: what arrives each day, and a reader that reads it by a few words.

The papers, their articles and what they tell are invented.
"""

from __future__ import annotations

import json
import os
import re
import signal
from datetime import date
from typing import TYPE_CHECKING, Any

from conftest import TableGeocoder, WordReader, table_locate

from geomap.model import Article, Mention

if TYPE_CHECKING:
    from geomap.stages import Stages

DIE_AT = "GEOMAP_TEST_DIE_AT"  # in the environment: the article in which a reading is killed

_MONTHS = ("August", "September")
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
# What the sentence says of talks, the first that is found.
_STATUSES = {
    "proposed talks": "proposed",
    "will meet for talks": "planned",
    "met for talks": "occurred",
}


def _text(paper: str, day: str, title: str, *paragraphs: str, **heads: str) -> str:
    more = "".join(f"{name}: {value}\n" for name, value in heads.items())
    body = "\n\n".join(paragraphs)
    return f"Title: {title}\nDate: {day}\nSource: {paper}\n{more}\n{body}\n"


DEPOT = (
    "Artillery shelled Izium on 24 August 2025, killing a lorry driver at the grain depot beside the "
    "northern junction, the regional office said."
)
DRIVERS = (
    "Two more drivers were pulled from under a fallen wall and taken to the clinic by the river."
)
DEPOT_URL = "https://north.example/izium-depot"
CALLER_URL = "https://star.example/kyiv"

WEEK: dict[str, dict[str, str]] = {
    "monday": {
        "mon-wire.txt": _text(
            "North Wire", "2025-08-25", "Grain depot hit by artillery", DEPOT, DRIVERS,
            URL=DEPOT_URL, Retrieved="2025-08-25T06:00:00Z",
        ),
        "mon-post.txt": _text(
            "Harbour Post", "2025-08-25", "Driver dies as shells fall on depot",
            "Bakers in our own harbour had been waiting for that grain since the spring.",
            DEPOT, DRIVERS,
        ),
        "mon-gazette.txt": _text(
            "Capital Gazette", "2025-08-25", "Minister wants prisoners on the table",
            "The foreign minister proposed talks in Geneva on 29 August 2025 between the two "
            "delegations about an exchange of prisoners.",
            "Kyiv wants an answer before the end of the week, his spokeswoman added.",
        ),
        "mon-star.txt": _text(
            "Evening Star", "2025-08-25", "Shells on the capital, a caller says",
            "Howitzers shelled Kyiv on 24 August 2025 from across the reservoir, according to a man "
            "who telephoned this newspaper.",
            URL=CALLER_URL,
        ),
        "mon-screen.txt": _text(
            "Screen Weekly", "2025-08-25", "A lakeside thriller opens",
            "Invaders shelled Geneva on 24 August 2025 from two paddle steamers for the cameras, and "
            "the swans came through it unhurt.",
        ),
    },
    "tuesday": {
        "tue-gazette.txt": _text(
            "Capital Gazette", "2025-08-26", "Delegations accept the invitation",
            "The two delegations will meet for talks in Geneva on 29 August 2025 about an exchange of "
            "prisoners, the ministry announced.",
        ),
        "tue-courier.txt": _text(
            "Valley Courier", "2025-08-26", "One dead at depot", DEPOT, DRIVERS
        ),
        "tue-monitor.txt": _text(
            "The Monitor", "2025-08-26", "Mortars at night",
            "Mortars shelled Izium on 25 August 2025 and set fire to a timber yard by the swimming "
            "baths, a monitor counted eleven rounds.",
        ),
    },
    "wednesday": {
        "wed-star.txt": _text(
            "Evening Star", "2025-08-27", "Retracted: Shells on the capital, a caller says",
            "We printed on Monday that howitzers shelled Kyiv; the caller has told us he made it up.",
            URL=CALLER_URL,
        ),
        # Retrieved later than mon-wire.txt, though its name comes before.
        "0-wire.json": json.dumps(
            {
                "title": "Grain depot hit by artillery",
                "date": "2025-08-25",
                "publisher": "North Wire",
                "url": DEPOT_URL,
                "retrieved_at": "2025-08-27T06:00:00Z",
                "text": f"{DEPOT}\n\n{DRIVERS}\n\nBy Tuesday night the depot was loading again.",
            }
        ),
    },
    "thursday": {
        f"thu-{number}.txt": _text(
            f"Paper {number}", "2025-08-28", f"Night {number} at the front",
            f"Guns shelled Izium on {5 * number} August 2025 and {word}, its mayor said.",
        )
        for number, word in enumerate(("cut the water", "broke a bridge", "burned a school"), 1)
    },
    "friday": {
        "fri-gazette.txt": _text(
            "Capital Gazette", "2025-08-30", "Prisoners to go home",
            "The two delegations met for talks in Geneva on 29 August 2025 and agreed on an exchange "
            "of prisoners.",
        ),
    },
}  # fmt: skip


class WeekReader(WordReader):
    """Reads the week's articles: days as they are written, and what becomes of talks."""

    def mentions(self, article: Article, **asked: Any) -> list[Mention]:
        if os.environ.get(DIE_AT) == article.source:
            os.kill(os.getpid(), signal.SIGKILL)
        found = super().mentions(article, **asked)
        return [self._dated(mention) for mention in found]

    def _dated(self, mention: Mention) -> Mention:
        if mention.site == "none":
            return mention
        told: dict[str, Any] = {}
        if day := _DAY.search(mention.sentence):
            month = 8 + _MONTHS.index(day[2])
            when = date(int(day[3]), month, int(day[1]))
            told = {"event_date": when.isoformat(), "date_text": day[0], "date_basis": "stated"}
        status = [to for words, to in _STATUSES.items() if words in mention.sentence]
        return mention.model_copy(update=told | ({"status": status[0]} if status else {}))


def stages() -> Stages:
    """Return stages that read by `WeekReader`, and let every run in this process use them."""
    from geomap.run import Part, Parts
    from geomap.stages import Stages

    parts = Parts(
        geomap="1",
        reader=Part(name="week", version="1"),
        geocoder=Part(name="table", version="1"),
        gazetteer="1",
    )
    return Stages(WeekReader(), TableGeocoder(), parts)


def main() -> None:
    """Run the command line in a process of its own with the week's reader."""
    from geomap import stages as opened
    from geomap.cli import main as command

    made = stages()
    opened.Stages.open = staticmethod(lambda settings, *, progress=False: made)
    opened.locate = table_locate
    command()


if __name__ == "__main__":
    main()
