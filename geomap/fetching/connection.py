"""One request and its answer: to a checked address, in bounded time, with bounded bytes."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from geomap.errors import FetchError
from geomap.fetching.addresses import Guard
from geomap.fetching.urls import Url

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

_BLOCK = 1 << 16
_MOST_ADDRESSES = 4  # of one host, that are tried
# gzip is what every server has; one that sends another coding sends what was not asked for.
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip"})


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,30})", re.ASCII | re.IGNORECASE)


class Answer(NamedTuple):
    """What a server answered."""

    url: Url
    status: int
    headers: Mapping[str, str]  # by lower-case name
    body: bytes  # decompressed; empty unless the status is 200

    @property
    def media_type(self) -> str:
        """Return what it says it is, "text/html"; empty when it doesn't."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """Return the encoding it says it has."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None

    @property
    def validators(self) -> tuple[str | None, str | None]:
        """Return ETag and Last-Modified, where they may be sent back as they came."""
        return _sendable(self.headers.get("etag")), _sendable(self.headers.get("last-modified"))


class Times(NamedTuple):
    """How long a request may take, in seconds."""

    connect_s: float = 10
    request_s: float = 60  # from the first byte sent to the last received


class Client:
    """Asks one thing at a time; keeps no connection, cookie or cache, and knows no proxy."""

    def __init__(self, user_agent: str, guard: Guard, times: Times) -> None:
        self._headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip", "Connection": "close"}
        self._guard = guard
        self._times = times
        self._tls = _tls()

    def get(
        self, url: Url, *, most_bytes: int, headers: Mapping[str, str], cut: bool = False
    ) -> Answer:
        """Return the answer to a GET of `url`; a redirect is an answer, and isn't followed.

        A body may have `most_bytes`, decompressed; with `cut`, what is more of it is left.

        Raises FetchError: there is no answer, or it is too long, too slow or not as asked for.
        """
        from http.client import HTTPException

        from urllib3.exceptions import HTTPError

        connection = self._connected(url)
        try:
            with _deadline(connection, self._times.request_s) as passed:
                try:
                    answer = self._asked(
                        connection, url, most_bytes=most_bytes, headers=headers, cut=cut
                    )
                except (OSError, HTTPError, HTTPException, ValueError) as error:
                    if passed.is_set():
                        raise self._too_slow(url) from None
                    what = str(error) or type(error).__name__
                    raise FetchError(
                        f"{url}: the connection broke: {what[:200]}. Try again later.",
                        cause="no answer",
                        lasting=False,
                    ) from None
                if passed.is_set():  # a body without a length ends where the connection does
                    raise self._too_slow(url)
                return answer
        finally:
            connection.close()

    def _asked(
        self,
        connection: HTTPConnection,
        url: Url,
        *,
        most_bytes: int,
        headers: Mapping[str, str],
        cut: bool,
    ) -> Answer:
        from urllib3 import HTTPHeaderDict

        sent = HTTPHeaderDict({**self._headers, **headers, "Host": _host_header(url)})
        connection.request("GET", url.path, headers=sent, preload_content=False)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.headers.items()}
        body = b""
        if response.status == 200:
            coding = told.get("content-encoding", "").strip().lower()
            if coding not in _CODINGS:
                raise FetchError(
                    f"{url} is sent as {coding[:40]!r}, which was not asked for. Save the page.",
                    cause="in a coding that was not asked for",
                )
            body = _body(response, url, most_bytes, cut)
        return Answer(url, response.status, told, body)

    def _connected(self, url: Url) -> HTTPConnection:
        """Return a connection to the first of the host's addresses that takes one.

        The address that was checked is the one that is connected to; the name is only told.
        """
        from urllib3.connection import HTTPConnection, HTTPSConnection
        from urllib3.exceptions import HTTPError

        problem = ""
        for address in self._guard.addresses(url.host, url.port)[:_MOST_ADDRESSES]:
            connection: HTTPConnection
            if url.scheme == "https":
                connection = HTTPSConnection(
                    address,
                    url.port,
                    timeout=self._times.connect_s,
                    ssl_context=self._tls,
                    server_hostname=url.host,
                )
            else:
                connection = HTTPConnection(address, url.port, timeout=self._times.connect_s)
            try:
                connection.connect()
            except (OSError, HTTPError) as error:
                connection.close()
                problem = str(error)
                continue
            return connection
        raise FetchError(
            f"{url.origin} can't be connected to: {problem[:200]}. Try again later.",
            cause="no answer",
            lasting=False,
        )

    def _too_slow(self, url: Url) -> FetchError:
        return FetchError(
            f"{url} took longer than {self._times.request_s:g} seconds. Try again later.",
            cause="too slow",
            lasting=False,
        )


@contextmanager
def _deadline(connection: HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Break `connection` after `seconds`, however it trickles; the event tells that it did."""
    passed = threading.Event()
    held = connection.sock

    def end() -> None:
        passed.set()
        with suppress(OSError):  # it is closed
            # Below TLS, whose own shutdown isn't to be called beside a read.
            socket.socket.shutdown(held, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()


def _body(response: BaseHTTPResponse, url: Url, most_bytes: int, cut: bool) -> bytes:
    """Return the body, decompressed.

    Raises FetchError: it is over `most_bytes`; no more than a block beyond was read.
    """
    length = response.headers.get("content-length", "")
    if not cut and length.isdecimal() and int(length[:20]) > most_bytes:
        raise _too_long(url, most_bytes, f"{int(length[:20]):,}")
    blocks: list[bytes] = []
    size = 0
    while block := response.read(_BLOCK, decode_content=True):
        blocks.append(block)
        size += len(block)
        if size > most_bytes:
            if cut:
                break
            raise _too_long(url, most_bytes, f"over {most_bytes:,}")
    return b"".join(blocks)[:most_bytes]


def _too_long(url: Url, most_bytes: int, size: str) -> FetchError:
    return FetchError(
        f"{url} has {size} bytes; at most {most_bytes:,} are fetched. Save its text.",
        cause="too long",
    )


def _sendable(value: str | None) -> str | None:
    if not value or len(value) > 500 or not (value.isascii() and value.isprintable()):
        return None
    return value


def _host_header(url: Url) -> str:
    return url.origin.partition("://")[2]


def _tls() -> ssl.SSLContext:
    """Return what checks certificates by the system's authorities and those certifi knows."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
