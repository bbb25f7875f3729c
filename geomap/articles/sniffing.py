"""What a file is by its first bytes, where its name doesn't tell or tells otherwise."""

from __future__ import annotations

import re

from geomap.articles.inputs import Format
from geomap.articles.json_rows import is_object

HEAD_BYTES = 4_096
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.I
)
_WARC = re.compile(rb"WARC/[01]\.\d+\r?\n")
_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z-]{1,40}:")


def compression_of(start: bytes) -> str:
    """Return ".gz" or ".zst" for what starts like such a file, else ""."""
    if start.startswith(b"\x1f\x8b\x08"):
        return ".gz"
    return ".zst" if start.startswith(b"\x28\xb5\x2f\xfd") else ""


def format_of(start: bytes, told: Format) -> Format:
    """Return the format of what starts so, whose name tells `told`."""
    if start.startswith(b"PAR1\x15"):
        return "parquet"
    if _WARC.match(start):
        return "warc"
    if told != "any":
        return told
    if _HTML.match(start):
        return "html"
    if is_mail(start):
        return "mail"
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if first.startswith(b"[") and first[1:].lstrip().startswith(b"{"):
        return "json"
    if first.startswith(b"{") and not first.startswith(b"{\\rtf"):
        # Of a line that is longer than the start one can't say more.
        whole = b"\n" in first
        line = first.split(b"\n", 1)[0]
        return "jsonl" if is_object(line) or not whole else "json"
    return "text"


def is_mail(start: bytes) -> bool:
    """Return whether a file that starts so is a mail, or a page saved as one, with coded parts."""
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return _HEADER.match(head) is not None and _MIME.search(head) is not None
