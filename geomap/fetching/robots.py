"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.errors import FetchError

if TYPE_CHECKING:
    from protego import Protego

AGENT = "geomap"  # what a robots.txt calls us
MOST_BYTES = 500 * 1024  # by RFC 9309 at least so much is looked at; what is beyond is not
_LONGEST_DELAY_S = 120.0


class Rules(NamedTuple):
    """What one site allows."""

    parsed: Protego | None  # None: everything, unless there is a `problem`
    problem: str = ""  # why nothing may be asked: its robots.txt can't be had

    def check(self, url: str) -> None:
        """Do nothing when `url` may be asked.

        Raises FetchError: it may not.
        """
        if self.problem:
            raise FetchError(
                f"{url}: the site's robots.txt can't be had ({self.problem}), so nothing of it is "
                "asked. Try again later.",
                cause="robots.txt can't be had",
                lasting=False,
            )
        if self.parsed is not None and not self.parsed.can_fetch(url, AGENT):
            raise FetchError(
                f"{url}: the site's robots.txt asks not to fetch this. Ask its publisher, or save "
                "the page by hand.",
                cause="refused by robots.txt",
                lasting=False,
            )

    def delay_s(self) -> float:
        """Return the seconds between requests that the site asks for; 0 when it asks for none."""
        asked = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(max(asked or 0.0, 0.0), _LONGEST_DELAY_S)


def rules(status: int, body: bytes) -> Rules:
    """Return what a robots.txt that was answered so says.

    Without one (4xx) everything is allowed; where the site fails (5xx, 429), nothing is.
    """
    if status == 200:
        from protego import Protego

        return Rules(Protego.parse(body.decode("utf-8", "replace").removeprefix("\ufeff")))
    if 400 <= status < 500 and status != 429:
        return Rules(None)
    return Rules(None, f"status {status}")
