"""How large map pages are, how long they take to make, to open, to filter and to zoom: `make bench`.

Beside them stock Folium: one marker with a popup for each site. Nothing passes or fails by time.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from map_cases import Cases, article, event, place, report, sites_of

pytest.importorskip("pytest_benchmark", reason="benchmarks need pytest-benchmark")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LIMITS = {500: (0.8, 1.5), 50_000: (None, 3.0), 200_000: (30.0, 4.0)}  # MB, seconds to interactive
PATIENCE_MS = 600_000

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], benchmark: Any) -> Say:
    """Return a function that shows a figure on the terminal and keeps it with the timing."""

    def show(figure: str) -> None:
        benchmark.extra_info["figure"] = figure
        with capsys.disabled():
            print(f"\n{benchmark.name}: {figure}", end="")

    return show


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not Path(CHROMIUM).is_file():
        pytest.skip("no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def sentences(chance: random.Random) -> Iterator[str]:
    """Yield made-up sentences as long as real ones, 150 characters on the mean, none twice.

    Of 8,000 made-up words, as frequent as words are (Zipf), so that they pack like a language.
    """
    heads = ["b", "br", "d", "dr", "f", "g", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z"]  # fmt: skip
    tails = ["a", "an", "ar", "e", "el", "en", "i", "in", "o", "or", "u", "us"]
    parts = [a + b for a in heads for b in tails]
    words = sorted({"".join(chance.choices(parts, k=1 + n % 4)) for n in range(9_000)})[:8_000]
    chance.shuffle(words)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    while True:
        text = chance.choices(words, cum_weights=weights, k=chance.randint(8, 20))
        yield f"{' '.join(text[:6]).capitalize()} in {{}} {' '.join(text[6:])}."


def scattered(count: int) -> Cases:
    """Return `count` sites in Ukraine and around it, each with an event and a text of its own."""
    chance = random.Random(7)
    text = sentences(chance)
    made = Cases()
    kinds = ("shelling", "air_strike", "ground_fighting", "capture", "talks")
    base = report(place("Village", "city", 30, 48, 3_000, "UA", admin1="Some Oblast"))
    read_in = article("made/0.txt")
    for number in range(count):
        if number % 8 == 0:
            read_in = article(f"made/{number // 8}.txt", title=next(text)[:60], url=f"https://example.org/{number}")  # fmt: skip
        name = f"Village {number}"
        where = base.place.model_copy(  # type: ignore[union-attr]
            update={
                "id": f"geonames:{number}",
                "name": name,
                "lon": round(22 + chance.random() * 18, 5),
                "lat": round(44.5 + chance.random() * 7.5, 5),
            }
        )
        sentence = next(text).format(name)
        at = sentence.index(name)
        one = base.model_copy(
            update={
                "id": f"m:{chance.getrandbits(64):016x}",
                "article": read_in,
                "place": where,
                "text": name,
                "sentence": sentence,
                "start": 100 + at,
                "end": 100 + at + len(name),
                "site": "diplomatic" if number % 5 == 4 else "battlefield",
                "event_type": kinds[number % 5],
                "event_date": f"2025-{number % 8 + 1:02d}-{number % 27 + 1:02d}",
            }
        )
        made.sightings.append(one)
        made.events.append(event([one]))
    made.sites = sites_of(made.events)
    return made


OPENED = """() => new Promise((done) => {
  const root = document.documentElement;
  const tell = () => requestAnimationFrame(() => done(performance.now()));
  if (root.dataset.geomap === "ready") tell();
  else new MutationObserver((_, o) => { if (root.dataset.geomap === "ready") { o.disconnect(); tell(); } })
    .observe(root, { attributes: true });
})"""
TIMED = """async (action) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const acts = {
    status: () => { geomap.state.off.add("status.occurred"); geomap.changed(); },
    back: () => { geomap.state.off.clear(); geomap.changed(); },
    time: () => { geomap.state.from = geomap.dayNumber("2025-05-01"); geomap.changed(); },
    search: () => { geomap.state.query = "village 77"; geomap.changed(); },
    again: () => { geomap.state.query = "village 88"; geomap.changed(); },
    all: () => { geomap.state.query = ""; geomap.state.from = null; geomap.changed(); },
    zoom: () => geomap.map.setZoom(geomap.map.getZoom() + 1, { animate: false }),
    out: () => geomap.map.setZoom(geomap.map.getZoom() - 1, { animate: false }),
    pan: () => geomap.map.panBy([200, 100], { animate: false }),
  };
  await frame();
  const started = performance.now();
  acts[action]();
  await frame();
  return (performance.now() - started) / 1000;
}"""
ACTIONS = ("status", "back", "time", "all", "search", "again", "all", "zoom", "out", "pan")


@pytest.mark.parametrize("count", sorted(LIMITS))
def test_a_page_of_sites(benchmark: Any, say: Say, browser: Any, tmp_path: Path, count: int):
    from geomap.export.page import map_html

    cases = scattered(count)
    mean = sum(len(s.sentence) for s in cases.sightings) / count
    before = time.process_time()
    html = benchmark.pedantic(map_html, cases.parts, rounds=1)
    python_s = time.process_time() - before
    file = tmp_path / "map.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(file.as_uri(), wait_until="commit")
    opened = page.evaluate(OPENED) / 1000
    took: dict[str, float] = {}
    for action in ACTIONS:
        took[action] = max(took.get(action, 0), page.evaluate(TIMED, action))
    page.close()
    size_mb, open_s = LIMITS[count]
    acts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in took.items())
    say(
        f"{count} sites, texts of {mean:.0f} characters: {len(html) / 1e6:.2f} MB of {size_mb}, "
        f"interactive in {opened:.2f} s of {open_s}, made in {benchmark.stats['max']:.1f} s "
        f"({python_s:.1f} s of CPU) of 10; seconds of 0.3: {acts}"
    )


@pytest.mark.parametrize("count", [500, 5_000])
def test_stock_folium_markers(benchmark: Any, say: Say, browser: Any, tmp_path: Path, count: int):
    """Leaflet as geomap ships it, so that no request is needed; the markers are Folium's own."""
    import folium

    from geomap.export import assets

    cases = scattered(count)

    def made() -> str:
        stock = folium.Map(location=(48, 31), zoom_start=6, tiles=None)
        stock.default_js, stock.default_css = [], []
        for one in cases.sightings:
            assert one.place is not None
            folium.Marker((one.place.lat, one.place.lon), popup=one.sentence).add_to(stock)
        root = stock.get_root()
        root.header.add_child(folium.Element(f"<style>{assets.leaflet_css()}</style>"))
        root.header.add_child(folium.Element(f"<script>{assets.leaflet_js()}</script>"))
        root.header.add_child(folium.Element(f"<script>{assets.folium_js()}</script>"))
        return str(root.render())

    html = benchmark.pedantic(made, rounds=1)
    file = tmp_path / "stock.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE_MS)
    started = time.perf_counter()
    page.goto(file.as_uri())
    drawn = page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(document.querySelectorAll('.leaflet-marker-icon').length), 0)))"
    )
    opened = time.perf_counter() - started
    page.close()
    say(
        f"{count} markers ({drawn} drawn): {len(html) / 1e6:.2f} MB, interactive in {opened:.2f} s, "
        f"made in {benchmark.stats['max']:.1f} s. 50,000 never opened when it was tried."
    )
