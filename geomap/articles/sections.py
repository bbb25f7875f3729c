"""Which parts of an article are not its body: repeats, teasers, furniture, pasted articles.

By the habits of news sites (furniture.toml) and the shape of the paragraphs around them. When in
doubt a paragraph is body: what is cut by mistake leaves a blank on the map that nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from geomap.articles.furniture import HEADLINE, furniture
from geomap.articles.headers import headers
from geomap.articles.paragraphs import Paragraph, is_prose, paragraphs, words
from geomap.articles.repeats import repeats
from geomap.model import Section, SectionKind

# Pasted items follow their heading at once; this many paragraphs tell them from a box of links.
_LOOK_AHEAD = 8
# A whole article that lost its line breaks in pasting.
_FLATTENED = 600
# The line or two under a headline in a list of them; paragraphs under subheads are longer.
_STANDFIRST = 200
# Paragraphs of prose that make an article; fewer may be the opening of a digest.
_ARTICLE = 3
# A line of so many words and a full stop is no headline.
_SENTENCE = 4


def split(text: str) -> tuple[Section, ...]:
    """Return the parts of `text` that are not its body, sorted and disjoint.

    Header lines but the title, and what may be one, are boilerplate. A teaser, a list of links or
    a pasted article is so wherever it repeats another; a `duplicate` repeats a paragraph of the
    body. Linear in the length of the text.
    """
    head = headers(text)
    body_start = head[-1].end if head else 0
    found = [
        Section(start=line.start, end=line.end, kind="boilerplate")
        for line in head
        if line.field not in {"title", "text"}
    ]
    whole = (part for part in paragraphs(text) if part.start >= body_start)
    parts = list(_pieces(whole))
    kinds = _Reading(parts).kinds()
    body = [part for part, kind in zip(parts, kinds, strict=True) if kind is None]
    found += (
        Section(start=part.start, end=part.end, kind=kind)
        for part, kind in zip(parts, kinds, strict=True)
        if kind is not None
    )
    found += (Section(start=start, end=end, kind="duplicate") for start, end in repeats(text, body))
    return _joined(text, sorted(found, key=lambda section: section.start))


def _pieces(parts: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """Yield `parts`, one that holds a teaser or a button beside prose in pieces."""
    see = furniture()
    for part in parts:
        cuts = {end for end in (see.teaser_end(part.text, first=False),) if end is not None}
        cuts.update(cut for start, end in see.inline(part.text) for cut in (start, end))
        start = 0
        for cut in sorted(cuts | {len(part.text)}):
            piece = part.text[start:cut]
            bare = piece.strip()
            if bare:
                begin = part.start + start + len(piece) - len(piece.lstrip())
                yield Paragraph(begin, begin + len(bare), bare, part.after_blank and start == 0)
            start = cut


def _joined(text: str, found: Sequence[Section]) -> tuple[Section, ...]:
    """Return `found` with neighbours of one kind made one where only blank space parts them."""
    joined: list[Section] = []
    for section in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == section.kind
            and not text[last.end : section.start].strip()
        ):
            joined[-1] = Section(start=last.start, end=section.end, kind=section.kind)
        else:
            joined.append(section)
    return tuple(joined)


class _Reading:
    """One pass over the paragraphs of an article."""

    def __init__(self, parts: Sequence[Paragraph]) -> None:
        self._parts = parts
        self._see = furniture()
        self._headings = [self._see.heading(part.text) for part in parts]
        self._prose = [is_prose(part.text) for part in parts]
        # How much prose, and how much of it right under a headline, from a paragraph to the end.
        headed = [i > 0 and self._prose[i] and self._is_headline(i - 1) for i in range(len(parts))]
        lengths = [len(part.text) * self._prose[i] for i, part in enumerate(parts)]
        self._prose_from = _from_each(self._prose)
        self._headed_from = _from_each(headed)
        self._length_from = _from_each(lengths)
        self._kinds: list[SectionKind | None] = [None] * len(parts)

    def kinds(self) -> list[SectionKind | None]:
        """Return the kind of each paragraph that is no body; None for body."""
        at = first = self._menu()
        see = self._see
        while at < len(self._parts):
            text = self._parts[at].text
            begun = self._prose_from[0] > self._prose_from[at]
            heading = self._headings[at]
            if begun and heading in {"related", "more", "subhead"}:
                at = self._related(at)
            elif begun and self._names_its_source_twice(at):
                at = self._pasted(at, len(self._parts))
            elif heading == "list":
                at = self._list(at, "boilerplate")
            elif heading in {"comments", "comment"}:
                at = self._comments(at)
            elif see.is_teaser_heading(text) and text.endswith(":"):  # 'Read more' is a button too
                at = self._list(at, "teaser")
            elif see.is_furniture(text):
                at = self._mark(at, at + 1, "boilerplate")
            elif see.is_teaser_heading(text):
                at = self._list(at, "teaser")
            elif see.teaser_end(text, first=at == first) == len(text):
                at = self._mark(at, at + 1, "teaser")
            else:
                at += 1
        return self._kinds

    def _mark(self, start: int, end: int, kind: SectionKind) -> int:
        self._kinds[start:end] = [kind] * (end - start)
        return end

    def _is_headline(self, at: int) -> bool:
        text = self._parts[at].text
        if self._prose[at] or len(text) > HEADLINE or words(text) < 4:
            return False
        return self._see.teaser_end(text, first=False) is None and not self._see.is_furniture(text)

    def _menu(self) -> int:
        """Mark a site's menu at the very top; return the first paragraph after it."""
        end = 0
        while end < len(self._parts) and not self._prose[end] and words(self._parts[end].text) <= 3:
            end += 1
        entries = sum(self._see.is_menu_entry(part.text) for part in self._parts[:end])
        if end < 5 or entries < 3 or entries < end / 3:
            return 0
        return self._mark(0, end, "boilerplate")

    def _prose_resumes(self, at: int) -> int:
        """Return the first paragraph from `at` that is a sentence, or another heading."""
        while at < len(self._parts) and self._headings[at] is None:
            text = self._parts[at].text
            sentence = self._prose[at] or (text.endswith(".") and words(text) >= _SENTENCE)
            if sentence and not self._see.is_furniture(text):
                break
            at += 1
        return at

    def _goes_on_headed(self, at: int) -> bool:
        """Return whether from `at` to the end prose comes only in items, each under its headline."""
        prose = self._prose_from[at]
        return prose >= 2 and self._headed_from[at] >= 0.75 * prose

    def _outweighs(self, before: int, after: int) -> bool:
        """Return whether an article stands before `before`, of more prose than comes from `after`."""
        prose = self._prose_from[0] - self._prose_from[before]
        length = self._length_from[0] - self._length_from[before]
        return prose >= _ARTICLE and length > self._length_from[after]

    def _list(self, at: int, kind: SectionKind) -> int:
        """Mark a heading and its links; return where the body resumes."""
        end = self._prose_resumes(at + 1)
        if kind == "teaser":
            # A subhead may follow a teaser's one headline: take no more than stands together.
            last = end == len(self._parts)
            return self._mark(at, end if last else self._together(at + 1, end), kind)
        begun = self._prose_from[0] > self._prose_from[at]
        if not (begun and end > at + 1 and self._goes_on_headed(end)):
            return self._mark(at, end, kind)
        short = self._length_from[end] <= _STANDFIRST * self._prose_from[end]
        if short and self._outweighs(at, end):
            # Headlines, each with its standfirst.
            self._mark(at, end, kind)
            while end < len(self._parts) and self._headings[end] is None:
                end = self._mark(end, end + 1, kind)
            return end
        # One headline: the first item of a digest.
        return self._mark(at, at + 1 if end == at + 2 else end, kind)

    def _together(self, at: int, end: int) -> int:
        """Return the end, at most `end`, of the headlines from `at` with no empty line between."""
        stop = at + 1
        while stop < end and not self._parts[stop].after_blank:
            stop += 1
        return min(stop, end)

    def _related(self, at: int) -> int:
        """Mark pasted articles to the end, or a box of links to where the body resumes."""
        end = self._prose_resumes(at + 1)
        near = range(at + 1, min(at + 1 + _LOOK_AHEAD, len(self._parts)))
        headlines = end - at - 1
        headed = headlines > 0 and self._goes_on_headed(end)
        pasted = any(
            self._see.is_ago(self._parts[i].text) or self._names_its_source_twice(i) for i in near
        )
        if self._headings[at] == "related":
            flat = 0 < headlines <= 2 and end < len(self._parts)
            pasted = pasted or headed or end == len(self._parts)
            pasted = pasted or (flat and len(self._parts[end].text) > _FLATTENED)
        elif self._headings[at] == "more":
            pasted = pasted or (headed and self._outweighs(at, end))
            if not pasted and headed and headlines == 1:
                return self._mark(at, at + 1, "boilerplate")
        if not pasted and self._headings[at] == "subhead":
            rest = range(at + 1, end)
            end = next((i for i in rest if self._parts[i].text.endswith(".")), end)
        if not pasted:
            return self._mark(at, end, "teaser" if end > at + 1 else "boilerplate")
        return self._pasted(at, len(self._parts))

    def _pasted(self, at: int, end: int) -> int:
        """Mark pasted articles; the lines that name their source and age are furniture."""
        self._mark(at, end, "related_article")
        for i in range(at, end):
            if not self._see.is_ago(self._parts[i].text):
                continue
            self._kinds[i] = "boilerplate"
            if i > at and words(self._parts[i - 1].text) <= 3:
                self._kinds[i - 1] = "boilerplate"
            if i + 1 < end and self._parts[i + 1].text.startswith(("- ", "– ", "— ", "By ")):
                self._kinds[i + 1] = "boilerplate"
        return end

    def _names_its_source_twice(self, at: int) -> bool:
        """Return whether an item of a feed starts here: 'Sky News', 'an hour ago', '- Sky News'."""
        if at + 2 >= len(self._parts) or not self._see.is_ago(self._parts[at + 1].text):
            return False
        source, again = self._parts[at].text, self._parts[at + 2].text
        return words(source) <= 6 and again.lstrip("-–— ") == source

    def _comments(self, at: int) -> int:
        """Mark readers' comments: to the next heading when the article is over, else the button."""
        before = self._prose_from[0] - self._prose_from[at]
        near = self._parts[at + 1 : at + 5]
        talk = any(self._see.is_ago(p.text) or _is_talk(p.text) for p in near)
        few = self._headings[at] == "comments" and self._prose_from[at] <= before / 3
        if before == 0 or not (talk or few):
            return self._mark(at, at + 1, "boilerplate")
        end = at + 1
        while end < len(self._parts) and self._headings[end] is None:
            end += 1
        return self._mark(at, end, "boilerplate")


def _from_each(counts: Sequence[int]) -> list[int]:
    """Return for each place in `counts`, and for their end, the sum from there on."""
    return [*list(accumulate(reversed(counts)))[::-1], 0]


def _is_talk(text: str) -> bool:
    """Return whether `text` belongs to a form or a thread of comments."""
    start = text[:40].casefold()
    return start.startswith(("no comments", "reply", "log in", "sign in", "report", "be the first"))
