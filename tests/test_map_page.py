"""The page that `geomap map` writes, looked at without a browser."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from map_cases import KYIV, POKROVSK, Cases, article, assemble, many, place, report, varied

import geomap.export
from geomap.errors import OutputError
from geomap.export import assets, payload, words
from geomap.export.guard import policy, refuse_unknown_scripts, scripts_in
from geomap.export.page import make_map, map_html, noscript_table

WEB = Path(geomap.export.__file__).parent / "web"


@pytest.fixture(scope="module")
def cases() -> Cases:
    return varied()


@pytest.fixture(scope="module")
def page(cases: Cases) -> str:
    return map_html(*cases.parts)


def _block(html: str) -> str:
    [block] = re.findall(r'<script type="application/json" id="geomap-data">(.*?)</script>', html)
    return block


def _data(html: str) -> dict[str, Any]:
    data, _, off = (gzip.decompress(base64.b64decode(text)) for text in json.loads(_block(html)))
    return {**json.loads(data), "off": {name: whole(c) for name, c in json.loads(off).items()}}


def whole(column: Any) -> list[Any]:
    """Return a column as the page's script reads it."""
    return column if isinstance(column, list) else [column["of"][n] for n in column["at"]]


def test_two_renders_are_the_same_bytes(cases: Cases, page: str) -> None:
    assert map_html(*cases.parts) == page


def test_the_policy_stands_first_in_the_head_and_names_every_script_by_its_hash(page: str) -> None:
    assert '<meta name="geomap-schema" content="geomap/map/1">' in page
    start = '<!DOCTYPE html>\n<html lang="en">\n<head><meta http-equiv="Content-Security-Policy"'
    assert page.startswith(start)
    csp = page[: page.index(">", len(start))]
    assert "default-src 'none'" in csp
    assert "connect-src 'none'" in csp
    for script in scripts_in(page):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in csp
    assert "unsafe-eval" not in csp
    assert "script-src 'unsafe" not in csp
    assert page.index("<meta charset") < 1024


def test_the_page_names_no_address_that_it_could_load(page: str) -> None:
    markup = re.sub(r"(?s)<(script|style)[^>]*>.*?</\1>", "", page)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", markup)
    styles = "".join(re.findall(r"(?s)<style>(.*?)</style>", page))
    assert all(url.startswith(("data:", "#")) for url in re.findall(r"url\(([^)]*)\)", styles))
    assert "@import" not in styles
    assert "sourceMappingURL" not in page


def test_data_enters_the_page_as_base64_only(page: str) -> None:
    assert re.fullmatch(r'\["[A-Za-z0-9+/=]+"(, "[A-Za-z0-9+/=]+"){2}\]', _block(page))
    without = page.replace(_block(page), "")
    without = re.sub(r"(?s)<noscript>.*?</noscript>", "", without)
    assert "Pokrovsk" not in without
    assert "made-up" not in without


def test_the_data_holds_every_mention_once_on_the_map_or_off_it(cases: Cases, page: str) -> None:
    data = _data(page)
    assert data["mentions"] == len(cases.sightings)
    assert len(data["reports"]["id"]) == data["on_map"]
    assert data["on_map"] + len(data["off"]["id"]) == data["mentions"]
    assert set(data["off"]["reason"]) <= set(data["reasons"])


def test_marks_count_as_javascript_counts_and_find_the_cue_beside_the_name() -> None:
    sentence = "💥💥 In {} again: strikes on {} went on, strikes."
    where = report(KYIV, sentence=sentence, cue="strikes")
    assert where.trigger is not None
    name, cue = (
        sentence.replace("{}", "Kyiv").rindex("Kyiv"),
        sentence.replace("{}", "Kyiv").rindex("strikes"),
    )
    moved = where.trigger.model_copy(update={"start": 100 + cue, "end": 107 + cue})
    second = where.model_copy(update={"start": 100 + name, "end": 104 + name, "trigger": moved})
    for sighting, name_at in ((where, 0), (second, 1)):
        data = payload.build(
            [], assemble([[sighting]]).events, [], title="", as_of=None, attribution=()
        ).data
        [marks] = data["reports"]["marks"]
        text = sighting.sentence.encode("utf-16-le")
        cut = [text[2 * a : 2 * b].decode("utf-16-le") for a, b in (marks[:2], marks[2:])]
        assert cut == ["Kyiv", "strikes"]
        places = [m.start() + 2 for m in re.finditer("Kyiv", sighting.sentence)]
        assert marks[0] == places[name_at]


