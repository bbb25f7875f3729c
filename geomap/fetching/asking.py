"""Asking politely: one request at a time, a pause between two to a host, robots.txt first."""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from geomap.errors import FetchError, UsageError
from geomap.fetching.addresses import Guard
from geomap.fetching.connection import Answer, Client, Times
from geomap.fetching.memory import Memory
from geomap.fetching.robots import AGENT, MOST_BYTES, Rules, rules
from geomap.fetching.urls import Url, checked_url

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_BUSY_WAIT_S = 30.0  # where a busy server doesn't say how long
_MOST_TRIES = 2
_MOST_SILENCES = 3  # a host that gives no answer so often in a row is left
_DAY_S = 86_400.0
_CONTACT = re.compile(r"https?://[!-'*-~]{3,200}|[!-'*-?A-~]{1,100}@[!-'*-?A-~]{1,100}")
_PAGES = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.1"


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How politely and how much is fetched."""

    contact: str | None = None  # a mail or web address that servers are told
    pause_s: float = 1.0  # between two requests to one host; its robots.txt may ask for more
    most_entries: int = 200  # pages newly asked of one feed in one run
    most_bytes: int = 10_000_000  # of a page or feed, decompressed
    longest_wait_s: float = 60.0  # a host that asks to wait longer is left until then
    times: Times = field(default_factory=Times)

    def user_agent(self) -> str:
        """Return what servers are told: the program, its version, and whom to turn to.

        Raises UsageError: the contact can't stand in a header.
        """
        try:
            name = f"{AGENT}/{version('conflict-geomap')}"
        except PackageNotFoundError:
            name = AGENT
        if self.contact is None:
            return name
        contact = self.contact.strip()
        if not _CONTACT.fullmatch(contact):
            raise UsageError(
                f"The contact {self.contact!r} is no mail or web address. Write desk@example.org "
                "or https://example.org/contact."
            )
        return f"{name} (+{contact})"


class Network(NamedTuple):
    """The world outside, so that a test may put another in its place."""

    guard: Guard = Guard()
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time  # seconds since 1970


class Asker:
    """Asks hosts, each as slowly as it wants to be asked."""

    def __init__(self, memory: Memory, manners: Manners, network: Network) -> None:
        self._memory = memory
        self._manners = manners
        self._network = network
        self._client = Client(manners.user_agent(), network.guard, manners.times)
        self._rules: dict[str, Rules] = {}  # by origin
        self._ready: dict[str, float] = {}  # by host: when, by the clock
        self._left: dict[str, tuple[str, str]] = {}  # by host: why, and as what it is counted
        self._silences: Counter[str] = Counter()  # by host, in a row

    def wait_s(self, host: str) -> float:
        """Return how long `host` wants to be left in peace from now on."""
        if host in self._left:
            return 0.0
        return max(0.0, self._ready.get(host, 0.0) - self._network.clock())

    def get(self, url: Url, headers: Mapping[str, str]) -> Answer:
        """Return the answer of the page at `url`, or where it redirects to, each step checked.

        Its status is 200 or 304.

        Raises FetchError: it can't be had, or may not be asked.
        """
        headers = {"Accept": _PAGES, **headers}
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            self._allowed(url)
            answer = self._patient(url, headers, self._manners.most_bytes)
            if answer.status not in _REDIRECTS:
                return _good(answer)
            target = _target(answer)
            if not target:
                raise FetchError(f"{url} redirects to nowhere.", cause="a redirect to nowhere")
            try:
                url = checked_url(target, base=url, trusted=self._network.guard.trusted)
            except FetchError as error:
                raise FetchError(
                    f"{url} redirects: {error}", cause=error.cause, lasting=error.lasting
                ) from None
        raise FetchError(
            f"{asked} redirects more than {_MOST_REDIRECTS} times.", cause="too many redirects"
        )

    def _allowed(self, url: Url) -> None:
        """Do nothing when the site of `url` allows it to be asked.

        Raises FetchError: it doesn't.
        """
        found = self._rules.get(url.origin)
        if found is None:
            found = self._rules[url.origin] = self._robots(url)
        found.check(str(url))

    def _robots(self, url: Url) -> Rules:
        page = checked_url("/robots.txt", base=url, trusted=self._network.guard.trusted)
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._patient(
                    page, {"Accept": "text/plain,*/*;q=0.1"}, MOST_BYTES, cut=True
                )
                if answer.status not in _REDIRECTS:
                    return rules(answer.status, answer.body)
                target = _target(answer)
                page = checked_url(target, base=page, trusted=self._network.guard.trusted)
        except FetchError as error:
            if url.host in self._left or error.cause == "not a public address":
                raise
            return Rules(None, error.cause)
        return rules(404, b"")  # by RFC 9309: as if there were none

    def _patient(
        self, url: Url, headers: Mapping[str, str], most_bytes: int, *, cut: bool = False
    ) -> Answer:
        """Return the answer of `url`, asked again when its server is busy for a little while."""
        for tries in range(1, _MOST_TRIES + 1):
            answer = self._asked(url, headers, most_bytes, cut)
            if answer.status not in _BUSY:
                return answer
            wait = _retry_after(answer.headers, self._network.now())
            if wait > self._manners.longest_wait_s or tries == _MOST_TRIES:
                break
            self._ready[url.host] = self._network.clock() + wait
        self._memory.keep_not_before(url.host, self._network.now() + min(wait, _DAY_S))
        raise self._leave(
            url.host,
            f"{url.host} is busy (status {answer.status}) and asks to wait {wait:,.0f} seconds. "
            "Fetch again after that.",
            "its server asks to wait",
        )

    def _asked(self, url: Url, headers: Mapping[str, str], most_bytes: int, cut: bool) -> Answer:
        host = url.host
        self._check_left(host)
        if wait := self.wait_s(host):
            self._network.sleep(wait)
        try:
            answer = self._client.get(url, most_bytes=most_bytes, headers=headers, cut=cut)
        except FetchError as error:
            if error.cause in {"no answer", "too slow", "the name has no address"}:
                self._silences[host] += 1
                if self._silences[host] == _MOST_SILENCES:
                    self._leave(host, f"{host} gave no answer {_MOST_SILENCES} times.", "no answer")
            raise
        finally:
            asked_for = self._rules[url.origin].delay_s() if url.origin in self._rules else 0.0
            pause = max(self._manners.pause_s, asked_for)
            self._ready[host] = self._network.clock() + pause
        self._silences[host] = 0
        return answer

    def _check_left(self, host: str) -> None:
        """Do nothing when `host` may be asked in this run.

        Raises FetchError: it asked to wait, or gives no answer.
        """
        if host not in self._left:
            wait = self._memory.not_before(host) - self._network.now()
            # No host asks for more than a day: more says that the clock was set.
            if not 0 < wait <= _DAY_S:
                return
            minutes = math.ceil(wait / 60)
            self._leave(
                host,
                f"{host} asked to wait, {minutes:,} more minutes. Fetch again after that.",
                "its server asks to wait",
            )
        raise _left(*self._left[host])

    def _leave(self, host: str, message: str, cause: str) -> FetchError:
        self._left[host] = message, cause
        return _left(message, cause)


def _target(answer: Answer) -> str:
    """Return where a redirect leads, empty for nowhere: UTF-8 that stands raw in the header, read."""
    told = answer.headers.get("location", "")
    try:
        return told.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return told


def _left(message: str, cause: str) -> FetchError:
    return FetchError(message, cause=cause, lasting=False)


def _good(answer: Answer) -> Answer:
    """Return `answer` when it is a page, or that nothing has changed.

    Raises FetchError: it is neither.
    """
    status = answer.status
    if status in {200, 304}:
        return answer
    if status in {404, 410}:
        raise FetchError(
            f"{answer.url} is not there (status {status}). Check the address.",
            cause=f"not there (status {status})",
        )
    if status in {401, 402, 403, 407, 451}:
        raise FetchError(
            f"{answer.url}: the server refuses it (status {status}). Save the page by hand, if "
            "you may read it.",
            cause=f"refused by the server (status {status})",
        )
    raise FetchError(
        f"{answer.url}: the server answers status {status}. Try again later.",
        cause=f"status {status}",
        lasting=False,
    )


def _retry_after(headers: Mapping[str, str], now: float) -> float:
    """Return how many seconds a busy server asks to wait."""
    told = headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _BUSY_WAIT_S
