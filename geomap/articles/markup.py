"""The text of a column that holds HTML: `<p>…</p><p>…</p>`, as feeds and content systems give it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from geomap.articles.row import Limits, Page, Row

_PARAGRAPHS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "section",
    "article", "figure", "figcaption", "header", "footer", "aside", "main", "pre", "hr",
))  # fmt: skip
_LINES = frozenset(("br", "li", "tr", "dt", "dd"))
_HIDDEN = frozenset(("script", "style", "template", "noscript"))
_BLOCK = re.compile(
    rf"</?(?:{'|'.join(sorted(_PARAGRAPHS | _LINES))})\b[^<>]{{0,500}}>", re.IGNORECASE
)
_PAGE = re.compile(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TOKEN = re.compile(r"<!--|-->|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>|<![^<>]*>")
_BLANK = re.compile(r"\s+")
_MARKS = 2  # block tags that make a text HTML; one may be spoken of


def row_of(source: str, fields: Mapping[str, Any], limits: Limits) -> Row:
    """Return the row of a table of articles; a text that is HTML is a page, or loses its tags."""
    text = fields.get("text")
    if not isinstance(text, str) or "<" not in text or len(text) > limits.article_bytes:
        return Row(source, fields)
    if _PAGE.match(text):
        page = Page(text.encode("utf-8", "replace"), "utf-8")
        return Row(source, {**fields, "text": None}, page=page, markup=True)
    if not is_markup(text):
        return Row(source, fields)
    return Row(source, {**fields, "text": without_tags(text) or text}, markup=True)


def is_markup(text: str) -> bool:
    """Return whether `text` is HTML: it holds several tags that part paragraphs or lines."""
    found = _BLOCK.finditer(text)
    return all(next(found, None) is not None for _ in range(_MARKS))


def without_tags(markup: str) -> str:
    """Return the text of `markup`, each of its blocks a paragraph; linear in its length."""
    pieces: list[str] = []
    hidden: str | None = None  # what ends the stretch that is no text
    at = 0
    for token in _TOKEN.finditer(markup):
        name = (token["name"] or "").lower()
        if hidden is None:
            pieces.append(_piece(markup[at : token.start()]))
            pieces.append(_break(name))
            if token[0] == "<!--":
                hidden = "-->"
            elif name in _HIDDEN and not token["close"]:
                hidden = name
        elif token[0] == hidden or (token["close"] and name == hidden):
            hidden = None
        at = token.end()
    if hidden is None:
        pieces.append(_piece(markup[at:]))
    lines = (re.sub(r" {2,}", " ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _piece(text: str) -> str:
    """Return what stands between two tags: a line break in it is a space, an empty line stays."""
    return html.unescape(
        _BLANK.sub(lambda blank: "\n\n" if blank[0].count("\n") > 1 else " ", text)
    )


def _break(name: str) -> str:
    if name in _PARAGRAPHS:
        return "\n\n"
    return "\n" if name in _LINES else " " if name in {"td", "th"} else ""
