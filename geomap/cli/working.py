"""Who reads, on how many cores, and how a run tells what it does: `--workers`, `--dask`, `--log`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from geomap.cli.talk import complain, facts, log_as
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.articles import Skipped
    from geomap.pipeline import CrewOf, Outcome
    from geomap.run import Counts, SkippedArticle
    from geomap.workers import Work

MOST_NAMED = 20  # articles that are named when many are skipped for one reason

Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=512,
        help="Read by N processes, each on one core (0.4 GB each). Without it: this one, on two.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Read on a Dask cluster, by its scheduler's address: tcp://host:8786.",
    ),
]


def _log(value: str | None) -> str | None:
    if value is not None:
        log_as(value)
    return value


Log = Annotated[
    Literal["text", "json"] | None,
    typer.Option("--log", help="Talk in lines of JSON instead of text.", callback=_log),
]


def crew_of(workers: int | None, dask: str | None, *, keep: bool = True) -> CrewOf | None:
    """Return what gives those who read; None: this process does. `keep`: the run has a store.

    Raises UsageError: both are asked for, the address is none, or dask isn't installed.
    """
    if dask is not None and workers is not None:
        raise UsageError(
            "--workers are of this machine, --dask has workers of its own. Leave out either."
        )
    if dask is not None:
        from geomap.workers.cluster import cluster_of

        return cluster_of(dask, note=complain, work=_work(keep=keep))
    if workers is None:
        return None
    from geomap.workers import Processes

    return lambda settings, parts: Processes(settings, parts, workers, work=_work(keep=keep))


def _work(*, keep: bool) -> Work:
    from geomap.workers import read_rows

    return partial(read_rows, keep=keep)


class Metrics:
    """What a run read, counted as it goes."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._reading_s = 0.0
        self.articles = 0
        self.mentions = 0
        self.words = 0
        self.skipped: Counter[str] = Counter()
        self.repeated = 0

    def take(self, outcome: Outcome) -> None:
        """Count what came of one article."""
        from geomap.run import Reading

        self._reading_s = time.monotonic() - self._started
        if isinstance(outcome, Reading):
            self.articles += 1
            self.mentions += outcome.article.mentions
            self.words += outcome.words
        elif outcome.repeated:
            self.repeated += 1
        else:
            self.skipped[outcome.cause or "unreadable"] += 1

    def say(self, counts: Counts | None = None) -> None:
        """Say it in a line; `counts` are those of a run that made a map."""
        seconds = time.monotonic() - self._started
        rate = round(self.words / self._reading_s) if self._reading_s else 0
        told: dict[str, Any] = {"articles": self.articles, "mentions": self.mentions}
        if counts is not None:
            told["events"] = counts.events
        told |= {
            "skipped": dict(sorted(self.skipped.items())),
            "repeated": self.repeated,
            "words": self.words,
            "words_per_second": rate,
            "seconds": round(seconds, 1),
        }
        skipped = ", ".join(f"{number:,} {cause}" for cause, number in told["skipped"].items())
        parts = [_count(self.articles, "article"), _count(self.mentions, "mention")]
        if counts is not None:
            parts.append(_count(counts.events, "event"))
        parts.append(f"skipped: {skipped or 'none'}")
        if self.repeated:
            parts.append(f"{self.repeated:,} repeated")
        read = (
            f"{self.words:,} words read, {rate:,} a second" if self.words else "nothing read anew"
        )
        facts("metrics", f"{', '.join(parts)}; {read}; {seconds:.1f} s in all.", told)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def say_skipped(skipped: Iterable[Skipped | SkippedArticle]) -> None:
    """Say of each article why it was skipped; of those of one cause, once for all."""
    alike: dict[str, list[Skipped | SkippedArticle]] = {}
    for one in skipped:
        if one.cause is None:
            complain(f"skipped {one.source}: {one.reason}")
        else:
            alike.setdefault(one.cause, []).append(one)
    for cause, those in alike.items():
        if len(those) == 1:
            complain(f"skipped {those[0].source}: {those[0].reason}")
            continue
        named = ", ".join(one.source for one in those[:MOST_NAMED])
        more = f" and {len(those) - MOST_NAMED} more" if len(those) > MOST_NAMED else ""
        complain(f"skipped {len(those)} articles ({cause}): {named}{more}. Each {those[0].reason}")


def source_of(outcome: Outcome) -> str:
    """Return where an article was read."""
    from geomap.run import Reading

    return outcome.article.source if isinstance(outcome, Reading) else outcome.source
