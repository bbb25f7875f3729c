"""The constant parts of the page: Leaflet, styles, scripts and the shell, read from this package."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# In the order in which they need one another.
SCRIPTS = (
    "start.js",
    "words.js",
    "dates.js",
    "data.js",
    "filters.js",
    "symbols.js",
    "canvas.js",
    "base.js",
    "labels.js",
    "cluster.js",
    "sites.js",
    "areas.js",
    "layers.js",
    "card.js",
    "review.js",
    "reviewpane.js",
    "timeline.js",
    "legend.js",
    "list.js",
    "offmap.js",
    "downloads.js",
    "picture.js",
    "link.js",
    "main.js",
)
STYLES = ("page.css", "panel.css", "card.css", "review.css", "embed.css", "print.css")


def _package() -> Traversable:
    return files("geomap.export")


def _read(*parts: str) -> str:
    return _package().joinpath(*parts).read_text(encoding="utf-8")


def _data_url(name: str) -> str:
    raw = _package().joinpath("vendor", "leaflet", name).read_bytes()
    return "data:image/png;base64," + base64.b64encode(raw).decode("ascii")


@lru_cache(maxsize=1)
def leaflet_js() -> str:
    """Return Leaflet's script without the line that names its source map."""
    script = _read("vendor", "leaflet", "leaflet.js")
    return re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", script)


@lru_cache(maxsize=1)
def leaflet_css() -> str:
    """Return Leaflet's style sheet with its pictures inside it."""

    def inside(match: re.Match[str]) -> str:
        return f"url({_data_url(match[1])})"

    return re.sub(r"url\(images/([\w.-]+)\)", inside, _read("vendor", "leaflet", "leaflet.css"))


@lru_cache(maxsize=1)
def page_js() -> str:
    """Return geomap's script: every file of web/ in order, without indents and comment lines.

    None of them has a text that runs over several lines, so a line's start says nothing.
    """
    lines = (line.strip() for name in SCRIPTS for line in _read("web", name).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


@lru_cache(maxsize=1)
def folium_js() -> str:
    """Return what layers that a user adds with Folium need: marker pictures and a tiny `$`."""
    return (
        _read("web", "folium.js")
        .replace("MARKER_ICON", _data_url("marker-icon.png"))
        .replace("MARKER_SHADOW", _data_url("marker-shadow.png"))
    )


@lru_cache(maxsize=1)
def page_css() -> str:
    """Return geomap's style sheet."""
    return "\n".join(_read("web", name) for name in STYLES)


@lru_cache(maxsize=1)
def shell_html() -> str:
    """Return the page's constant body: header, panel, status line."""
    return _read("web", "shell.html")
