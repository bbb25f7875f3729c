"""The order of the stages, and nothing else.

inputs -> articles -> mentions -> sightings -> events -> sites -> files
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from geomap.articles import (
    Found,
    InputFile,
    Recalled,
    Skipped,
    find_files,
    input_rows,
    read_inputs,
)
from geomap.errors import LanguageError, UsageError
from geomap.export.credits import credits
from geomap.export.listing import Listing
from geomap.grouping import Begin, begin_here, group_events, group_sites, misspelt, weighed_anew
from geomap.model import Article, Event, Sighting, Site
from geomap.run import (
    LONG,
    SIGHTINGS_FILE,
    STDIN,
    Content,
    Crew,
    Edits,
    Gathered,
    Parts,
    Reading,
    Refusal,
    Run,
    SkippedArticle,
    Store,
    begin_rendering,
    corrections_beside,
    count,
    digests,
    from_base,
    handed,
    input_digests,
    load_records,
    load_run,
    now,
    off_begun,
    read_together,
    recorded_settings,
    relative,
    settings_record,
    shell_begun,
    shown,
    stories_beside,
    unhurried,
    weigh,
)
from geomap.settings import Settings
from geomap.stages import Stages

Outcome = Reading | Skipped
Watch = Callable[[Outcome], None]
Note = Callable[[str], None]
Hand = Callable[[Sequence[Sighting], Sequence[Event], Sequence[Site]], None]
Reach = Callable[[int, int], None]
Ready = Callable[[str, Content], Callable[[], str | None] | None]
CrewOf = Callable[[Settings, Parts], Crew]


def read(
    inputs: Sequence[str],
    stages: Stages,
    *,
    settings: Settings,
    base: Path | None = None,
    store: Store | None = None,
    again: bool = False,
    note: Note | None = None,
    found: Found | None = None,
    crew: Crew | None = None,
    reach: Reach = lambda *_: None,
) -> Iterator[Outcome]:
    """Yield what comes of each article, in the order of the inputs.

    Relative inputs lie in `base` (None: the current folder). What `store` holds is not read again;
    with `again`, standard input is what it was. `note` hears of what costs no article. `found` are
    the files that the inputs mean, where they are known. A `crew` reads instead of this process.
    `reach` hears how many bytes of how many were read.
    """
    store = store if store is not None else Store()
    if again and STDIN in inputs:
        at = inputs.index(STDIN)
        before, inputs = inputs[:at], inputs[at + 1 :]
        if before:
            yield from read(before, stages, settings=settings, base=base, store=store, note=note)
        yield from store.from_stdin()
        if not inputs:
            return
        found = None
    if crew is not None:
        rows = input_rows(
            inputs, settings=settings, base=base, note=note, memory=store, found=found, reach=reach
        )
        yield from read_together(rows, crew, store, note=note or (lambda _: None))
        return
    articles = read_inputs(
        inputs, settings=settings, base=base, note=note, memory=store, found=found, reach=reach
    )
    for article in articles:
        if isinstance(article, Skipped):
            yield article
            continue
        known: Reading | Refusal | None
        if isinstance(article, Recalled):
            known = store.recalled(article.key, article.source)
        else:
            known = store.reading(article) or _read(article, stages, store)
        yield Skipped(**known._asdict()) if isinstance(known, Refusal) else known


def _read(article: Article, stages: Stages, store: Store) -> Reading | Refusal:
    try:
        return store.put(article, stages.sightings(article))
    except LanguageError as error:
        return store.refuse(article, str(error), error.cause)


def group(
    sightings: Sequence[Sighting],
    *,
    all_of: Callable[[Collection[str]], Iterable[Sighting]] | None = None,
    begin_stories: Begin = begin_here,
) -> tuple[list[Event], list[Site]]:
    """Return the events that `sightings` report, and the sites of these (see `group_events`)."""
    events = group_events(sightings, all_of=all_of, begin_stories=begin_stories)
    return events, group_sites(events)


def make(
    inputs: Sequence[str],
    folder: Path,
    *,
    settings: Settings,
    base: Path | None = None,
    gone: Collection[str] = (),
    earlier: Run | None = None,
    keep: bool = False,
    watch: Watch = lambda _: None,
    note: Note | None = None,
    hand: Hand | None = None,
    crew: CrewOf | None = None,
    reach: Reach = lambda *_: None,
    ready: Ready = lambda *_: None,
    progress: bool = False,
) -> tuple[Run, dict[str, Content]]:
    """Return run.json's content and the other files that `folder` is to hold; write none of them.

    What the store in `folder` holds is not read again; with `keep`, what is read is kept there.
    `earlier` is what its run.json records, when this run is made again. `hand` is given what the
    files show. Of `inputs`, those in `gone` are not there any more: each counts as skipped. What
    `crew` gives reads instead of this process. `ready` hears of each file of data once it is made,
    and may give what waits for its digest.

    Raises UsageError: before anything is read, something in a corrections.toml is wrong.
    """
    started = now()
    base = base or Path.cwd()
    tell = note or (lambda _: None)
    there = [name for name in inputs if name not in gone]
    found = find_files(there, base=base)
    edits = Edits.open(settings, folder)
    edits.say_if_gone(folder, earlier, tell)
    stages = Stages.open(settings, progress=progress)
    readings: list[Reading] = []
    skipped = [
        SkippedArticle(source=name, reason="is gone. Put it back, or run `geomap map` without it.")
        for name in inputs
        if name in gone
    ]
    opened = Store.open(folder, stages.parts, settings, run=earlier, keep=keep, note=tell)
    with (
        opened as store,
        unhurried(),
        shell_begun(settings, many=store.holds_many) as shell,
        stories_beside(many=store.holds_many) as begin,
    ):
        outcomes = read(
            there, stages, settings=settings, base=base, store=store,
            again=earlier is not None, note=note, found=found,
            crew=crew(settings, stages.parts) if crew is not None else None, reach=reach,
        )  # fmt: skip
        for outcome in outcomes:
            watch(outcome)
            if isinstance(outcome, Skipped):
                skipped.append(SkippedArticle(**outcome.model_dump()))
            else:
                readings.append(outcome)
        _say_misspelt(readings, settings, tell)
        every = settings.publish or hand is not None
        gathered = Gathered(readings, _whole(readings, edits, settings, every=every))
        with unhurried(collect=False):
            sightings, weighed = weigh(gathered.sightings, settings, bare=gathered.bare)
            corrected, changed = edits.apply(sightings, note=tell, anonymous=settings.publish)
            lines, listing = gathered.made({**weighed, **changed})
            sightings, as_of = shown(corrected, settings)
            if settings.publish:
                listing = Listing.of(sightings)

            joins = listing.mentions < LONG and not settings.publish
            records: Content = bytes(lines) if joins else lines
            reckoned = None if settings.publish else ready(SIGHTINGS_FILE, records)
            with off_begun(listing, settings) as off:
                all_of = None if every else gathered.all_of
                events, sites = group(sightings, all_of=all_of, begin_stories=begin)
                with begin_rendering(
                    sightings, events, sites,
                    settings=settings, as_of=as_of, lines=records, listing=listing, off=off, shell=shell,
                ) as rendered:  # fmt: skip
                    # What needs no page is done while these are made.
                    for name in sorted(rendered.data.keys() - {SIGHTINGS_FILE}):
                        ready(name, rendered.data[name])
                    known = reckoned() if reckoned is not None else None
                    digested = digests(
                        rendered.data, known={SIGHTINGS_FILE: known} if known else {}
                    )
                    read_from = input_digests(
                        [file.path for file in found.files if isinstance(file, InputFile)],
                        folder,
                        stdin=None in found.files,
                        known=found.digests,
                    )
                    counts = count(len(readings), skipped, listing, events, sites)
                    owed = tuple(credits(listing))
                    pages = rendered.pages()
            if hand is not None:
                hand(handed(sightings, settings), events, sites)
            run = Run(
                command="map",
                base=relative(base, folder),
                arguments=tuple(from_base(name, base) for name in inputs),
                settings=settings_record(settings, folder),
                parts=stages.parts,
                inputs=read_from,
                articles=tuple(reading.article for reading in readings),
                skipped=tuple(skipped),
                counts=counts,
                corrections=edits.record(folder),
                attribution=owed,
                files=dict(sorted({**digested, **digests(pages)}.items())),
                timestamps={"started": started, "finished": max(started, now())},
            )
    return run, pages | rendered.data


def _whole(
    readings: Sequence[Reading], edits: Edits, settings: Settings, *, every: bool
) -> set[str]:
    """Return the ids of the articles of which all sightings are needed, not only the map's."""
    if every:
        return {reading.article.id for reading in readings}
    told = [ref for reading in readings if (ref := reading.brief.article) is not None]
    return weighed_anew(told, settings.sources) | edits.articles(readings)


