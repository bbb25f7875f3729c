"""What the map looks like, one picture for each theme, with a tolerance: fonts differ.

When a picture changed and that is right: GEOMAP_UPDATE_GOLDEN=1, and look at it before it is committed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from map_cases import varied

from geomap.export import snapshot
from geomap.export.looks import Look
from geomap.export.page import map_html

Open = Callable[..., Any]

GOLDEN = Path(__file__).parents[1] / "golden"
SIZES = {
    "whole": {"width": 720, "height": 480},
    "embed": {"width": 720, "height": 480},
    "desk": {"width": 1280, "height": 800},  # a whole page with its panel beside the map
}
APART = 60  # of 255: a pixel that differs more is another one
MOST_APART = 0.03  # of all pixels, for other fonts and other edges
MEAN_APART = 4.0


@pytest.fixture(scope="module")
def pillow() -> Any:
    return pytest.importorskip("PIL.Image", reason="Pillow is not installed")


def difference(pillow: Any, one: bytes, other: bytes) -> tuple[float, float]:
    """Return the share of pixels that differ, and by how much all do on the mean."""
    pictures = [pillow.open(io.BytesIO(png)).convert("RGB") for png in (one, other)]
    assert pictures[0].size == pictures[1].size
    values = [picture.tobytes() for picture in pictures]
    total = far = 0
    for at in range(0, len(values[0]), 3):
        apart = max(abs(values[0][at + i] - values[1][at + i]) for i in range(3))
        total += apart
        far += apart > APART
    pixels = len(values[0]) / 3
    return far / pixels, total / pixels


def small(pillow: Any, png: bytes) -> bytes:
    """Return the picture with 64 colours, as it is committed."""
    out = io.BytesIO()
    pillow.open(io.BytesIO(png)).convert("RGB").quantize(64, dither=0).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("look", sorted(SIZES))
def test_the_map_looks_as_it_did(open_map: Open, pillow: Any, look: str, theme: str) -> None:
    html = map_html(*varied().parts, look=Look(mode="embed" if look == "embed" else "whole"))
    link = f"#v=5.25/48.2/35.5&theme={theme}"
    opened = open_map(html, viewport=SIZES[look], link=link)
    opened.page.wait_for_timeout(300)
    taken = opened.page.screenshot()
    golden = GOLDEN / f"map-{look}-{theme}.png"
    if os.environ.get("GEOMAP_UPDATE_GOLDEN"):
        golden.write_bytes(small(pillow, taken))
    far, mean = difference(pillow, taken, golden.read_bytes())
    assert far <= MOST_APART, f"{far:.1%} of the pixels differ from {golden.name}"
    assert mean <= MEAN_APART


def test_the_tolerance_tells_one_theme_and_one_view_from_another(
    open_map: Open, pillow: Any, varied_file: Path
) -> None:
    taken = []
    for link in ("#v=5.25/48.2/35.5&theme=light", "#v=5.25/48.2/35.5&theme=dark",
                 "#v=5.25/48.2/35.5&theme=light&on=labels,waters,regions"):  # fmt: skip
        opened = open_map(varied_file, viewport={"width": 1000, "height": 500}, link=link)
        opened.page.wait_for_timeout(300)
        box = opened.page.locator(".folium-map").bounding_box()
        taken.append(opened.page.screenshot(clip=box))
    for other in taken[1:]:
        far, mean = difference(pillow, taken[0], other)
        assert far > MOST_APART or mean > MEAN_APART


def test_a_picture_is_made_by_a_chromium_of_its_own(tmp_path: Path, pillow: Any) -> None:
    if snapshot.browser() is None:
        pytest.skip("no Chromium: apt-get install chromium")
    png = snapshot.map_png(map_html(*varied().parts).encode())
    picture = pillow.open(io.BytesIO(png)).convert("RGB")
    assert picture.size == (snapshot.WIDTH * snapshot.RATIO, snapshot.HEIGHT * snapshot.RATIO)
    assert len(picture.getcolors(maxcolors=1 << 24)) > 100
    # Its title, its caveat and its sources are ink on paper, at the top and at the bottom.
    for strip in (
        (0, 0, picture.width, 60),
        (0, picture.height - 40, picture.width, picture.height),
    ):
        dark = sum(n for n, c in picture.crop(strip).getcolors(1 << 24) if max(c) < 120)
        assert dark > 200
    # The legend's disc for a diplomatic site is as high as it is wide.
    legend = picture.crop((0, picture.height - 240, picture.width, picture.height))
    blue = [
        (x, y)
        for y in range(legend.height)
        for x in range(legend.width)
        if (c := legend.getpixel((x, y)))[2] > 140 and c[0] < 60
    ]
    disc = min(x for x, _ in blue)
    reach = {(x, y) for x, y in blue if x < disc + 40}
    wide = max(x for x, _ in reach) - disc
    assert abs(wide - (max(y for _, y in reach) - min(y for _, y in reach))) <= 2


@pytest.mark.parametrize("height", [717, 860])
def test_a_picture_has_the_size_that_was_asked_for_whatever_its_window(
    open_map: Open, varied_file: Path, height: int
) -> None:
    opened = open_map(varied_file, link="#picture=1280x860", viewport={"width": 1280, "height": height})  # fmt: skip
    box = opened.page.locator(".gm-whole-picture").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1280, "height": 860}
