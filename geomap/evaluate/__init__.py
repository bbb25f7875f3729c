"""`geomap evaluate`: geomap held against what people annotated.

Counted as the annotation rules say: a gold mention is found by the record that overlaps it, the
same span first; what overlaps none counts against its class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geomap.articles import article_from_text
from geomap.errors import LanguageError, UsageError
from geomap.evaluate.counting import Tally, count_full, count_given, count_recognition
from geomap.evaluate.gold import Gold, gold_files, load_gold
from geomap.evaluate.lists import NameList, is_list, load_list, score
from geomap.evaluate.measures import Figure, figures
from geomap.model import Article, Sighting
from geomap.settings import Settings

Read = Callable[[Article, Sequence[tuple[int, int]] | None], list[Sighting]]

__all__ = ["Figure", "evaluate_corpus", "figures", "main"]


def evaluate_corpus(corpus: Gold, read: Read, *, watch: Callable[[], None] = lambda: None) -> Tally:
    """Return the counts of `corpus` as `read` (article, spans or None -> sightings) reads it."""
    tally = Tally()
    for text in corpus.texts:
        article = article_from_text(text.text, source=text.id, published=text.published)
        if corpus.spans_complete:
            records = _found(read, article)
            count_recognition(tally, corpus, text, records)
            if corpus.full:
                count_full(tally, text, records)
        spans = [(m.start, m.end) for m in text.mentions]
        count_given(tally, corpus, text, read(article, spans))
        watch()
    return tally


def _found(read: Read, article: Article) -> list[Sighting]:
    """Return what is read in `article`; nothing where its language isn't read."""
    try:
        return read(article, None)
    except LanguageError:
        return []


def _loaded(
    files: Sequence[Path], settings: Settings
) -> tuple[dict[str, NameList], dict[str, Gold]]:
    """Return the lists of names and the corpora in `files`, by what tells them apart."""
    lists = {path: load_list(path) for path in files if is_list(path)}
    corpora = {p: load_gold(p, published=settings.published) for p in files if p not in lists}
    alike = Counter(one.name for one in lists.values())
    alike.update(one.name for one in corpora.values())

    def key(path: Path, name: str) -> str:
        return name if alike[name] == 1 else str(path)

    return (
        {key(path, one.name): one for path, one in lists.items()},
        {key(path, one.name): one for path, one in corpora.items()},
    )


def main(paths: Sequence[Path], *, settings: Settings, progress: bool = False) -> dict[str, Any]:
    """Return the figures of each annotated file in `paths`, by its name; by its path where two
    have one name.

    Each has `digest` (of the data), `texts`, and `figures`: name -> {value, n}; a list of names
    `countries` too: name -> {n, found, first, missed}.

    Raises UsageError: a file is in none of the formats geomap evaluates, or there is none.
    """
    from rich.console import Console
    from rich.progress import Progress

    from geomap.stages import Stages, open_geocoder

    files = list(dict.fromkeys(gold_files(list(paths))))
    if paths and not files:
        raise UsageError(
            f"{', '.join(map(str, paths))}: no annotated data there. Name a folder with .jsonl or "
            ".csv files."
        )
    lists, corpora = _loaded(files, settings)
    results: dict[str, Any] = {}
    if lists:
        geocoder = open_geocoder(settings, progress=progress)
        results |= {key: score(names, geocoder.candidates) for key, names in lists.items()}
    if not corpora:
        return results
    stages = Stages.open(settings, progress=progress)
    with Progress(console=Console(stderr=True), disable=not progress, transient=True) as bar:
        for key, corpus in corpora.items():
            task = bar.add_task(corpus.name, total=len(corpus.texts))

            def step(task: Any = task) -> None:
                bar.advance(task)

            tally = evaluate_corpus(corpus, lambda a, s: stages.sightings(a, spans=s), watch=step)
            results[key] = {
                "digest": corpus.digest,
                "texts": len(corpus.texts),
                "figures": {name: f._asdict() for name, f in figures(tally).items()},
            }
    return results
