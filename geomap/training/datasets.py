"""Corpora -> examples of one shape, each label either known, a choice, or left open.

geomap's own corpus is in the project; the others are read from a folder that is not part of it
(`--data`, laid out as its DATA page says) and are left out where it is absent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geomap.training.corpus import FOLDER, by_kind, passages

Labels = dict[str, tuple[str, ...]]  # head -> the labels that may be right; absent: not known


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mention and what is known of it; `tagged`: its text's own marks hold it as a name."""

    start: int
    end: int
    labels: Labels
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its mentions; `spans` says whether all its place names are marked."""

    corpus: str
    id: str
    text: str
    spans: bool
    mentions: tuple[Labelled, ...]

    def fold(self, folds: int) -> int:
        """Return a number below `folds` that depends on the document alone."""
        digest = hashlib.sha256(f"{self.corpus}/{self.id}".encode()).digest()
        return int.from_bytes(digest[:4], "big") % folds


# GeoWebNews' types -> geomap's usages; a type that covers several leaves the choice open.
_GEOWEBNEWS: dict[str, tuple[str, ...]] = {
    "Literal": ("literal",),
    "Coercion": ("literal",),
    "Mixed": ("literal", "metonymic", "associative"),
    "Literal_Modifier": ("literal", "associative"),
    "Metonymic": ("metonymic",),
    "Non_Literal_Modifier": ("associative", "demonym"),
    "Demonym": ("demonym",),
    "Language": ("demonym",),
    "Embedded_Literal": ("org_part", "name_part", "literal"),
    "Embedded_Non_Lit": ("org_part", "name_part"),
    "Homonym": ("not_a_place",),
}


def own() -> Iterator[Example]:
    """Yield geomap's own passages."""
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            marked = tuple(Labelled(m.start, m.end, _whole(m.labels)) for m in passage.mentions)
            yield Example("own", passage.id, passage.text, True, marked)


def _whole(given: dict[str, str]) -> Labels:
    """Return labels for every head: what a mark leaves out is the default."""
    site = given.get("site", "none")
    labels: Labels = {"usage": (given["usage"],), "site": (site,)}
    if site != "none":
        labels["status"] = (given["status"],)
        labels["voice"] = (given.get("voice", "narrator"),)
        labels["background"] = ("background" if "background" in given else "event",)
        if "role" in given:
            labels["role"] = (given["role"],)
    return labels


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def gold(data: Path, name: str) -> Iterator[Example]:
    """Yield `seeds`, `hard` or `news` as examples."""
    folder = data / "seeds" if name == "seeds" else data / "gold"
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(folder / ("gold.jsonl" if name == "seeds" else f"{name}.jsonl")):
        rows.setdefault(row["doc"], []).append(row)
    for doc, mentions in sorted(rows.items()):
        path = data / doc if name == "seeds" else (folder / doc).with_suffix(".txt")
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        marked = []
        for row in mentions:
            assert text[row["start"] : row["end"]] == row["surface"], (doc, row)
            labels: Labels = {"usage": (row["usage"],), "site": (row["site_class"],)}
            if row["site_class"] != "none":
                status = tuple(s for s in (row["status"], row["status_alt"]) if s)
                if status:
                    labels["status"] = status
                if row["voice"]:
                    labels["voice"] = (row["voice"],)
                if row.get("background") is not None:
                    labels["background"] = ("background" if row["background"] else "event",)
            marked.append(Labelled(row["start"], row["end"], labels))
        yield Example(name, doc, text, True, tuple(marked))


def located(data: Path) -> Iterator[Example]:
    """Yield sentences with one mention whose class is known."""
    for row in _rows(data / "gold" / "located_mentions.jsonl"):
        site = "none" if row["label"] == "other" else row["label"]
        labels: Labels = {"site": (site,)}
        if site != "none":
            labels["usage"] = ("literal",)
        yield Example(
            "located", row["id"], row["text"], False, (Labelled(row["start"], row["end"], labels),)
        )


def toponyms(data: Path, name: str) -> Iterator[Example]:
    """Yield a corpus of marked place names: `geowebnews`, `lgl` or `trnews`."""
    for row in _rows(data / "geoparsing" / f"{name}.jsonl"):
        marked = []
        for t in row["toponyms"]:
            labels: Labels = {}
            if name == "geowebnews":
                labels["usage"] = _GEOWEBNEWS[t["type"]]
            marked.append(Labelled(t["start"], t["end"], labels))
        yield Example(name, row["doc_id"], row["text"], True, tuple(marked))


_RELOCAR: dict[str, tuple[str, ...]] = {"lit": ("literal",), "met": ("metonymic",)}


