"""A picture of the map as a PNG, taken by a Chromium without a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from geomap.errors import OutputError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic",
    "--disable-extensions", "--force-color-profile=srgb",
)  # fmt: skip
PATIENCE_S = 120
WIDTH, HEIGHT, RATIO = 1280, 860, 2


def browser() -> str | None:
    """Return the path of a Chromium; None when there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def map_png(page: bytes) -> bytes:
    """Return a PNG of a page that geomap wrote, with its title, caveat, legend and sources in it.

    It is drawn over geomap's own base map, whatever tiles the page has.

    Raises OutputError: there is no Chromium, or it took no picture.
    """
    program = browser()
    if program is None:
        raise OutputError(
            "The picture was not made: no Chromium was found. Install one (Debian: apt-get install "
            "chromium), or open map.html and press its button PNG."
        )
    with tempfile.TemporaryDirectory(prefix="geomap-", ignore_cleanup_errors=True) as folder:
        html, png = Path(folder) / "map.html", Path(folder) / "map.png"
        html.write_bytes(page)
        _take(program, html, png)
        return png.read_bytes()


def _take(program: str, html: Path, png: Path) -> None:
    # Root has no sandbox of its own; the page runs nothing but geomap's own script.
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    command = [
        program, *FLAGS, *sandbox, f"--user-data-dir={html.parent / 'profile'}",
        f"--window-size={WIDTH},{HEIGHT}", f"--force-device-scale-factor={RATIO}",
        "--virtual-time-budget=20000", f"--screenshot={png}", f"{html.as_uri()}#picture={WIDTH}x{HEIGHT}",
    ]  # fmt: skip
    try:
        subprocess.run(
            command, check=False, timeout=PATIENCE_S, stdin=subprocess.DEVNULL, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutputError(
            f"The picture was not made: {program} failed ({error}). Open map.html and press its "
            "button PNG."
        ) from None
    if not png.is_file() or not png.stat().st_size:
        raise OutputError(
            f"The picture was not made: {program} wrote none. Open map.html and press its button PNG."
        )
