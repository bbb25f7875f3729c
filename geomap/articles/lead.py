"""The paragraph under a headline that sites keep outside of the article's own block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from geomap.articles.paragraphs import is_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = ("h1", "h2", "h3", "p", "div", "section", "span")
_ASIDE = (
    "nav", "aside", "footer", "form", "figure", "figcaption", "button", "a", "li", "dialog",
)  # fmt: skip
_LEAD = re.compile(
    r"\blead(?!er|ing)|_lead\b|lede|standfirst|sub-?_?(?:title|head)|\bdec?k\b|[-_]dec?k\b|\bintro|[-_]intro"
    r"|chap(?:o\b|eau)|summary|excerpt|abstract|\bsapo|entradilla|bajada|perex|strapline|vorspann"
    r"|teaser|annotation",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"caption|credit|author|\bbio\b|byline|cookie|consent|newsletter|promo|advert|share|social|relat"
    r"|\bnav|menu|comment|paywall|subscri|disclaim|login|popup|modal",
    re.IGNORECASE,
)
_INNER = ("p", "div", "ul", "ol", "table", "h1", "h2", "section", "article", "blockquote")
_MOST_ELEMENTS = 4_000  # of the page, up to the article
_MOST_PROSE = 40  # paragraphs under the headline that are compared with the article
_MOST = 3
_LONGEST = 1_000  # code points; what is longer is the article itself


def with_lead(text: str, tree: HtmlElement) -> str:
    """Return `text`, the article found in `tree`, after the lead that stands above it on the page.

    The lead is prose between the headline and the first paragraph that `text` has, and marked as
    one: by its class, as the page's description, or by standing right under the headline.
    """
    known = _bare(text)
    described = {_bare(tag.get("content") or "") for tag in tree.iter("meta")}
    found: list[str] = []
    for element, line in islice(_prose(tree), _MOST_PROSE):
        if _bare(line) in known:
            return _under_title(text, found)
        if line not in found and _is_lead(element, line, described):
            found.append(line)
    return text  # the article is nowhere under a headline


def _under_title(text: str, leads: list[str]) -> str:
    if not 0 < len(leads) <= _MOST:
        return text
    title, _, rest = text.partition("\n")
    lines = [*leads, text] if is_prose(title) or not rest else [title, *leads, rest]
    return "\n".join(lines)


def _prose(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the paragraphs of prose from the first headline on, each on one line."""
    begun = False
    for element in islice(tree.iter(*_BLOCKS), _MOST_ELEMENTS):
        begun = begun or element.tag == "h1"
        if not begun or next(element.iterancestors(*_ASIDE), None) is not None:
            continue
        line = _line(element)
        if is_prose(line):
            yield element, line


def _is_lead(element: HtmlElement, line: str, described: set[str]) -> bool:
    near = [one for one in (element, element.getparent()) if one is not None]
    marks = " ".join(one.get(name) or "" for one in near for name in ("class", "id"))
    if _OTHER.search(marks):
        return False
    if _bare(line) in described or _LEAD.search(marks):
        return True
    before = element.getprevious()
    return element.tag in {"p", "h2", "h3"} and before is not None and before.tag == "h1"


def _line(element: HtmlElement) -> str:
    """Return the words of `element` on one line; empty when it holds other blocks, or too much."""
    if any(inner is not element for inner in islice(element.iter(*_INNER), 2)):
        return ""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > _LONGEST:
            return ""
    return " ".join("".join(pieces).replace("\xad", "").split())


def _bare(text: str) -> str:
    """Return `text` without its blanks, which an extraction sets otherwise."""
    return "".join(text.replace("\xad", "").split())
