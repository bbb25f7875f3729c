"""The reader that ships with geomap: one pass of a small network, then dates, cues and speakers."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from geomap.model import Article, Attribution, Mention, Scores, Span
from geomap.names import Names
from geomap.precision import REALISED
from geomap.reader import anchors, evidence, fronts, scripts
from geomap.reader.beside import without_event
from geomap.reader.candidates import candidates_told
from geomap.reader.coordinated import joined, levelled
from geomap.reader.cut_names import uncut
from geomap.reader.dates import choice, resolver
from geomap.reader.dates.datelines import dateline_end
from geomap.reader.dates.day_headings import Day, Days, is_of_its_day
from geomap.reader.decode import Floats, Read, pieces_of, read_span, spans, whole
from geomap.reader.details.gathering import details
from geomap.reader.encoding import Pieces, Window
from geomap.reader.event_types import EventTypes
from geomap.reader.judging import Judged, judged_together, overruled, role_in
from geomap.reader.labels import HEADS, USAGE_SAID, WIDTH, slices
from geomap.reader.network import SHIPPED, Network, Said
from geomap.reader.persons import persons_told, without_person
from geomap.reader.plain_usage import usage_told
from geomap.reader.repeats import parted, repeats
from geomap.reader.slavic.reader import CODE as SLAVIC_CODE
from geomap.reader.slavic.reader import SlavicReader
from geomap.reader.statuses import status_of, told_why
from geomap.reader.voice import attribution
from geomap.reader.voice.contradicted import contradicted
from geomap.reader.wording.actor_words import is_armed_group
from geomap.reader.wording.sentences import split
from geomap.settings import Settings

# Bump when the same scores would be read differently.
CODE = "35"
_LANDS, _WIDE_M, _LARGE = ("region", "admin1", "natural"), 10_000.0, 100_000
_UNITS = ("region", "admin1", "admin2")
_WITH_AND = ("country", "admin1", "admin2", "natural")
_LONGEST = 120  # code points: what is longer names nothing


class ModelReader:
    """Reads English by its network; Ukrainian and Russian by rules, given the extra `slavic`."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        weights: Path = SHIPPED,
        weigher: choice.Weigher | None = None,
    ) -> None:
        """`weigher` weighs dates in place of what ships: the weights are fitted by it."""
        self._settings, self._weigher = settings or Settings(), weigher
        self._weights = weights

    @cached_property
    def _network(self) -> Network:
        network = Network(self._weights)
        if self._settings.fast:
            network.check_small()
        return network

    @cached_property
    def _names(self) -> Names:
        return Names.open(self._settings.gazetteer)

    @cached_property
    def _slavic(self) -> SlavicReader:
        return SlavicReader(self._names)

    def on_one_core(self) -> None:
        """Leave the other cores to the processes that read beside this one; read the same."""
        self._network.on_one_core()

    @property
    def version(self) -> str:
        """Return what changes whenever the same article could be read differently."""
        fast = "-fast" if self._settings.fast else ""
        return f"model-{CODE}-{self._network.version}-slavic-{SLAVIC_CODE}{fast}"

    def mentions(
        self, article: Article, *, spans: Sequence[tuple[int, int]] | None = None
    ) -> list[Mention]:
        """Return the article's mentions by offset; with `spans`, exactly those, one each.

        Raises LanguageError: without `spans`, the article is in a language that nobody here reads.
        """
        return scripts.mentions(
            article,
            spans,
            english=self._english,
            slavic=lambda: self._slavic,
            names=lambda: self._names,
        )

    def _english(
        self,
        article: Article,
        spans: Sequence[tuple[int, int]] | None,
        also: Mapping[tuple[int, int], str],
    ) -> list[Mention]:
        text = article.text
        sentences = split(text)
        pieces = self._network.encode(text)
        said = self._said(text, pieces, sentences, names_given=spans is not None)
        reads = (
            self._given(said.scores, pieces, spans)
            if spans is not None
            else self._found(said.scores, pieces, text, sentences, also)
        )
        starts = [start for start, _ in sentences]
        shown = [evidence.around(text, sentences, starts, (r.start, r.end)) for r in reads]
        reads = usage_told(text, reads, is_named=self._is_named, known=self._known)
        reads = levelled(text, candidates_told(text, reads, shown), known=self._known)
        taken = judged_together(text, reads, shown)
        meant = [(r, j.site) for r, j in zip(reads, taken, strict=True) if j.usage == "literal"]
        without = without_event(text, meant, known=self._known)
        days = Days(text, article.published)
        literal = [(r.start, r.end, "none" if r.start in without else site) for r, site in meant]
        named = [start for start, _, _ in literal]
        found = [
            self._mention(
                article,
                read,
                overruled(one, without.get(read.start)),
                sentence,
                literal=literal,
                beside=lambda own: evidence.neighbours(text, sentences, starts, own, named),
                under=days.at(sentence[0]),
                said=said,
            )
            for read, one, sentence in zip(reads, taken, shown, strict=True)
        ]
        found = said.types.told(found) if said.types else found
        found = choice.settled(
            text,
            sentences,
            found,
            published_at=lambda at: ((under := days.at(at)) and under.day) or article.published,
            weigher=self._weigher or said.links or choice.Signs(),
        )
        found = contradicted(found)
        return (
            [scripts.called(one, also.get((one.start, one.end))) for one in found]
            if also
            else found
        )

    def _said(
        self, text: str, pieces: Pieces, sentences: list[tuple[int, int]], *, names_given: bool
    ) -> Said:
        """Return what the networks say of all pieces; with `fast`, the small network's scores and the cues."""
        if self._settings.fast:
            small = self._network.small_scores(pieces)
            return Said(small, types=EventTypes.by_cues(pieces))
        cuts = self._network.windows(pieces, sentences)
        if not names_given and not text.islower():  # what has no capital hides its names
            cuts = [w for w in cuts if _may_name(text, pieces, w)]
        return self._network.read(pieces, cuts)

    def _found(
        self,
        scores: Floats,
        pieces: Pieces,
        text: str,
        sentences: list[tuple[int, int]],
        also: Mapping[tuple[int, int], str],
    ) -> list[Read]:
        found = []
        starts = [start for start, _ in also]
        ends = [end for _, end in also]
        found_at = spans(scores, pieces)
        named = (whole(text, int(pieces.start[f]), int(pieces.end[e - 1])) for f, e in found_at)
        single = (one for span in named for one in parted(text, *span))
        taken_whole = uncut(text, single, is_named=self._is_named)
        for one in joined(text, taken_whole, is_one=self._is_one):
            span = fronts.widened(text, *one)
            span = without_person(text, span, is_named=self._is_named)
            if bisect.bisect_left(starts, span[1]) > bisect.bisect_right(ends, span[0]):
                continue  # one of `also` overlaps it
            if span[1] - span[0] <= _LONGEST and any(c.isalpha() for c in text[slice(*span)]):
                found.append(read_span(scores[slice(*pieces_of(pieces, *one))], span))
        found += self._given(scores, pieces, list(also))
        found.sort(key=lambda r: r.start)
        found = [r for r in found if not is_armed_group(text[r.start : r.end])]
        names = {text[r.start : r.end] for r in found if r.best("usage") != "not_a_place"}
        taken = [(r.start, r.end) for r in found]
        more = repeats(text, taken, names, sentences)
        found += self._given(scores, pieces, more)
        found.extend(self._fronts(scores, pieces, text, [*taken, *more]))
        found = persons_told(text, found, is_named=self._is_named, known=self._known)
        return fronts.directed(text, sorted(found, key=lambda r: r.start))

    def _is_named(self, name: str) -> bool:
        return bool(self._names.lookup(name))

    def _fronts(
        self, scores: Floats, pieces: Pieces, text: str, taken: Sequence[tuple[int, int]]
    ) -> list[Read]:
        """Return the fronts named by a direction alone that are read as the place of fighting."""
        found = []
        for span in fronts.named(text):
            own = scores[slice(*pieces_of(pieces, *span))]
            if own.any() and not any(s < span[1] and span[0] < e for s, e in taken):
                read = read_span(own, span)
                if read.best("usage") == "literal" and read.best("site") == "battlefield":
                    found.append(read)
        return found

    def _given(
        self, scores: Floats, pieces: Pieces, given: Sequence[tuple[int, int]]
    ) -> list[Read]:
        if not len(pieces):
            scores = np.zeros((1, WIDTH), np.float32)
            for head, label in (("usage", "not_a_place"), ("site", "none")):  # no word to read
                scores[0, slices()[head].start + HEADS[head].index(label)] = 9.0
        return [read_span(scores[slice(*pieces_of(pieces, *span))], span) for span in given]

    def _mention(
        self,
        article: Article,
        read: Read,
        taken: Judged,
        sentence: tuple[int, int],
        *,
        literal: Sequence[tuple[int, int, str]],
        beside: Callable[[tuple[int, int]], evidence.Neighbours],
        under: Day | None,
        said: Said,
    ) -> Mention:
        text = article.text
        usage, site = taken.usage, taken.site
        s, e = sentence
        inside = (read.start - s, read.end - s)
        sentence_text = text[s:e]
        why = [f"{usage}: {USAGE_SAID[usage]}"]
        if usage == "associative" and dateline_end(sentence_text) >= inside[1]:
            why = ["associative: the dateline, where the report was written"]
        if taken.ruled:
            why.append(f"none: {taken.ruled}")
        values: dict[str, object] = {}
        p_status = None
        if site != "none":
            before, around = text[max(0, s - 400) : s], beside(sentence)
            following = [(start, text[start:end]) for start, end in around.after]
            cue = taken.event
            role = role_in(read, site, sentence_text, inside)
            trigger = cue.span if cue else None
            told_after = [told for _, told in following]
            status, p_status, words = status_of(
                read, sentence_text, inside, cue=cue, site=site, following=told_after
            )
            if cue:
                values["trigger"] = Span(start=s + cue.start, end=s + cue.end, text=cue.text)
                why.append(f"{site}: {cue.text!r}")
            else:
                why.append(f"{site}: from the sentence as a whole, no single word")
            values["event_type"] = cue.event_type if cue else None
            told = attribution.attribution(
                sentence_text,
                mention=inside,
                trigger=trigger,
                voice=read.best("voice"),
                site=site,
                status=status,
                context_before=before,
                following=told_after,
            )
            if words and told.voice == "denied" and status in REALISED:
                told = Attribution(voice="narrator")  # what is denied is something else
            values["attribution"] = told
            if told.voice == "narrator" and read.best("voice") == "attributed":
                why.append("hearsay: nobody is named who says so")
            found = details(
                sentence_text,
                mention=inside,
                trigger=trigger,
                site=site,
                status=status,
                offset=s,
                literal=_beside(literal, sentence, read),
                context_before=before,
                following=following,
                heard=said.of_event((read.start, read.end), sentence),
            )
            values |= {kind: getattr(found, kind) for kind in ("actors", "stances", "casualties")}
            why += found.why
            background = read.best("background") == "background"
            values["background"] = background
            if background:
                why.append("setting: tells of no event of its own")
            dated = resolver.event_date(
                sentence_text,
                mention=inside,
                trigger=trigger,
                site=site,
                status=status,
                published=under.day if under else article.published,
                before=around.before,
                background=background,
                paragraph=around.of_paragraph,
            )
            if under and not background:
                dated = _on_its_day(dated, under, sentence_text)
            if dated:
                values |= {
                    "event_date": dated.edtf,
                    "date_basis": dated.basis,
                    "date_text": dated.text,
                }
                own = dated.basis == "stated" and not (under and dated.text == under.text)
                if under and not own and under.day != article.published:
                    why.append(f"dated by the line it stands under: {under.text!r}")
                elif article.published_text and dated.basis != "stated":
                    why.append(f"article dated by its own words: {article.published_text!r}")
            values |= {"status": status, "role": role}
            why.append(told_why(status, words))
        return Mention.model_validate(
            {
                "text": text[read.start : read.end],
                "start": read.start,
                "end": read.end,
                "sentence": sentence_text,
                "section": article.section_at(read.start),
                "usage": usage,
                "site": site,
                "why": tuple(why),
                "score": Scores(
                    usage=round(read.probability("usage", usage), 2),
                    site=round(taken.p_site, 2),
                    status=None if p_status is None else round(p_status, 2),
                ),
                **values,
            }
        )

    def _is_one(self, name: str) -> bool:
        """Say whether the gazetteer has a land, a province or islands of this name with 'and' in it."""
        return any(
            m.quality == "primary" and m.row.kind in _WITH_AND and " and " in m.row.name
            for m in self._names.lookup(name)
        )

    def _known(self, name: str) -> anchors.Known:
        """Return what the gazetteer knows of a name."""
        rows = [match.row for match in self._names.lookup(name)]
        people = max((row.population for row in rows if row.kind == "city"), default=0)
        lands = [row.country for row in rows]
        return anchors.Known(
            people,
            is_country=any(row.kind in ("country", "continent") for row in rows),
            is_land=people < _LARGE
            and any(row.kind in _LANDS and row.radius_m > _WIDE_M for row in rows),
            is_natural=any(row.kind == "natural" for row in rows),
            is_unit=people < _LARGE and any(row.kind in _UNITS for row in rows),
            countries=frozenset(filter(None, lands)) if all(lands) else frozenset(),
        )


