"""The article of a mail, and of a page that a browser saved as one file (MHTML): both are MIME."""

from __future__ import annotations

import email
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from geomap.articles.encoding import decode
from geomap.articles.row import Limits, Page, Row
from geomap.errors import ArticleError


def mail_row(data: bytes, source: str, limits: Limits) -> Row:
    """Return the text of the mail `data`, its plain one before its HTML, with its subject and date.

    A saved page is dated by itself: its mail's date is when it was saved.

    Raises ArticleError: it holds no text, or too much.
    """
    try:
        message = email.message_from_bytes(data)
        part = _text_part(message)
    except RecursionError:
        raise ArticleError("is a mail nested too deeply. Save its text.") from None
    if part is None:
        raise ArticleError("is a mail without a text. Save what it carries.")
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise ArticleError("is a mail with an empty text. Save what it carries.")
    if len(body) > limits.article_bytes:
        raise limits.refuse(len(body))
    saved_from = message.get("Snapshot-Content-Location")
    fields: dict[str, Any] = {"title": _header(message, "Subject")}
    if saved_from is None:
        fields["date"] = _header(message, "Date")
    else:
        fields["url"] = str(saved_from)
    if part.get_content_type() == "text/html":
        return Row(source, fields, page=Page(body, part.get_content_charset()))
    return Row(source, {**fields, "text": decode(body, declared=part.get_content_charset())})


def _text_part(message: Message) -> Message | None:
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                return part
    return None


def _header(message: Message, name: str) -> str | None:
    told = message.get(name)
    if told is None:
        return None
    try:
        return " ".join(str(make_header(decode_header(told))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(str(told).split())