def relocar(data: Path) -> Iterator[Example]:
    """Yield sentences with one mention known to be literal or metonymic."""
    for row in _rows(data / "metonymy" / "relocar.jsonl"):
        marked = tuple(
            Labelled(t["start"], t["end"], {"usage": _RELOCAR[t["type"]]})
            for t in row["toponyms"]
            if t["type"] in _RELOCAR
        )
        yield Example("relocar", row["doc_id"], row["text"], False, marked)


def humset(data: Path) -> Iterator[Example]:
    """Yield humanitarian reports whose places are marked locative or associative; demonyms are not."""
    for row in _rows(data / "geoparsing" / "humset_geo.jsonl"):
        usage = {"LOC": ("literal",), "AST": ("associative", "org_part", "metonymic")}
        marked = tuple(
            Labelled(t["start"], t["end"], {"usage": usage[t["type"]]}) for t in row["toponyms"]
        )
        yield Example("humset", row["doc_id"], row["text"], False, marked)


JUDGED = Path(__file__).parent / "judged"


def judged(folder: Path = JUDGED) -> dict[tuple[str, str, int], dict[str, Any]]:
    """Return geomap's own judgements of other corpora's texts, by corpus, document and `from`.

    A row holds offsets and labels, never the text: `doc, from, to, sha256` (of text[from:to], the
    first 16 digits) and `mentions` [start, end, words], offsets from `from` on.
    """
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        for row in _rows(path):
            found[path.stem, row["doc"], row["from"]] = row
    return found


def judged_texts(data: Path, folder: Path = JUDGED) -> Iterator[Example]:
    """Yield the texts whose every place name was judged for geomap, as `folder` says."""
    rows = judged(folder)
    for corpus, file in _FILES.items():
        texts = {r["doc_id"]: r for r in _rows(data / file)}
        for (name, doc, _), row in rows.items():
            if name != corpus or doc not in texts:
                continue
            text = texts[doc]["text"][row["from"] : row["to"]]
            if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
                continue
            marked = [Labelled(a, b, _whole(by_kind(w.split()))) for a, b, w in row["mentions"]]
            if corpus == "relocar":
                marked = _with_theirs(marked, texts[doc]["toponyms"])
            if corpus in _OWN_MARKS:
                marked = _merged(marked, texts[doc]["toponyms"])
            yield Example(corpus, doc, text, True, tuple(marked))


# Our judgements' corpora -> the files that hold their texts.
_FILES = {
    "geowebnews": "geoparsing/geowebnews.jsonl",
    "lgl": "geoparsing/lgl.jsonl",
    "trnews": "geoparsing/trnews.jsonl",
    "locphr": "geoparsing/locphr_en.jsonl",
    "event_location": "geoparsing/event_location.jsonl",
    "reports": "geoparsing/humset_geo.jsonl",
    "relocar": "metonymy/relocar.jsonl",
    "tud": "geoparsing/tudloc2013.jsonl",  # judged to measure: tests/accuracy/judged
}
# What counts as a name there is what the corpus itself marks.
_OWN_MARKS = ("geowebnews", "lgl", "trnews")


def _merged(ours: list[Labelled], theirs: list[dict[str, Any]]) -> list[Labelled]:
    """Return their marks with our labels, and ours that they lack, as names left open."""
    labels = {(m.start, m.end): m.labels for m in ours}
    spans = {(t["start"], t["end"]) for t in theirs}
    merged = []
    for start, end in sorted(spans):
        overlapping = [m for m in ours if m.start < end and start < m.end]
        same = labels.get((start, end))
        given = same or (overlapping[0].labels if len(overlapping) == 1 else {})
        merged.append(Labelled(start, end, given))
    extra = [
        replace(m, tagged=False)
        for m in ours
        if not any(m.start < end and start < m.end for start, end in spans)
    ]
    return sorted([*merged, *extra], key=lambda m: m.start)


def _with_theirs(ours: list[Labelled], theirs: list[dict[str, Any]]) -> list[Labelled]:
    """Return our marks; where theirs says literal or metonymic otherwise, theirs alone counts."""
    usage = {(t["start"], t["end"]): _RELOCAR.get(t["type"]) for t in theirs}
    found = []
    for m in ours:
        known = usage.get((m.start, m.end))
        differs = known is not None and known != m.labels["usage"]
        found.append(replace(m, labels={"usage": known}) if known and differs else m)
    return found


def everything(data: Path | None) -> Iterable[Example]:
    """Return every example there is, geomap's own first."""
    found = list(own())
    if data is not None:
        for name in ("seeds", "hard", "news"):
            found.extend(gold(data, name))
        found.extend(located(data))
        ours = list(judged_texts(data))
        found.extend(ours)
        whole = {(e.corpus, e.id) for e in ours}
        for name in ("geowebnews", "lgl", "trnews"):
            found.extend(e for e in toponyms(data, name) if (name, e.id) not in whole)
        found.extend(e for e in relocar(data) if ("relocar", e.id) not in whole)
        found.extend(e for e in humset(data) if ("reports", e.id) not in whole)
    return found
