"""Web addresses: which are asked at all, and which mean the same page."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from geomap.errors import FetchError
from geomap.fetching.addresses import is_public

_PORTS = {"http": 80, "https": 443}
# Where else the web is served. Any other port is some other service's, and isn't to be knocked at.
_MORE_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
_LONGEST = 2_000
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTTED_QUAD = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})(?:\.(?!$)|$)){4}")
# What may stand in a path or a query as it is; the rest is percent-encoded.
_PLAIN = "!$&'()*+,;=:@/?%~-._[]"
# What says through which link a reader came, and nothing of the page.
_TRACKS = re.compile(
    r"(?:utm_[a-z_]+|at_[a-z_]+|fbclid|gclid|msclkid|mc_cid|mc_eid|igshid)(?:=|$)", re.IGNORECASE
)


class Url(NamedTuple):
    """A web address that may be asked."""

    scheme: str
    host: str  # in ASCII, lower case; an IPv6 address without brackets
    port: int
    path: str  # with the query, percent-encoded

    @property
    def origin(self) -> str:
        """Return the part that robots.txt and politeness count by: scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    def __str__(self) -> str:
        return self.origin + self.path


def checked_url(
    text: str, *, base: Url | None = None, trusted: frozenset[tuple[str, int]] = frozenset()
) -> Url:
    """Return the address that `text` writes, taken from `base` when it is relative.

    `trusted` are pairs of address and port that may be asked though they aren't public.

    Raises FetchError: it is none that geomap asks.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise _refused(
            f"{text[:60]!r}… has {len(text):,} characters; at most {_LONGEST:,} are asked."
        )
    if base is not None:
        text = _joined(base, text)
    text = _CONTROL.sub(lambda found: quote(found[0]), text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(f"{_shown(text)} is no web address: {error}. Check it.") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _refused(
            f"{_shown(text)} doesn't begin with http:// or https://; nothing else is fetched."
        )
    if "@" in parts.netloc:
        where = parts.netloc.rpartition("@")[2]
        raise _refused(
            f"The address at {_shown(where)} holds a user's name or password, which would end up "
            "in files and maps. Leave it out."
        )
    host = _host(parts.hostname or "", text)
    port = _PORTS[scheme] if port is None else port
    if port not in _MORE_PORTS | {trusted_port for _, trusted_port in trusted}:
        raise _refused(
            f"{_shown(text)} has port {port}; the web is asked at 80, 443, 8000, 8008, 8080 "
            "and 8443."
        )
    if _is_literal(host) and not is_public(host) and (host, port) not in trusted:
        raise _refused(
            f"{_shown(text)} is not on the public internet. geomap fetches public pages only; "
            "save this one as an .html file.",
            cause="not a public address",
        )
    path = quote(parts.path or "/", safe=_PLAIN)
    query = f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else ""
    return Url(scheme, host, port, path + query)


def same_page(url: Url) -> str:
    """Return what addresses of one page have in common: without tracking and scheme.

    Another parameter may tell one article from another; the order of parameters tells nothing.
    """
    found = urlsplit(str(url))
    path = re.sub(r"/{2,}", "/", found.path).rstrip("/") or "/"
    told = sorted(one for one in found.query.split("&") if one and not _TRACKS.match(one))
    return urlunsplit(("", found.netloc.lower(), path, "&".join(told), "")).removeprefix("//")


def _joined(base: Url, text: str) -> str:
    try:
        return urljoin(str(base), text)
    except ValueError as error:
        raise _refused(f"{_shown(text)} is no web address: {error}. Check it.") from None


def _host(name: str, text: str) -> str:
    """Return the host in ASCII.

    Raises FetchError: it is no host name, nor an address in its usual form.
    """
    if not name:
        raise _refused(f"{_shown(text)} names no host. Write https://example.org/page.")
    if _is_literal(name):
        return name.lower()
    host = name.lower()
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise _refused(f"{_shown(text)} has no valid host name: {error}. Check it.") from None
    host = host.removesuffix(".")
    labels = host.split(".")
    # 2130706433, 0177.1 and 0x7f.0.0.1 are ways to write 127.0.0.1, not to name a news site.
    if _NUMBER.fullmatch(labels[-1]) and not _DOTTED_QUAD.fullmatch(host):
        raise _refused(f"{_shown(text)} writes its host as a number. Write its name.")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused(f"{_shown(text)} has no valid host name. Check it.")
    return host


def _is_literal(host: str) -> bool:
    return ":" in host or _DOTTED_QUAD.fullmatch(host) is not None


def _shown(text: str) -> str:
    """Return `text` for a message, without what may be a password."""
    text = re.sub(r"[^/?#]*@", "…@", text)
    return text if len(text) <= 200 else text[:200] + "…"


def _refused(message: str, *, cause: str = "no address that geomap asks") -> FetchError:
    return FetchError(message, cause=cause)
