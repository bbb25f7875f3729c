"""RSS and Atom feeds to the pages they name."""

from __future__ import annotations

import codecs
import html
import html.entities
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import FetchError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 10_000  # of one feed; what is beyond is counted and left
_ROOTS = frozenset({"rss", "feed", "rdf"})
_ENTRIES = frozenset({"item", "entry"})
# What is needed of a feed and of each entry.
_KEPT = frozenset(
    {"title", "link", "guid", "id", "source", "pubdate", "published", "issued", "date"}
    | {"updated", "modified", "created", "origlink", "encoded", "content"}
)
_MOST_FIELDS = 60
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # starts like UTF-16's: first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Comments and CDATA stay as they are; else entities by name, and & and < that begin nothing.
_MARKS = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    rb"|&(?:([A-Za-z][A-Za-z0-9]{0,31});|(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};))"
    rb"|<(?![A-Za-z_:/!?\x80-\xff])",
    re.DOTALL,
)
# What a feed says of its own encoding; what its server says is the less often right.
_DECLARED = re.compile(rb"\s*(?:\xef\xbb\xbf|<\?xml[^>]{1,150}encoding)")
_LONGEST_FIELD = 1_000
_FIRST_YEAR = 1990  # what is older is a clock that was never set, not an article of the web
_AHEAD = timedelta(days=2)  # clocks and zones may differ by so much


class Entry(NamedTuple):
    """One article as a feed announces it."""

    link: str
    title: str | None
    published: str | None  # ISO 8601, in the zone it was written in
    updated: str | None  # the same; what stands for `published` where nothing else does
    stamp: str  # changes when the feed says that the article did
    publisher: str | None  # when the feed passes on another's article
    content: str | None = None  # HTML of the whole text, where the feed carries it


class Feed(NamedTuple):
    """What a feed announces."""

    title: str | None
    entries: list[Entry]  # in its order
    without_link: int
    beyond: int  # entries that were left, since there are too many


def is_feed(body: bytes, content_type: str) -> bool:
    """Say whether an answer is a feed rather than a page, by its first element, else its type."""
    start = body[:4_096].replace(b"\0", b"").decode("utf-8", "replace")
    root = re.search(
        r"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})[\s/>]", _COMMENT.sub("", start)
    )
    if root is not None:
        return root[1].lower() in _ROOTS
    return bool(re.search(r"[/+](?:rss|atom|rdf)", content_type))