def _say_misspelt(readings: Sequence[Reading], settings: Settings, tell: Note) -> None:
    """Tell of grades that no article gets, where one may have been meant."""
    if not settings.sources:
        return
    articles = (ref for reading in readings if (ref := reading.brief.article) is not None)
    for name, alike in misspelt(articles, settings.sources):
        tell(
            f"No article is of {name!r}, which is graded {settings.sources[name]}; is {alike!r} meant, "
            "which has no grade? Mend it in the settings, and run `geomap map`."
        )


def make_from_records(
    sightings: Sequence[Sighting],
    argument: str,
    folder: Path,
    *,
    base: Path | None = None,
    settings: Settings | None = None,
    note: Note | None = None,
    hand: Hand | None = None,
) -> tuple[Run, dict[str, Content]]:
    """Return what `folder` is to hold when `argument` held these sightings; nothing is read.

    `note` hears of corrections in `folder`, which aren't applied.
    """
    started = now()
    base = base or Path.cwd()
    settings = settings or Settings()
    if note is not None and (path := corrections_beside(settings, folder)) is not None:
        note(
            f"{path} is not applied: records that are rendered stay as they are. Corrections are "
            "applied by `geomap map` and by `geomap regenerate` of what it wrote."
        )
    sightings, as_of = shown(weigh(sightings, settings)[0], settings)
    events, sites = group(sightings)
    with begin_rendering(sightings, events, sites, settings=settings, as_of=as_of) as rendered:
        files = rendered.files()
    if hand is not None:
        hand(handed(sightings, settings), events, sites)
    articles = {(sighting.article.id, sighting.article.source) for sighting in sightings}
    run = Run(
        command="render",
        base=relative(base, folder),
        arguments=(from_base(argument, base),),
        settings=settings_record(settings, folder) if settings != Settings() else {},
        parts=None,
        inputs=input_digests(
            [] if argument == STDIN else [base / argument], folder, stdin=argument == STDIN
        ),
        articles=(),
        skipped=(),
        counts=count(len(articles), (), sightings, events, sites),
        attribution=tuple(credits(sightings)),
        files=digests(files),
        timestamps={"started": started, "finished": now()},
    )
    return run, files


