"""A real Chromium for the tests in this folder; where there is none they are skipped, saying so."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_S = int(os.environ.get("GEOMAP_PATIENCE", "20"))  # for a machine with much else to do
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Watch:
    """What a page did that it must not do."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Return whether the page asked for nothing and said nothing."""
        return not (self.requests or self.console or self.dialogs)


@dataclass
class Opened:
    """A map that is open in Chromium."""

    page: Any
    watch: Watch
    address: str

    def js(self, code: str, argument: Any = None) -> Any:
        """Return what the expression is in the page."""
        return self.page.evaluate(code, argument)

    def counts(self) -> tuple[int, int]:
        """Return the live counts of sites and events."""
        node = self.page.locator("#gm-count")
        return int(node.get_attribute("data-sites")), int(node.get_attribute("data-events"))

    def open_place(self, identity: str) -> Any:
        """Open the card of the place and return it."""
        self.js("id => geomap.openPlace(geomap.places.find((p) => p.id === id))", identity)
        return self.page.locator(".gm-card")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as driving a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_map(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a page's HTML and waits until it is ready."""
    contexts: list[Any] = []

    def opened(html: str | Path, *, link: str = "", state: str = "ready", init: str = "", **context: Any) -> Opened:  # fmt: skip
        if isinstance(html, str):
            file = tmp_path / f"map-{len(contexts)}.html"
            file.write_text(html, encoding="utf-8")
        else:
            file = html
        made = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
        made.set_default_timeout(PATIENCE_S * 1000)
        contexts.append(made)
        page, watch = made.new_page(), Watch()
        address = file.as_uri()
        page.on(
            "request", lambda r: r.url.split("#")[0] != address and watch.requests.append(r.url)
        )
        page.on("console", lambda m: watch.console.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: watch.console.append(f"error: {e}"))
        page.on("dialog", lambda d: (watch.dialogs.append(d.message), d.dismiss()))
        if init:
            page.add_init_script(init)
        page.goto(address + link)
        if state:
            page.wait_for_selector(f"html[data-geomap={state}]", state="attached")
        return Opened(page, watch, address)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def varied_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the map of the varied cases, written once."""
    from map_cases import varied

    from geomap.export.page import map_html

    file = tmp_path_factory.mktemp("map") / "varied.html"
    file.write_text(map_html(*varied().parts), encoding="utf-8")
    return file
