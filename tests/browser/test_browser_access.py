"""Contrast, greyscale, print, and axe-core where it is installed."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Open = Callable[..., Any]
SIZE = 40

PICTURES = """([theme, looks]) => looks.map((look) => {
  const c = document.createElement("canvas");
  c.width = c.height = 40;
  const ctx = c.getContext("2d");
  ctx.fillStyle = geomap.THEMES[theme].land;
  ctx.fillRect(0, 0, 40, 40);
  geomap.drawSymbol(ctx, 20, 20, 12, look, geomap.THEMES[theme]);
  return [...ctx.getImageData(0, 0, 40, 40).data];
})"""


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_symbols_and_labels_stand_out_against_land_and_sea(
    open_map: Open, varied_file: Path, name: str
) -> None:
    theme = open_map(varied_file).js("name => geomap.THEMES[name]", name)
    for ground in ("land", "sea", "lake", "paper"):
        for mark in ("battlefield", "diplomatic", "density"):
            assert _contrast(theme[mark], theme[ground]) >= 3, (mark, ground)
    assert _contrast(theme["label"], theme["land"]) >= 4.5
    assert _contrast(theme["ink"], theme["paper"]) >= 7


def _greys(pixels: list[int]) -> list[float]:
    rows = zip(pixels[::4], pixels[1::4], pixels[2::4], strict=True)
    return [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in rows]


def _deuteranopia(pixels: list[int]) -> list[float]:
    # Viénot, Brettel and Mollon 1999, in linear light left out: the difference is what counts.
    rows = zip(pixels[::4], pixels[1::4], pixels[2::4], strict=True)
    return [v for r, g, b in rows for v in (0.29 * r + 0.71 * g, -0.02 * r + 0.02 * g + b)]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_marks_and_statuses_differ_in_greyscale_and_without_green(
    open_map: Open, varied_file: Path, name: str
) -> None:
    opened = open_map(varied_file)
    marks = [
        {"site": "diplomatic" if mark == "diplomatic" else "battlefield", "mark": mark, "style": "filled"}
        for mark in ("attack", "interception", "origin", "build_up", "diplomatic")
    ]  # fmt: skip
    styles = [
        {"site": "battlefield", "mark": "attack", "style": style}
        for style in ("filled", "outline", "dotted", "crossed", "hatched")
    ]
    for looks in (marks, styles):
        pictures = opened.js(PICTURES, [name, looks])
        for view in (_greys, _deuteranopia):
            seen = [view(picture) for picture in pictures]
            for one, other in itertools.combinations(range(len(seen)), 2):
                apart = sum(abs(a - b) > 40 for a, b in zip(seen[one], seen[other], strict=True))
                assert apart >= 60, (looks[one], looks[other])


def test_a_print_has_the_map_the_legend_and_the_filters(open_map: Open, varied_file: Path) -> None:
    opened = open_map(varied_file, link="#off=status.planned")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#gm-legend").is_visible()
    assert "hidden: Planned" in opened.page.locator("#gm-filters-print").inner_text()
    assert "not verified facts" in opened.page.locator("#gm-head").inner_text()
    assert not opened.page.locator("#gm-search").is_visible()
    assert not opened.page.locator("#gm-time").is_visible()
    assert len(opened.page.pdf()) > 10_000


def test_a_change_of_the_count_is_told_to_a_screen_reader(
    open_map: Open, varied_file: Path
) -> None:
    opened = open_map(varied_file)
    assert opened.page.locator("#gm-count").get_attribute("role") == "status"
    assert opened.page.locator("#gm-status").get_attribute("role") == "status"
    names = opened.page.locator("#gm-items button").evaluate_all(
        "(all) => all.map((b) => b.getAttribute('aria-label'))"
    )
    assert all(
        "event" in name and ("Battlefield" in name or "Diplomatic" in name) for name in names
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["list", "legend", "off", "about", "card", "phone", "review"])
def test_axe_finds_nothing_serious_or_moderate(
    open_map: Open, varied_file: Path, tmp_path: Path, scheme: str, state: str
) -> None:
    axe = os.environ.get("GEOMAP_AXE")
    if not axe or not Path(axe).is_file():
        pytest.skip("axe-core is not installed: npm pack axe-core, GEOMAP_AXE=…/axe.min.js")
    more = {"viewport": {"width": 390, "height": 844}} if state == "phone" else {}
    # The policy would stop axe itself, so it is bypassed for this test alone.
    opened = open_map(varied_file, color_scheme=scheme, bypass_csp=True, **more)
    if state in ("card", "phone"):
        opened.open_place("geonames:706950")
    elif state == "review":
        opened.page.locator("#gm-review").click()
        opened.page.locator("[data-review=place]").click()
        opened.js("document.querySelector('[data-review=reading]').click()")
    else:
        opened.page.locator(f"#gm-tab-{state}").click()
    opened.page.add_script_tag(path=axe)
    found = opened.js(
        "async () => { const r = await axe.run(); return [r.passes.length, r.violations]; }"
    )
    assert found[0] > 20
    grave = [v for v in found[1] if v["impact"] in ("moderate", "serious", "critical")]
    assert [(v["id"], [n["html"][:150] for n in v["nodes"]]) for v in grave] == []