def test_a_name_or_cue_that_is_not_in_the_sentence_has_no_mark() -> None:
    lost = report(KYIV, cue="fell").model_copy(update={"sentence": "Something else."})
    data = payload.build(
        [], assemble([[lost]]).events, [], title="", as_of=None, attribution=()
    ).data
    assert data["reports"]["marks"] == [[-1, -1, -1, -1]]


def test_the_map_is_as_of_its_newest_article_unless_told_otherwise(cases: Cases) -> None:
    def made(day: date | None) -> Any:
        return payload.build(*cases.parts, title="t", as_of=day, attribution=()).data["as_of"]

    assert made(None) == "2025-08-21"
    assert made(date(2025, 9, 1)) == "2025-09-01"
    undated = assemble([[report(KYIV, source=article("x", day=None))]])
    assert payload.build(*undated.parts, title="", as_of=None, attribution=()).data["as_of"] is None


def test_packed_data_are_the_same_whatever_the_system_and_lose_no_character() -> None:
    value = {"text": "</script><!-- ${1} {{2}} \u2028\u2029\u202e\x00 🕊️", "n": [1.5, None]}
    packed = payload.encode(value)
    raw = base64.b64decode(packed)
    assert raw[4:8] == b"\0\0\0\0"  # no time
    assert raw[9] == 255  # no system
    assert json.loads(gzip.decompress(raw)) == value
    payload.encode({"lone surrogate": "\ud800"})


@given(st.lists(st.lists(st.integers(-(2**31), 2**31 - 1))))
def test_numbers_come_out_of_their_packing_as_they_went_in(lists: list[list[int]]) -> None:
    raw, read = iter(gzip.decompress(base64.b64decode(payload.encode_numbers(lists)))), []

    def number(first: int) -> int:
        value, shift, byte = first & 127, 7, first
        while byte > 127:
            byte = next(raw)
            value, shift = value | (byte & 127) << shift, shift + 7
        return value

    for first in raw:
        values = [number(next(raw)) for _ in range(number(first))]
        read.append([v // 2 if v % 2 == 0 else -(v + 1) // 2 for v in values])
    assert read == lists


def test_a_title_is_escaped() -> None:
    html = map_html([], [], [], title="</title><script>alert(1)</script>{{7*7}}")
    assert "<script>alert" not in html
    assert "{{7*7}}" in html


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        '<script src="https://example.org/x.js"></script>',
        '<img src="data:," onerror="alert(1)">',
        '<iframe src="https://example.org"></iframe>',
        '<a href="javascript:alert(1)">x</a>',
        '<svg><script>alert(1)</script></svg>',
        '<script type="module">alert(1)</script>',
        '<base href="https://example.org">',
    ],
)  # fmt: skip
def test_a_page_with_anything_else_that_runs_is_not_written(page: str, planted: str) -> None:
    known = scripts_in(page)
    refuse_unknown_scripts(page, known)
    with pytest.raises(OutputError, match="was not written"):
        refuse_unknown_scripts(page.replace("</body>", planted + "</body>"), known)


def test_hashes_in_the_policy_are_those_of_the_scripts_given() -> None:
    assert "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in policy(["alert(1)"])


def test_without_scripts_there_is_an_escaped_table_of_at_most_500_sites() -> None:
    hostile = place("<img src=x onerror=alert(1)>\x00\ud800", "city", 1, 2, 100, "UA")
    table = noscript_table(assemble([[report(hostile)]]).sites)
    assert "&lt;img" in table
    assert "<img" not in table
    assert "\x00" not in table
    table.encode()
    long = noscript_table(many(510).sites)
    assert long.count("<tr>") == 501
    assert "10 more sites" in long