def parse_feed(body: bytes, *, url: str, charset: str | None, now: datetime | None = None) -> Feed:
    """Return what the feed `body`, fetched from `url`, announces.

    `now` bounds the dates that are believed; None: the clock's. It may be no well-formed XML. Nothing outside it is loaded, and no entity expands.

    Raises FetchError: it is no feed, or declares entities.
    """
    root, count = _entries_only(body, url, charset)
    import feedparser
    from lxml import etree

    try:
        found = feedparser.parse(
            io.BytesIO(etree.tostring(root, encoding="utf-8")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # whatever a parser of forgiving code meets in hostile bytes
        raise _no_feed(url, f"{type(error).__name__}: {error}") from error
    now = now or datetime.now(UTC)
    entries = [_entry(each, now) for each in found.entries if each.get("link")]
    return Feed(
        title=_plain(found.feed.get("title")),
        entries=entries,
        without_link=len(found.entries) - len(entries),
        beyond=max(0, count - MOST_ENTRIES),
    )


def _entries_only(body: bytes, url: str, charset: str | None) -> tuple[_Element, int]:
    """Return the feed's tree, mended, without the entries beyond the limit, and their count.

    Raises FetchError: it is no XML at all, or declares entities.
    """
    from lxml import etree

    body, encoding = _in_bytes_of_ascii(body.lstrip(), charset)
    parser = etree.XMLParser(
        encoding=encoding,
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_MARKS.sub(_spelled, body), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _no_feed(url, str(error)) from None
    if root is None:
        raise _no_feed(url, "it is no XML")
    declared = root.getroottree().docinfo.internalDTD
    if (declared is not None and declared.entities()) or next(
        root.iter(etree.Entity), None
    ) is not None:
        raise FetchError(
            f"{url} declares entities of its own, as no feed needs to and attacks do. It isn't read.",
            cause="a feed that declares entities",
        )
    return root, _pruned(root)


def _pruned(root: _Element) -> int:
    """Take from a feed's tree what isn't needed of it, and return how many entries it has.

    Over a feed with a hundred thousand categories or attributes parsing takes minutes.
    """
    count = 0
    for parent in [root, *root.iterchildren("{*}channel")]:
        others = 0
        for child in list(parent.iterchildren("*")):
            name = _local_name(child)
            if name in _ENTRIES:
                count += 1
                if count <= MOST_ENTRIES:
                    _prune_entry(child)
                    continue
            elif name in _KEPT or name == "channel":
                others += 1
                if others <= _MOST_FIELDS:
                    continue
            parent.remove(child)
    for element in root.iter("*"):
        if len(element.attrib) > _MOST_FIELDS:
            element.attrib.clear()
    return count


def _prune_entry(entry: _Element) -> None:
    for number, child in enumerate(list(entry.iterchildren("*"))):
        if _local_name(child) not in _KEPT or number >= _MOST_FIELDS:
            entry.remove(child)


def _local_name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _known_charset(charset: str | None) -> str | None:
    try:
        return codecs.lookup(charset).name if charset else None
    except LookupError:
        return None


def _in_bytes_of_ascii(body: bytes, charset: str | None) -> tuple[bytes, str | None]:
    """Return the feed in an encoding whose ASCII is ASCII, and which that is; None: as it declares."""
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            return body.decode(encoding, "replace").encode("utf-8", "replace"), "utf-8"
    return body, None if _DECLARED.match(body[:200]) else _known_charset(charset)


def _spelled(found: re.Match[bytes]) -> bytes:
    """Return &eacute; and others of HTML, which XML doesn't know, by number; what is none as text.

    Those that XML knows too: once a parser has met an error, it drops them.
    """
    whole, name = found[0], found[1]
    if name is None:
        return whole if len(whole) > 1 else b"&#%d;" % ord(whole)
    letters = html.entities.html5.get(f"{name.decode('ascii')};")
    if letters is None:
        return b"&#38;" + whole[1:]
    return "".join(f"&#{ord(letter)};" for letter in letters).encode("ascii")


def _entry(each: dict[str, Any], now: datetime) -> Entry:
    source = each.get("source")
    # Past feedparser's own `get`, which gives the day of publication for that of the last change.
    updated, updated_parsed = (dict.get(each, name) for name in ("updated", "updated_parsed"))
    return Entry(
        link=str(each["link"]),
        title=_plain(each.get("title")),
        published=_moment(each.get("published"), each.get("published_parsed"), now),
        updated=_moment(updated, updated_parsed, now),
        stamp=str(updated or each.get("published") or "")[:100],
        publisher=_plain(source.get("title")) if isinstance(source, Mapping) else None,
        content=_content(each.get("content")),
    )


def _content(values: object) -> str | None:
    found = [one.get("value") for one in values if isinstance(one, Mapping)] if isinstance(values, list) else []  # fmt: skip
    return max((one for one in found if isinstance(one, str)), key=len, default=None)


def _plain(value: object) -> str | None:
    """Return a title as plain text on one line; None when it has none."""
    if not isinstance(value, str):
        return None
    text = html.unescape(_MARKUP.sub(" ", value[: 4 * _LONGEST_FIELD]))
    return " ".join(text.split())[:_LONGEST_FIELD] or None


def _moment(written: object, parsed: object, now: datetime) -> str | None:
    """Return a time in ISO 8601; None when it can't be read, or no article on the web is of it.

    As it is written, where its form is one of the two standard ones: in UTC the day may differ.
    """
    if isinstance(written, str) and len(written) < 100:
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return _credible(read(written.strip()), now)
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
    if isinstance(parsed, tuple) and len(parsed) >= 6:
        try:
            year, month, day, hour, minute, second = parsed[:6]
            return _credible(datetime(year, month, day, hour, minute, second, tzinfo=UTC), now)
        except (ValueError, TypeError):
            return None
    return None


def _credible(moment: datetime, now: datetime) -> str | None:
    known = moment.year >= _FIRST_YEAR and moment.date() <= (now + _AHEAD).date()
    return moment.isoformat() if known else None


def _no_feed(url: str, what: str) -> FetchError:
    return FetchError(f"{url} is no RSS or Atom feed: {what[:200]}. Check it.", cause="no feed")
