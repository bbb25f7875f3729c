"""Values and parts that several tests share."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from geomap.articles import Skipped, read_inputs
from geomap.model import (
    Article,
    ArticleRef,
    Attribution,
    Candidate,
    Mention,
    Place,
    Scores,
    Sighting,
)
from geomap.names.build import write_index
from geomap.names.rows import Entry
from geomap.settings import Settings

if TYPE_CHECKING:
    from fetch_site import Site

    from geomap.stages import Stages

SENTENCE = "Two drones struck the railway yard at Izium before dawn, officials said."


def make_place(place_id: str = "geonames:707753", name: str = "Izium", **facts: Any) -> Place:
    """Return a place; a town in Ukraine unless `facts` say otherwise."""
    values: dict[str, Any] = {
        "kind": "city",
        "country": "UA",
        "admin1": "Kharkiv Oblast",
        "lon": 37.26,
        "lat": 49.21,
        "radius_m": 5_000,
        "source": "geonames",
    }
    return Place(id=place_id, name=name, **{**values, **facts})


def make_sighting(
    article: str = "a", published: date | None = date(2025, 8, 21), **facts: Any
) -> Sighting:
    """Return a sighting on the map; an air strike that occurred unless `facts` say otherwise."""
    start = facts.setdefault("start", 40)
    publisher, url = facts.pop("publisher", None), facts.pop("url", None)
    key = f"{article}|{facts}"
    values: dict[str, Any] = {
        "id": f"m:{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        "article": ArticleRef(
            id=f"sha256:{article}",
            source=f"news/{article}.txt",
            published=published,
            publisher=publisher,
            url=url,
        ),
        "end": start + 5,
        "text": "Izium",
        "sentence": SENTENCE,
        "section": "body",
        "usage": "literal",
        "place": make_place(),
        "site": "battlefield",
        "status": "occurred",
        "role": None,
        "event_type": "air_strike",
        "trigger": None,
        "attribution": Attribution(),
        "event_date": None,
        "date_text": None,
        "date_basis": "stated" if facts.get("event_date") else None,
        "background": False,
        "on_map": True,
        "off_map_reason": None,
        "score": Scores(),
        "why": (),
    }
    return Sighting(**{**values, **facts})


# --- a reader and a geocoder that need neither a model nor a gazetteer ----------------------

PLACES = {
    "Izium": {"place_id": "geonames:707753", "lon": 37.26, "lat": 49.21},
    "Geneva": {
        "place_id": "geonames:2660646",
        "country": "CH",
        "admin1": "Geneva",
        "lon": 6.15,
        "lat": 46.2,
    },
    "Kyiv": {"place_id": "geonames:703448", "admin1": "Kyiv City", "lon": 30.52, "lat": 50.45},
    "Nowhereville": None,
}


class WordReader:
    """Reads by a few words, so that a test can say in its text what it wants to be read."""

    version = "words-1"

    def __init__(self) -> None:
        self.read: list[str] = []  # sources, in the order in which they were read

    def mentions(
        self, article: Article, *, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Mention]:
        self.read.append(article.source)
        pattern = "|".join(PLACES)
        found = spans or [match.span() for match in re.finditer(pattern, article.text)]
        return [self._mention(article, start, end) for start, end in found]

    def _mention(self, article: Article, start: int, end: int) -> Mention:
        first = max(article.text.rfind(".", 0, start), article.text.rfind("\n", 0, start)) + 1
        stop = article.text.find(".", end)
        sentence = article.text[first : stop + 1 if stop >= 0 else None].strip()
        facts: dict[str, Any] = {"usage": "literal"}
        if "shelled" in sentence:
            facts |= {"site": "battlefield", "status": "occurred", "event_type": "shelling"}
        elif "talks" in sentence:
            facts |= {"site": "diplomatic", "status": "planned", "event_type": "talks"}
        elif "wants" in sentence:
            facts |= {"usage": "metonymic"}
        return Mention(
            text=article.text[start:end],
            start=start,
            end=end,
            sentence=sentence,
            section=article.section_at(start),
            score=Scores(usage=0.9),
            why=("a word of the sentence",),
            **facts,
        )


class TableGeocoder:
    """Knows the places of `PLACES`."""

    version = "table-1"

    def candidates(self, name: str, *, country: str | None = None) -> list[Candidate]:
        facts = PLACES.get(name)
        if facts is None:
            return []
        place = make_place(name=name, **facts)
        if country is not None and place.country != country:
            return []
        values = place.model_dump(exclude={"status_note"})
        return [Candidate(**values, score=0.9, why=("the only one",))]


def table_locate(article: Article, mentions: Sequence[Mention], geocoder: Any) -> list[Sighting]:
    """Place each mention at the only candidate of its name."""
    return [_located(article, mention, geocoder.candidates(mention.text)) for mention in mentions]


def _located(article: Article, mention: Mention, found: Sequence[Candidate]) -> Sighting:
    place = Place(**found[0].model_dump(exclude={"score", "why"})) if found else None
    if mention.usage != "literal":
        reason = mention.usage
    elif mention.site == "none":
        reason = "no_event"
    else:
        reason = None if place else "unplaced"
    return Sighting(
        id=f"m:{hashlib.sha256(f'{article.id}|{mention.start}'.encode()).hexdigest()[:16]}",
        article=ArticleRef(**article.model_dump(include=set(ArticleRef.model_fields))),
        place=place,
        on_map=reason is None,
        off_map_reason=reason,
        **mention.model_dump(exclude={"lookup"}),
    )


@pytest.fixture
def plain_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no page: it has tests of its own."""
    monkeypatch.setattr("geomap.export.page.map_html", lambda *_, **__: "<html>")


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a site on this machine, which answers what a test tells it to."""
    from fetch_site import serving  # only the tests of fetching need what it needs

    with serving() as made:
        yield made


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    """Let every run use the reader and the geocoder of the tests, and return them."""
    from geomap.run import Part, Parts
    from geomap.stages import Stages

    made = Stages(
        WordReader(),
        TableGeocoder(),
        Parts(
            geomap="1",
            reader=Part(name="words", version="1"),
            geocoder=Part(name="table", version="1"),
            gazetteer="1",
        ),
    )
    monkeypatch.setattr(Stages, "open", lambda settings, *, progress=False: made)
    monkeypatch.setattr("geomap.stages.locate", table_locate)
    monkeypatch.setattr(
        "geomap.stages.open_geocoder", lambda settings, *, progress=False: made.geocoder
    )
    return made


@pytest.fixture
def fresh_api() -> Iterator[None]:
    """Let the public functions open their parts anew, and forget them afterwards."""
    from geomap import api

    api._stages.cache_clear()
    yield
    api._stages.cache_clear()


ARTICLES = {
    "north.txt": "Date: 2025-08-20\n\nTroops shelled Izium overnight. Kyiv wants an answer.\n",
    "south.txt": "Date: 2025-08-21\n\nEnvoys will meet for talks in Geneva. Nothing came of Nowhereville.\n",
}


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two articles; the current folder is the one it lies in."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def geomap_(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return a function that runs the command line in this process."""
    from geomap.cli import main

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def entry(place_id: str, name: str, **facts: object) -> Entry:
    """Return a place in Ukraine unless `facts` say otherwise."""
    values: dict[str, object] = {
        "kind": "city", "country": "UA", "admin1": "", "lon": 37.0, "lat": 48.0,
        "radius_m": 5_000.0, "population": 0, "feature": "", "seat": 0, "note": "", "names": "",
        "source": "geonames",
    }  # fmt: skip
    return Entry(id=place_id, name=name, **{**values, **facts})  # type: ignore[arg-type]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An index of three places."""
    places = [
        entry("geonames:1", "Kamianka", population=5_000, names="=uk:Кам'янка|-Kamenka"),
        entry("overlay:mill", "Old Mill", kind="facility", names="+Staryi Mlyn"),
        entry("katottg:UA01", "Lisne", names="?=uk:Лісне", radius_m=20_000.0),
    ]
    meta = {"version": "test-2", "base": "test-2"}
    return write_index(places, tmp_path / "small.sqlite", meta=meta)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[list[Article], list[Skipped], list[str]]]:
    """Return a reader of `tmp_path`: the articles, the skipped, the notes."""

    def run(
        *inputs: str, stdin: bytes | None = None, **values: Any
    ) -> tuple[list[Article], list[Skipped], list[str]]:
        notes: list[str] = []
        found = list(
            read_inputs(
                inputs or ["."],
                settings=Settings(**values),
                stdin=io.BytesIO(stdin) if stdin is not None else None,
                base=tmp_path,
                note=notes.append,
            )
        )
        articles = [item for item in found if isinstance(item, Article)]
        return articles, [item for item in found if isinstance(item, Skipped)], notes

    return run


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its [marks], and where they were."""
    plain, spans = "", []
    for part in re.split(r"(\[[^\]]+\])", text):
        if part.startswith("["):
            spans.append((len(plain), len(plain) + len(part) - 2))
        plain += part.strip("[]")
    return plain, spans