def test_500_sites_fit_in_800_kilobytes() -> None:
    assert len(map_html(*many(500).parts).encode()) <= 800_000


def test_a_map_of_nothing_is_a_page_too() -> None:
    assert _data(map_html([], [], []))["sites"]["place"] == []


def test_make_map_is_a_folium_map_that_takes_layers_of_ones_own(cases: Cases) -> None:
    folium = pytest.importorskip("folium")
    made = make_map(*cases.parts)
    assert isinstance(made, folium.Map)
    group = folium.FeatureGroup(name="Mine").add_to(made)
    folium.Marker([48, 37], popup="mine").add_to(group)
    html = made.get_root().render()
    assert html.index('"Mine"') > html.index("L.featureGroup")
    assert "<link" not in html
    assert "<script src" not in html
    assert "<iframe" in made._repr_html_()


def test_the_layers_are_folium_layers_in_its_layer_control(page: str) -> None:
    control = page[page.rindex("_layers = {") :]
    for key in ("Battlefield (armed violence)", "Diplomatic sites", "Background", "coverage, not"):
        assert key in control[:2000]
    assert "L.control.layers" in control


def test_no_script_of_ours_puts_text_in_as_markup_or_runs_text() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        r"|createContextualFragment|setHTML|srcdoc|bindPopup|bindTooltip|javascript:"
    )
    for file in sorted(WEB.glob("*.js")):
        found = forbidden.search(file.read_text(encoding="utf-8"))
        assert found is None, f"{file.name} uses {found}"
        if file.name != "folium.js":
            assert "DOMParser" not in file.read_text(encoding="utf-8")
    shell = (WEB / "shell.html").read_text(encoding="utf-8")
    assert not re.search(r"\son\w+=|<script|style=", shell)


def test_every_script_is_short_and_in_the_page() -> None:
    names = {file.name for file in WEB.glob("*.js")}
    assert names == {*assets.SCRIPTS, "folium.js"}
    for file in WEB.iterdir():
        assert len(file.read_text(encoding="utf-8").splitlines()) < 400


def test_leaflet_comes_with_its_licence_and_without_its_pictures_addresses() -> None:
    vendor = WEB.parent / "vendor" / "leaflet"
    assert "BSD 2-Clause" in (vendor / "LICENSE").read_text(encoding="utf-8")
    assert "images/" not in assets.leaflet_css()


def test_python_and_script_share_their_bands_and_lists() -> None:
    script = (WEB / "words.js").read_text(encoding="utf-8")
    assert "p >= 0.85" in script
    assert "p >= 0.6" in script
    assert [words.band(p) for p in (0.85, 0.84, 0.6, 0.59, None)] == [
        "high", "medium", "medium", "low", None,
    ]  # fmt: skip
    for kinds in (words.AREA_KINDS, words.FUZZY_KINDS):
        assert json.dumps(list(kinds)) in script


def test_distances_have_no_more_digits_than_they_deserve() -> None:
    metres = (40, 420, 1_499, 4_400, 12_700, 131_000)
    assert [words.distance_words(m) for m in metres] == [
        "100 m", "400 m", "1 km", "4 km", "15 km", "130 km",
    ]  # fmt: skip


def test_a_place_that_comes_twice_is_in_the_data_once() -> None:
    data = payload.build(
        *assemble([[report(POKROVSK)], [report(POKROVSK, sentence="{} again.")]]).parts,
        title="", as_of=None, attribution=(),
    ).data  # fmt: skip
    assert len(data["places"]) == 1


def test_no_text_of_a_script_runs_over_several_lines_since_indents_are_left_out() -> None:
    for file in sorted(WEB.glob("*.js")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.strip().startswith("//"):
                assert line.count("`") % 2 == 0, f"{file.name}: {line}"
                assert not line.endswith("\\"), f"{file.name}: {line}"
