"""Annotated data, read into one shape.

Two formats: the gold format, a row a mention with its text in a file beside it, and the toponym
format, a row a document with its text inside. A row of the gold format may say which of its values
a person decided (`judged`): the others count for nothing then, nor what isn't annotated beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geomap.errors import UsageError
from geomap.evaluate.details import Details, details_of


@dataclass(frozen=True, slots=True)
class GoldMention:
    """What a human said of one place name; None where nobody said."""

    start: int
    end: int
    surface: str
    section: str | None = None
    usage: frozenset[str] | None = None  # any of these is right
    is_place: bool = True
    kind: str | None = None
    lon: float | None = None
    lat: float | None = None
    tolerance_km: float | None = None
    geonames: str | None = None
    site: str | None = None
    status: frozenset[str] | None = None
    event_date: tuple[str | None, ...] = (None,)  # EDTF; any of these is right
    on_map: bool | None = None
    judged: frozenset[str] | None = None  # what a person decided; None: all that is said here
    told: tuple[float, float] | None = None  # lon, lat that the words tell from it: '20 km west of'
    details: Details | None = None  # of its event


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text and its annotated mentions."""

    id: str
    text: str
    published: date | None
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated corpus."""

    name: str
    full: bool  # usage, class, status and date are annotated, not only spans and points
    spans_complete: bool  # every place name is annotated
    demonyms: bool  # demonyms are annotated
    organisations: bool  # names inside organisations are
    digest: str  # sha256 of the annotations and their texts
    texts: tuple[GoldText, ...] = field(repr=False)


# What corpora of the toponym format leave out, by the start of their file's name.
_NO_DEMONYMS = ("geovirus", "tud", "wotr", "humset")
_NO_ORGANISATIONS = ("geovirus", "tud", "wotr")
_TYPE_USAGE = {
    "lit": frozenset({"literal"}),
    "met": frozenset({"metonymic"}),
    "LOC": frozenset({"literal"}),
    "AST": frozenset({"associative", "org_part", "metonymic", "name_part", "demonym"}),
}
# relocar marks one mention a sentence; the others of these mark only what they ask about.
_PARTIAL = ("relocar", "locphr", "event_location")


def load_gold(path: Path, *, published: date | None = None) -> Gold:
    """Return the corpus in `path`; `published` dates the texts that carry no date.

    Raises UsageError: the file is missing, is in neither format, or a row doesn't fit its text.
    """
    try:
        # Not splitlines: a JSON string may hold U+2028 and its like as they are.
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise UsageError(f"{path} line {number} is no JSON: {error}.") from None
    if not rows:
        raise UsageError(f"{path} holds no annotation.")
    if "toponyms" in rows[0]:
        return _toponym_corpus(path, rows, published)
    if "doc" in rows[0] and "usage" in rows[0]:
        return _gold_corpus(path, rows, published)
    known = ", ".join(sorted(rows[0])[:8])
    raise UsageError(
        f"{path} is in neither format geomap evaluates (its first row has {known}, …). "
        "Rows need `doc, start, end, usage, …` or `doc_id, text, toponyms`."
    )


def _gold_corpus(path: Path, rows: list[dict[str, Any]], published: date | None) -> Gold:
    by_doc: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_doc.setdefault(row["doc"], []).append(row)
    texts = []
    digest = hashlib.sha256()
    for doc, mentions in sorted(by_doc.items()):
        with _text_file(path, doc).open(encoding="utf-8", newline="") as file:
            text = file.read()
        given = next((r["doc_date"] for r in mentions if r.get("doc_date")), None)
        try:
            found = [_gold_mention(row) for row in mentions]
        except (KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"{path}, {doc}: a row lacks or misstates {error}. A row has `doc, start, end, surface, "
                "usage, …`; for details see geomap.evaluate.details."
            ) from None
        marked = tuple(sorted(found, key=lambda m: (m.start, m.end)))
        _check(path, doc, text, marked)
        day = date.fromisoformat(given) if given else published
        digest.update(f"{doc}\0{day}\0{text}\0{mentions!r}".encode())
        texts.append(GoldText(doc, text, day, marked))
    name = path.parent.name if path.stem == "gold" else path.stem
    whole = all("judged" not in row for row in rows)
    return Gold(name, True, whole, True, True, digest.hexdigest()[:16], tuple(texts))


def _text_file(path: Path, doc: str) -> Path:
    last = doc.rpartition("/")[2]
    names = (last, f"{last}.txt")
    for folder in (path.parent, path.parent / path.stem):
        for name in names:
            if (folder / name).is_file():
                return folder / name
    raise UsageError(f"{path}: no text for {doc!r}. Put {names[-1]} beside the annotations.")


# What `judged` calls a decision, and the values of a row that it is about.
_DECIDED = {
    "usage": ("usage", "is_place"),
    "place": ("kind", "lon", "lat", "tolerance_km"),
    "site_class": ("site_class",),
    "status": ("status", "status_alt"),
    "event_date": ("event_date",),
    "map_default": ("map_default",),
}


def _gold_mention(row: dict[str, Any]) -> GoldMention:
    judged = row.get("judged")
    if judged is not None:
        told = {key for name in judged for key in _DECIDED.get(name, ())}
        row = {key: row[key] for key in row.keys() & {"start", "end", "surface", *told}}
    usage = row.get("usage")
    status = frozenset(s for s in (row.get("status"), row.get("status_alt")) if s)
    point = (row.get("relative") or {}).get("point")
    return GoldMention(
        start=row["start"], end=row["end"], surface=row["surface"], section=row.get("section"),
        usage=None if usage is None else frozenset({usage}), is_place=row.get("is_place", True), kind=row.get("kind"),
        lon=row.get("lon"), lat=row.get("lat"), tolerance_km=row.get("tolerance_km"),
        site=row.get("site_class"), status=status or None, event_date=(row.get("event_date"),),
        on_map=row.get("map_default"), judged=None if judged is None else frozenset(judged),
        told=(point["lon"], point["lat"]) if point else None, details=details_of(row),
    )  # fmt: skip


def _toponym_corpus(path: Path, rows: list[dict[str, Any]], published: date | None) -> Gold:
    name = path.stem
    digest = hashlib.sha256()
    texts = []
    for row in rows:
        digest.update(json.dumps(row, sort_keys=True).encode())
        marked = tuple(
            sorted((_toponym(t) for t in row["toponyms"]), key=lambda m: (m.start, m.end))
        )
        _check(path, row["doc_id"], row["text"], marked)
        texts.append(GoldText(str(row["doc_id"]), row["text"], published, marked))
    return Gold(
        name, False, not name.startswith(_PARTIAL), not name.startswith(_NO_DEMONYMS),
        not name.startswith(_NO_ORGANISATIONS), digest.hexdigest()[:16], tuple(texts),
    )  # fmt: skip


def _toponym(t: dict[str, Any]) -> GoldMention:
    usage = _TYPE_USAGE.get(t.get("type") or "")
    literal = t.get("literal")
    if usage is None and literal is True:
        usage = frozenset({"literal"})
    elif usage is None and literal is False:
        usage = frozenset(
            {"metonymic", "associative", "demonym", "org_part", "name_part", "not_a_place"}
        )
    ident = t.get("geonames_id")
    return GoldMention(
        start=t["start"], end=t["end"], surface=t["surface"], lon=t.get("lon"), lat=t.get("lat"),
        geonames=str(ident) if ident else None, usage=usage,
    )  # fmt: skip


def _check(path: Path, doc: str, text: str, marked: tuple[GoldMention, ...]) -> None:
    for m in marked:
        if text[m.start : m.end] != m.surface:
            raise UsageError(
                f"{path}, {doc}: {m.surface!r} is said to stand at {m.start}:{m.end}, "
                f"but {text[m.start : m.end]!r} does. Offsets are code points of the text as given."
            )


def gold_files(paths: list[Path]) -> Iterator[Path]:
    """Yield the .jsonl and .csv files of `paths`; folders are searched, sorted."""
    for path in paths:
        if path.is_dir():
            yield from sorted([*path.rglob("*.jsonl"), *path.rglob("*.csv")])
        else:
            yield path
