"""What keeps article text from running: the page's policy, and the refusal to write any other page.

The policy's hashes are those of known constants and of the map's own script as it is rendered
without data. A page that holds any other script, a handler, a frame or a link to a script is not
written at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

from geomap.errors import OutputError

DATA_ATTRIBUTES = {"type": "application/json"}
FORBIDDEN_TAGS = frozenset(
    ("iframe", "frame", "object", "embed", "applet", "base", "portal", "svg", "math", "form")
)
LINK_ATTRIBUTES = frozenset(("href", "src", "action", "formaction", "data", "xlink:href"))


def policy(scripts: Iterable[str], *, images: str | None = None) -> str:
    """Return the Content-Security-Policy that lets exactly `scripts` run, and no request leave.

    But for pictures from `images`, an origin like "https://tile.example.org".
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        f"img-src data: blob:{f' {images}' if images else ''}; "
        "font-src data:; connect-src 'none'; base-uri 'none'; "
        "form-action 'none'; object-src 'none'"
    )


def scripts_in(html: str) -> list[str]:
    """Return the text of every script that runs in the page."""
    return _read(html).scripts


def refuse_unknown_scripts(html: str, known: Iterable[str]) -> None:
    """Check that nothing runs in the page but `known`.

    Raises OutputError: there is another script, an event handler, a frame or a link that runs.
    """
    page = _read(html)
    allowed = set(known)
    for script in page.scripts:
        if script not in allowed:
            page.faults.append(f"an unknown script of {len(script)} characters")
    if page.faults:
        raise OutputError(
            f"The map holds {page.faults[0]}, so it was not written. It may come from an article's "
            "text: report it as a fault in geomap, with that article. Layers of your own belong on "
            "the map that geomap.make_map returns; save that one with its own save()."
        )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _read(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    page.close()
    return page


class _Page(HTMLParser):
    """Collects the scripts of a page, and what else could run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.faults: list[str] = []
        self._open = False
        self._inert = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._open, self._inert = True, given.get("type") == DATA_ATTRIBUTES["type"]
            if not self._inert:
                self.scripts.append("")
                if given:
                    self.faults.append(f"a script with attributes ({', '.join(sorted(given))})")
        if tag in FORBIDDEN_TAGS:
            self.faults.append(f"a <{tag}>")
        for name, value in given.items():
            if name.startswith("on"):
                self.faults.append(f"an event handler ({name})")
            if name in LINK_ATTRIBUTES and not value.startswith(("#", "https://", "http://")):
                self.faults.append(f"a link that is neither http(s) nor inside the page ({name})")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and not self._inert:
            self.scripts[-1] += data
