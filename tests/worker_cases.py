"""Workers that read words instead of articles, and die when told to; any process can import them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from conftest import make_sighting

from geomap.articles import Row, Skipped, article_of
from geomap.errors import GazetteerError
from geomap.model import Article, ArticleRef, Sighting
from geomap.run import Part, Parts, worked
from geomap.settings import Settings
from geomap.workers import Answer

PARTS = Parts(
    geomap="1",
    reader=Part(name="words", version="1"),
    geocoder=Part(name="table", version="1"),
    gazetteer="1",
)


def read_words(settings: str, rows: Sequence[Row]) -> Answer:
    """Return one sighting for each article; some texts bring the process down."""
    return Answer(
        PARTS, [worked(row, Settings.model_validate_json(settings), _read) for row in rows]
    )


def _read(article: Article) -> list[Sighting]:
    if "kills once" in article.text:
        mark = Path(os.environ["GEOMAP_TEST_MARKS"]) / "killed"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if "kills always" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "takes memory" in article.text:
        taken = [os.urandom(1 << 20) * 8 for _ in range(100)]
        time.sleep(20)
        del taken
    if "is a fault" in article.text:
        raise ZeroDivisionError("by nothing")
    if "no gazetteer" in article.text:
        raise GazetteerError("The gazetteer is missing. Build it.")
    ref = ArticleRef(id=article.id, source=article.source, published=article.published)
    made = make_sighting(article.text.split()[0])
    return [made.model_copy(update={"article": ref})]


def of_another_geomap(settings: str, rows: Sequence[Row]) -> Answer:
    """Read by other parts."""
    return read_words(settings, rows)._replace(parts=PARTS.model_copy(update={"geomap": "2"}))


def rows(*texts: str) -> Iterator[Row | Skipped]:
    """Return a row for each text; one that is empty is a row that couldn't be read."""
    for number, text in enumerate(texts, start=1):
        source = f"a.jsonl#{number}"
        yield Row(source, {"text": text}) if text else Skipped(source=source, reason="is empty.")


def alone(*texts: str) -> list[Any]:
    """Return what this process reads in them."""
    told = Settings().model_dump_json()
    return [
        row if isinstance(row, Skipped) else read_words(told, [row]).worked[0]
        for row in rows(*texts)
    ]


def article(text: str) -> str:
    """Return the id of an article of this text."""
    made = article_of(Row("a", {"text": text}), Settings()).article
    assert isinstance(made, Article)
    return made.id