def remake(
    folder: Path,
    *,
    keep: bool = False,
    watch: Watch = lambda _: None,
    note: Note | None = None,
    hand: Hand | None = None,
    crew: CrewOf | None = None,
    reach: Reach = lambda *_: None,
    ready: Ready = lambda *_: None,
    progress: bool = False,
) -> tuple[Run, dict[str, Content]]:
    """Return what `folder` is to hold, made again from what its run.json records; write none of it.

    Unchanged articles are not read again (see `make` for `keep`, `ready`). Where nothing differs,
    neither does the time. An input that is gone is skipped, and so are its articles.

    Raises UsageError: `folder` holds no run.json, or all that it names is gone.
    """
    old = load_run(folder)
    base = folder / old.base
    if old.command == "render":
        (argument,) = old.arguments
        path = folder / SIGHTINGS_FILE if argument == STDIN else base / argument
        run, files = make_from_records(
            load_records(path),
            argument,
            folder,
            base=base,
            settings=recorded_settings(old, folder),
            note=note,
            hand=hand,
        )
    else:
        gone = {name for name in old.arguments if name != STDIN and not (base / name).exists()}
        if gone and len(gone) == len(set(old.arguments)):
            # Where nothing is left, the folder was moved rather than its articles deleted.
            raise UsageError(
                f"Nothing of what {folder} was made of is there any more: "
                f"{', '.join(os.path.normpath(base / name) for name in sorted(gone)[:3])}. Put it back, or run "
                f"`geomap map` on where it is now, with -o {folder}."
            )
        run, files = make(
            old.arguments,
            folder,
            settings=recorded_settings(old, folder),
            base=base,
            gone=gone,
            earlier=old,
            keep=keep,
            watch=watch,
            note=note,
            hand=hand,
            crew=crew,
            reach=reach,
            ready=ready,
            progress=progress,
        )
    return (old if run.same_but_for_time(old) else run), files
