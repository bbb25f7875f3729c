"""Take the README's picture of a map: `python tests/browser/picture.py MAP.html PICTURE.png`."""

from __future__ import annotations

import sys
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def take(
    page_file: Path, picture: Path, *, width: int = 1280, height: int = 800, hash: str = ""
) -> None:
    """Write what `page_file` shows in a window of `width` x `height` to `picture`, as PNG."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        page.goto(page_file.resolve().as_uri() + hash)
        page.wait_for_timeout(3_000)  # the map draws itself on a canvas and says nothing when done
        page.screenshot(path=str(picture))
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), hash=sys.argv[3] if len(sys.argv) > 3 else "")
