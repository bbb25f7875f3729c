"""`geomap evaluate`: geomap held against what people annotated.

Counted as the annotation rules say: a gold mention is found by the record that overlaps it, the
same span first; what overlaps none counts against its class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geomap.articles import article_from_text
from geomap.errors import LanguageError
from geomap.evaluate.counting import Tally, count_full, count_given, count_recognition
from geomap.evaluate.gold import Gold, gold_files, load_gold
from geomap.evaluate.lists import is_list, load_list, score
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


def main(paths: Sequence[Path], *, settings: Settings, progress: bool = False) -> dict[str, Any]:
    """Return the figures of each annotated file in `paths`, by its name.

    Each has `digest` (of the data), `texts`, and `figures`: name -> {value, n}; a list of names
    `countries` too: name -> {n, found, first, missed}.

    Raises UsageError: a file is in none of the formats geomap evaluates.
    """
    from rich.console import Console
    from rich.progress import Progress

    from geomap.pipeline import Stages, open_geocoder

    files = list(gold_files(list(paths)))
    lists = [load_list(path) for path in files if is_list(path)]
    corpora = [load_gold(p, published=settings.published) for p in files if not is_list(p)]
    results: dict[str, Any] = {}
    if lists:
        geocoder = open_geocoder(settings, progress=progress)
        results |= {names.name: score(names, geocoder.candidates) for names in lists}
    if not corpora:
        return results
    stages = Stages.open(settings, progress=progress)
    with Progress(console=Console(stderr=True), disable=not progress, transient=True) as bar:
        for corpus in corpora:
            task = bar.add_task(corpus.name, total=len(corpus.texts))

            def step(task: Any = task) -> None:
                bar.advance(task)

            tally = evaluate_corpus(corpus, lambda a, s: stages.sightings(a, spans=s), watch=step)
            results[corpus.name] = {
                "digest": corpus.digest,
                "texts": len(corpus.texts),
                "figures": {name: f._asdict() for name, f in figures(tally).items()},
            }
    return results
