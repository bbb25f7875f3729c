"""Take the README's pictures of a map: `python tests/browser/picture.py MAP.html PICTURE.png [#VIEW]`.

`python tests/browser/picture.py --all FOLDER` takes all three of FOLDER/map.html.
"""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 300_000


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the view in the page's address, and what is done before it is taken."""

    name: str
    view: str
    then: str = ""  # JavaScript
    scheme: str = "light"


SHOTS = (
    Shot("map.png", "#v=5.5/41/37&p=geonames:745044"),
    Shot("map-dark.png", "#v=4.75/30/33&theme=dark", "geomap.chooseTab('gm-tab-legend')", "dark"),
    Shot(
        "map-review.png",
        "#v=6/47.8/36",
        "(() => { geomap.reviewEvent(geomap.events.find((event) =>"
        " geomap.reportsOf(event)[0].rivals.length > 3)); geomap.byId('gm-review-who').value = 'O. Reader';"
        " document.querySelector('[data-review=place]').click(); })()",
    ),
)


def take(page_file: Path, folder: Path, shots: tuple[Shot, ...]) -> None:
    """Write what `page_file` shows in a window of 1280 x 800 to each shot's file, as PNG."""
    from playwright.sync_api import sync_playwright

    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        sys.exit("The pictures need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for shot in shots:
            page = browser.new_page(
                viewport={"width": 1280, "height": 800},
                color_scheme=shot.scheme,  # type: ignore[arg-type]
            )
            page.set_default_timeout(PATIENCE_MS)
            page.goto(page_file.resolve().as_uri() + shot.view)
            page.wait_for_selector("html[data-geomap=ready]", state="attached")
            if shot.then:
                page.evaluate(shot.then)
            page.wait_for_timeout(1_000)  # a card pans the map until it is inside
            (folder / shot.name).write_bytes(_small(page.screenshot()))
            page.close()
        browser.close()


def _small(png: bytes) -> bytes:
    """Return the picture in 255 colours, rare ones kept: a third of the size, and no one sees it."""
    from PIL import Image

    out = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(
        255, method=Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE
    )
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    if sys.argv[1] == "--all":
        take(Path(sys.argv[2]) / "map.html", Path(sys.argv[2]), SHOTS)
    else:
        target = Path(sys.argv[2])
        view = sys.argv[3] if len(sys.argv) > 3 else ""
        take(Path(sys.argv[1]), target.parent, (Shot(target.name, view),))
