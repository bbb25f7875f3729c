"""How news sites word their furniture: teasers, headings of lists, buttons (furniture.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from geomap.articles.paragraphs import is_prose, words

# Beyond these no line is a heading, a headline or a button.
_HEADING = 80
_FURNITURE = 500
HEADLINE = 220

_EDGES = " \t\u00a0\u200b\u200e\u200f\ufeff*•·●▪■◾►▶→➡⇒»›«‹>|–—-_~#=+[](){}:☞👉🔴📌📰🔗⬇️…"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "´": "'"})
_COUNT = re.compile(r"\s*\(?\d{1,6}\)?$|^\(?\d{1,6}\)?\s+")
_PROSE_FOLLOWS = re.compile(r"[^\W\d_]{3}[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])")
# A teaser inside a paragraph that has lost its line breaks: a headline is seldom longer.
_INLINE_HEADLINE = 140


Heading = Literal["related", "more", "subhead", "list", "comments", "comment"]


class Furniture:
    """The phrases of furniture.toml, ready to be matched. Each method takes one line of text."""

    def __init__(self) -> None:
        data = tomllib.loads(
            files("geomap.articles").joinpath("furniture.toml").read_text(encoding="utf-8")
        )
        self._teasers = frozenset(_fold(phrase) for phrase in data["teaser"])
        self._weak = frozenset(_fold(phrase) for phrase in data["teaser_weak"])
        heads: tuple[tuple[Heading, str], ...] = (
            ("related", "related_heading"),
            ("more", "more_heading"),
            ("list", "list_heading"),
            ("comments", "comments_heading"),
            ("comment", "comments_heading_weak"),
        )
        self._heads = tuple(
            (kind, frozenset(_fold(phrase) for phrase in data[name])) for kind, name in heads
        )
        self._related_start = tuple(_fold(p) + " " for p in data["related_heading_start"])
        self._menu = frozenset(_fold(phrase) for phrase in data["menu"])
        self._line = re.compile("|".join(f"(?:{pattern})" for pattern in data["line"]))
        self._dated = _dated(data["dated_label"], data["date_word"], data["date_filler"])
        self._ago = re.compile("|".join(f"(?:{pattern})" for pattern in data["ago"]))
        # Longest first: "read more" must not hide "read more stories".
        phrases = sorted(self._teasers, key=lambda phrase: (-len(phrase), phrase))
        either = "|".join(re.escape(phrase) for phrase in phrases)
        shouted = "|".join(re.escape(phrase.upper()) for phrase in sorted(self._weak))
        self._marker = re.compile(
            rf"[^\w\"'“‘«]{{0,6}}(?P<phrase>{either})\s{{0,2}}(?P<stop>:|\||–|—|-\s|>+|»|…|\.\.\.)",
            re.IGNORECASE,
        )
        self._shouted_marker = re.compile(
            r"[^\w\"'“‘«]{0,6}(?P<phrase>READ MORE|READ ALSO|ALSO READ|READ NEXT|DON'T MISS|MUST READ|"
            r"WATCH NOW|SEE ALSO|WATCH LIVE)\s(?=\S)"
        )
        # Blank space before it first: most places fail that at once.
        after_sentence = r"(?<=\s)(?:(?<=[.!?…]\s)|(?<=[.!?…][\"'”’»)\]]\s))[(\[]?"
        self._inline = re.compile(rf"{after_sentence}(?:(?i:{either})|{shouted})\s?[:|](?=\s?\S)")
        self._sentence = re.compile(
            "|".join(f"{after_sentence}(?i:{pattern})" for pattern in data["sentence"])
        )

    def teaser_end(self, line: str, *, first: bool) -> int | None:
        """Return where the teaser that `line` starts with ends; None when it starts with none.

        `first`: it is the article's first line, where 'Watch: …' is its headline.
        """
        straight = _straight(line)
        marker = self._marker.match(straight) or self._shouted_marker.match(straight)
        if marker is None:
            marker = None if first else _WEAK_MARKER.match(straight)
            if marker is None or not self._is_weak(_fold(marker["phrase"])):
                return None
            rest = line[marker.end() :].strip()
            shouted = marker["phrase"].isupper()
            if not rest or is_prose(rest) or len(rest) > HEADLINE:
                return None
            return len(line) if shouted or not rest.endswith(".") else None
        if not line[marker.end() :].strip(_EDGES):
            return None
        return _headline_end(line, marker.end(), HEADLINE)

    def _is_weak(self, phrase: str) -> bool:
        return phrase in self._weak or phrase.startswith(self._related_start)

    def is_teaser_heading(self, line: str) -> bool:
        """Return whether `line` is 'Also read' alone: the headline follows on the next."""
        return len(line) <= _HEADING and _fold(line) in self._teasers

    def heading(self, line: str) -> Heading | None:
        """Return what `line` heads; None when it is no heading.

        "related": other articles ('Related Articles'); "more": others, or a digest's own ('More
        news'); "subhead": others, or the rest of this one ('More on the attack'); "list": links
        ('You may also like'); "comments": what readers wrote; "comment": that, or an opinion.
        """
        if len(line) > _HEADING or line.endswith((".", "?", ",", '"', "”")):
            return None
        key = _heading(line)
        for kind, phrases in self._heads:
            if key in phrases:
                return kind
        more_from = key.startswith(self._related_start) and len(key.split()) <= 6
        return "subhead" if more_from and not is_prose(line) else None

    def is_menu_entry(self, line: str) -> bool:
        """Return whether `line` is an entry that sites' menus have."""
        return len(line) <= _HEADING and _fold(line) in self._menu

    def is_furniture(self, line: str) -> bool:
        """Return whether `line` is a button, a notice, a credit or the like, whole."""
        if len(line) > _FURNITURE:
            return False
        folded = _straight(line).casefold().strip()
        bare = folded.strip(_EDGES) or folded
        whole = self._line.fullmatch(bare) or self._line.fullmatch(folded)  # '#Geneva', '(c) 2025'
        return whole is not None or self._dated.fullmatch(bare) is not None or self.is_ago(line)

    def is_ago(self, line: str) -> bool:
        """Return whether `line` says how old an item is: 'an hour ago - Sky News'."""
        if len(line) > _HEADING or line.endswith("."):
            return False
        folded = line.casefold().strip(_EDGES)
        found = self._ago.search(folded[:60])
        if found is None:
            return False
        before, rest = folded[: found.start()].strip(_EDGES), folded[found.end() :].lstrip()
        after = rest.strip(_EDGES)
        # 'Two days ago the army shelled a town' and 'One year ago: a town falls' are headlines.
        if words(after) > 1 and not rest.startswith(_AFTER_AGO):
            return False
        lead = not before or before in _AGO_LEADS or line[: len(line) // 2 + 1].count("|") > 0
        return (lead or words(before) <= 3) and words(after) <= 6

    def inline(self, line: str) -> list[tuple[int, int]]:
        """Return where teasers and buttons stand inside a paragraph of prose, sorted, disjoint."""
        found: list[tuple[int, int]] = []
        if ":" in line or "|" in line:  # one of them ends each marker
            found += [
                (marker.start(), end)
                for marker in self._inline.finditer(_straight(line))
                if (end := _headline_end(line, marker.end(), _INLINE_HEADLINE)) is not None
            ]
        found += [button.span() for button in self._sentence.finditer(line)]
        disjoint: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if not disjoint or start >= disjoint[-1][1]:
                disjoint.append((start, end))
        return disjoint


@lru_cache(maxsize=1)
def furniture() -> Furniture:
    """Return the phrases that ship with geomap, read once."""
    return Furniture()


_WEAK_MARKER = re.compile(
    r"[^\w\"'“‘«]{0,6}(?P<phrase>[^\W\d_]+(?:[ '][^\W\d_]+|' [^\W\d_]+){0,5})\s{0,2}(?::|\||»)\s*"
)
_AFTER_AGO = ("-", "–", "—", "|", "·", "•", "/", ",", "(", "by ")
_AGO_LEADS = frozenset({"updated", "published", "posted", "last updated", "by", "live"})


def _dated(labels: list[str], starts: list[str], fillers: list[str]) -> re.Pattern[str]:
    """Return the pattern of a line of a label and a date, with an hour, a day or an age in it."""
    label, start, filler = (
        "|".join(re.escape(word) for word in sorted(each, key=len, reverse=True))
        for each in (labels, starts, fillers)
    )
    number = r"[-+]?\d[\dth:.,/-]*+(?:st|nd|rd|am|pm|z)?(?![^\W\d_])"
    word = rf"(?>{number}|(?:{filler})(?!\w)|(?:{start})\w{{0,8}}+)"
    gap = r"(?:[\s,.|/():;+–—-]++|\Z)"
    day = rf"\b\d{{1,2}}\.?\s(?:de\s)?(?:{start})|\b(?:{start})\w{{0,8}}\.?\s\d"
    told = rf"(?=.{{0,60}}(?:\d[:./]\d|(?:19|20)\d\d|\bago\b|\bnow\b|{day}))"
    piece = rf"(?:{label})(?:\s(?:on|at|le|el|am))?[\s:|–—-]++"
    behind = r"(?:by\s[^.:]{1,60}|(?<=[|–—-]\s)[^.:\d]{1,40})?"
    return re.compile(rf"{piece}{told}(?:(?>{piece})|{word}{gap}){{1,16}}{behind}")


def _straight(line: str) -> str:
    return line if line.isascii() else line.translate(_APOSTROPHES)


def _fold(phrase: str) -> str:
    return " ".join(_straight(phrase).casefold().strip(_EDGES).split())


def _heading(line: str) -> str:
    """Return `line` as headings are listed: without its count, 'Comments (12)'."""
    return _COUNT.sub("", _fold(line)).strip(_EDGES) or _fold(line)


def _headline_end(line: str, start: int, longest: int) -> int | None:
    """Return where the headline from `start` ends: with the line, or before prose that follows.

    None when neither comes within `longest` characters: then it is no headline.
    """
    rest = line[start : start + longest + 1]
    for stop in _PROSE_FOLLOWS.finditer(rest):
        if is_prose(line[start + stop.end() : start + stop.end() + 400]):
            return start + stop.end()
    return len(line) if len(line) - start <= longest else None
