"""Feeds and pages into a folder of articles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from geomap.errors import FetchError, UsageError
from geomap.fetching.asking import Asker, Manners, Network
from geomap.fetching.connection import Answer
from geomap.fetching.feeds import Entry, is_feed, parse_feed
from geomap.fetching.files import (
    article_digest,
    clear_unfinished,
    digest_of,
    file_stem,
    next_version,
    versions,
    write_article,
)
from geomap.fetching.memory import Memory, Page
from geomap.fetching.pages import PageReader, fields_in_feed, fields_of
from geomap.fetching.urls import Url, checked_url, same_page

Kind = Literal["written", "unchanged", "known", "same", "missed", "left", "feed"]
_DAY_S = 86_400.0  # what was missed for a lasting reason isn't asked again within it
_NEEDS = ("feedparser", "protego", "urllib3", "idna", "lxml", "certifi")


class Outcome(NamedTuple):
    """What came of one page or feed."""

    # written: a file; unchanged: asked, and as before; known: not asked, since it is there;
    # same: an article that is there from another address; missed: see cause and reason;
    # left: entries over a limit, `number` of them; feed: a feed was read
    kind: Kind
    url: str
    path: Path | None = None
    cause: str | None = None  # as what it is counted
    reason: str | None = None  # what was wrong, and how to mend it
    number: int = 1


@dataclass
class _Announcing:
    """A feed while its entries are asked for."""

    url: Url
    title: str | None
    key: str
    etag: str | None
    modified: str | None
    open: int = 0  # entries that are not dealt with
    whole: bool = True  # nothing of it is to be tried again


class _Visit(NamedTuple):
    """A page to ask for."""

    url: Url
    key: str
    entry: Entry | None = None  # None: it was named, and may be a feed
    feed: _Announcing | None = None


def fetch(
    addresses: Sequence[str],
    into: Path,
    *,
    read_page: PageReader,
    manners: Manners | None = None,
    _network: Network | None = None,
) -> Iterator[Outcome]:
    """Fetch feeds, the articles they name, and pages into the folder `into`; yield what came of each.

    One .json file for each article: text, title, date, publisher, url, retrieved_at. What is there
    and unchanged isn't fetched again. Stop at any moment: what was yielded stays.

    Raises UsageError: an address is none, a needed package is missing, or another process is
    fetching into `into`.
    Raises OutputError, while it yields: the folder can't be written.
    """
    _check_packages()
    manners = manners or Manners()
    manners.user_agent()
    network = _network or Network()
    if not addresses:
        raise UsageError("No address. Name feeds or pages: https://example.org/feed.xml.")
    named: dict[str, _Visit] = {}
    for address in addresses:
        try:
            url = checked_url(address, trusted=network.guard.trusted)
        except FetchError as error:
            raise UsageError(str(error)) from None
        key = same_page(url)
        named.setdefault(key, _Visit(url, key))
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{into} can't be made: {error.strerror}. Name another folder with --into."
        ) from None
    memory = Memory(into)  # told before anything is asked, when it can't be had
    clear_unfinished(into)
    return _Round(
        deque(named.values()),
        into=into,
        read_page=read_page,
        manners=manners,
        network=network,
        memory=memory,
    ).outcomes()


class _Round:
    """One run over the addresses."""

    def __init__(
        self,
        waiting: deque[_Visit],
        *,
        into: Path,
        read_page: PageReader,
        manners: Manners,
        network: Network,
        memory: Memory,
    ) -> None:
        self._waiting = waiting
        self._met = {visit.key for visit in waiting}
        self._into = into
        self._read_page = read_page
        self._manners = manners
        self._network = network
        self._memory = memory
        self._asker = Asker(memory, manners, network)
        # Where a file was deleted, its feed must be read again, changed or not.
        self._complete = all((into / name).is_file() for name in memory.files())

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what comes of each page, those that feeds announce among them."""
        with self._memory:
            yield from self._outcomes()

    def _outcomes(self) -> Iterator[Outcome]:
        while self._waiting:
            visit = self._next()
            try:
                yield from self._visited(visit)
            except FetchError as error:
                if error.lasting:
                    self._keep_missed(visit, error.cause)
                elif visit.feed is not None:
                    visit.feed.whole = False
                yield _missed(str(visit.url), error)
            if visit.feed is not None:
                visit.feed.open -= 1
                self._settle(visit.feed)

    def _next(self) -> _Visit:
        """Return the first page whose host is ready to be asked, else the one ready soonest."""
        waits: dict[str, float] = {}
        best = 0
        for number, visit in enumerate(self._waiting):
            host = visit.url.host
            if host not in waits:
                waits[host] = self._asker.wait_s(host)
                if waits[host] < waits[self._waiting[best].url.host]:
                    best = number
                if waits[host] == 0.0:
                    best = number
                    break
        visit = self._waiting[best]
        del self._waiting[best]
        return visit

    def _visited(self, visit: _Visit) -> Iterator[Outcome]:
        page = self._memory.page(visit.key)
        here = page is not None and page.file is not None and (self._into / page.file).is_file()
        validators: tuple[str | None, str | None] = (None, None)
        if here and page is not None:
            validators = page.etag, page.modified
        elif visit.entry is None and self._complete:
            validators = self._memory.feed(visit.key)
        try:
            answer = self._asker.get(visit.url, _conditions(*validators))
        except FetchError as error:
            fields = fields_in_feed(visit.entry and visit.entry.content, error, self._read_page)
            nothing = Answer(visit.url, 200, {}, b"")
            yield self._article(visit, nothing, fields, page if here else None)
            return
        if answer.status == 304 and not any(validators):
            raise FetchError(
                f"{visit.url}: the server says it is unchanged, and was not asked that.",
                cause="status 304",
                lasting=False,
            )
        if answer.status == 304:
            if here and page is not None:
                self._memory.keep_page(visit.key, page._replace(stamp=_stamp(visit, page)))
            yield Outcome("unchanged", str(visit.url))
        elif is_feed(answer.body, answer.media_type):
            if visit.entry is not None:
                raise FetchError(
                    f"{visit.url} is a feed, named as an article by another. Fetch it by its own "
                    "address.",
                    cause="a feed, not a page",
                )
            yield from self._announced(visit, answer)
        else:
            try:
                fields = fields_of(answer, self._read_page)
            except FetchError as error:
                fields = fields_in_feed(visit.entry and visit.entry.content, error, self._read_page)
                answer = answer._replace(url=visit.url)
            yield self._article(visit, answer, fields, page if here else None)

    def _announced(self, visit: _Visit, answer: Answer) -> Iterator[Outcome]:
        """Queue what a feed announces and isn't there yet."""
        now = datetime.fromtimestamp(self._network.now(), UTC)
        found = parse_feed(answer.body, url=str(answer.url), charset=answer.charset, now=now)
        feed = _Announcing(answer.url, found.title, visit.key, *answer.validators)
        yield Outcome("feed", str(visit.url))
        if found.beyond:
            yield _left(
                visit, found.beyond, f"more than are read of one feed ({len(found.entries)})"
            )
        if found.without_link:
            yield _left(visit, found.without_link, "without a link to a page")
        more = 0
        for entry in found.entries:
            try:
                url = checked_url(entry.link, base=answer.url, trusted=self._network.guard.trusted)
            except FetchError as error:
                yield _missed(entry.link, error)
                continue
            key = same_page(url)
            if key in self._met:
                yield Outcome("same", str(url))
                continue
            if (outcome := self._known(url, key, entry)) is not None:
                self._met.add(key)
                yield outcome
            elif feed.open >= self._manners.most_entries:
                more += 1
            else:
                self._met.add(key)
                feed.open += 1
                self._waiting.append(_Visit(url, key, entry, feed))
        if more:
            feed.whole = False
            yield _left(
                visit, more, f"over {self._manners.most_entries} new ones; the next run takes them"
            )
        self._settle(feed)

    def _known(self, url: Url, key: str, entry: Entry) -> Outcome | None:
        """Return what is known of an entry's page; None when it is to be asked for."""
        page = self._memory.page(key)
        if page is None or page.stamp != entry.stamp:
            return None
        if page.file is not None:
            path = self._into / page.file
            return Outcome("known", str(url), path) if path.is_file() else None
        if 0 <= self._network.now() - page.asked_at < _DAY_S:
            reason = f"{url} was asked for less than a day ago, in vain: {page.cause}."
            return Outcome("missed", str(url), cause=page.cause, reason=reason)
        return None

    def _article(
        self, visit: _Visit, answer: Answer, fields: Mapping[str, Any], page: Page | None
    ) -> Outcome:
        """Write the article of a page, unless it is there; return what came of it."""
        article = self._told(visit, answer, fields)
        digest = article_digest(article)
        key = same_page(answer.url)
        if key != visit.key:  # redirected: what is known of where it led to counts
            met = key in self._met
            self._met.add(key)
            known = self._memory.page(key)
            if known is not None and known.file and (self._into / known.file).is_file():
                page = known
                if met:
                    self._keep(visit.key, visit, answer, known.digest, known.file)
                    return Outcome("same", str(visit.url), self._into / known.file)
        stem = file_stem(answer.url, key)
        there = versions(self._into, stem)
        kind: Kind
        if page is not None and page.file and page.digest == digest:
            kind, file = "unchanged", page.file
        elif there and digest_of(self._into / there[-1]) == digest:
            kind, file = "unchanged", there[-1]  # written, but a kill came before it was noted
        elif (other := self._elsewhere(digest, stem)) is not None:
            kind, file = "same", other
        else:
            kind, file = "written", next_version(stem, there)
            write_article(self._into, file, article)
        for each in {key, visit.key}:
            self._keep(each, visit, answer, digest, file)
        return Outcome(kind, str(visit.url), self._into / file)

    def _elsewhere(self, digest: str, stem: str) -> str | None:
        """Return the file in which another page of the site gave this article; None without one."""
        file = self._memory.file_of(digest)
        if file is None or file.startswith(stem) or not (self._into / file).is_file():
            return None
        return file

    def _told(
        self, visit: _Visit, answer: Answer, fields: Mapping[str, Any]
    ) -> dict[str, str | None]:
        """Return what the file holds: what the page says, else what its feed does."""
        entry, feed = visit.entry, visit.feed
        announced = feed.title if feed and _one_site(feed.url.host, answer.url.host) else None
        retrieved = datetime.fromtimestamp(self._network.now(), UTC).replace(microsecond=0)
        return {
            "url": str(answer.url),
            "retrieved_at": retrieved.isoformat().replace("+00:00", "Z"),
            "publisher": fields.get("publisher")
            or (entry and entry.publisher)
            or announced
            or answer.url.host,
            # A feed states the day; a page's may be gathered from its markup.
            "date": (entry and entry.published) or fields.get("date") or (entry and entry.updated),
            "title": fields.get("title") or (entry and entry.title),
            "text": fields["text"],
        }

    def _keep(self, key: str, visit: _Visit, answer: Answer, digest: str | None, file: str) -> None:
        stamp = _stamp(visit, self._memory.page(key))
        page = Page(*answer.validators, stamp, digest, file, None, self._network.now())
        self._memory.keep_page(key, page)

    def _keep_missed(self, visit: _Visit, cause: str) -> None:
        """Remember in vain; what was there from an earlier time still is."""
        page = self._memory.page(visit.key)
        if page is None or page.file is None:
            page = Page(None, None, _stamp(visit, page), None, None, cause, self._network.now())
        else:
            page = page._replace(stamp=_stamp(visit, page))
        self._memory.keep_page(visit.key, page)

    def _settle(self, feed: _Announcing) -> None:
        """Remember a feed, once there is nothing of it left to ask for."""
        if feed.open == 0 and feed.whole:
            self._memory.keep_feed(feed.key, feed.etag, feed.modified)


def _check_packages() -> None:
    from importlib.util import find_spec

    missing = [name for name in _NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"geomap fetch needs {', '.join(missing)}. Install it: "
            "python -m pip install 'conflict-geomap[fetch]'"
        )


def _missed(url: str, error: FetchError) -> Outcome:
    return Outcome("missed", url, cause=error.cause, reason=str(error))


def _left(visit: _Visit, number: int, why: str) -> Outcome:
    reason = f"{visit.url}: left {number:,} entries, {why}."
    return Outcome("left", str(visit.url), cause=why, reason=reason, number=number)


def _stamp(visit: _Visit, page: Page | None) -> str:
    """Return what the page's feed says of its changes; what it said, when no feed led here now."""
    if visit.entry is not None:
        return visit.entry.stamp
    return page.stamp if page is not None else ""


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}


def _one_site(feed_host: str, page_host: str) -> bool:
    """Say whether a feed is the page's own site's: news.example.org and feeds.example.org are one."""
    first, second = (".".join(host.split(".")[-2:]) for host in (feed_host, page_host))
    return first == second