def _on_its_day(
    dated: resolver.DateReading | None, under: Day, sentence: str
) -> resolver.DateReading | None:
    """Return when it was: on the day it is told under, where nothing in its sentence tells."""
    undated = dated is not None and dated.text is None
    if not (undated and under.heads and under.day and is_of_its_day(sentence)):
        return dated
    return resolver.DateReading(under.day.isoformat(), "stated", under.text)


def _may_name(text: str, pieces: Pieces, window: Window) -> bool:
    """Return whether a window's core holds anything but lower-case Latin words."""
    casing = pieces.casing[window.core : window.core_end]
    if bool(((casing >= 2) & (casing <= 4)).any()):
        return True
    core = text[pieces.start[window.core] : pieces.end[window.core_end - 1]]
    return any(ord(c) > 0x24F and c.isalpha() for c in core)


def _beside(
    literal: Sequence[tuple[int, int, str]], sentence: tuple[int, int], read: Read
) -> list[tuple[int, int, str]]:
    """Return the other literal names inside `sentence`, with ranges of it."""
    s, e = sentence
    first = bisect.bisect_left(literal, (s, 0, ""))
    last = bisect.bisect_left(literal, (e, 0, ""))
    return [
        (start - s, end - s, site)
        for start, end, site in literal[first:last]
        if end <= e and (end <= read.start or start >= read.end)
    ]
