"""A name that was cut is taken whole where text or gazetteer has it whole."""

from __future__ import annotations

from time import process_time

import pytest
from conftest import marked

from geomap.reader.cut_names import uncut

NAMES = {"Oddar Meanchey", "Tel Aviv", "Pag", "Pag-asa", "Yarsk", "Orve", "Orve Yarsk"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rockets from [Oddar] Meanchey hit", ["Oddar Meanchey"]),
        ("Maccabi Tel [Aviv] lost", ["Tel Aviv"]),
        ("which Manila calls [Pag]-asa.", ["Pag-asa"]),
        ("They took [Wad Zol] once. [Wad] [Zol] fell.", ["Wad Zol", "Wad Zol"]),
        ("[Wad] Zol fell after [Wad Zol] did", ["Wad Zol", "Wad Zol"]),
        ("a [Yarsk]-based firm", ["Yarsk"]),
        ("in [Orve] Yarsk said", ["Orve"]),
        ("in [Zol] Orve said", ["Zol"]),
        ("They took [Wad Zol] and [Wad] Orve", ["Wad Zol", "Wad"]),
        (
            "[Wad Zol] fell. [Wad Zol Tam] fell. In [Wad] Zol Tam.",
            ["Wad Zol", "Wad Zol Tam", "Wad Zol Tam"],
        ),
        ("They took [Wad Zol] and [Wad] Zoland", ["Wad Zol", "Wad"]),
        ("[Yarsk] and [Orve]", ["Yarsk", "Orve"]),
    ],
)
def test_a_cut_name_is_taken_whole(text: str, names: list[str]):
    plain, spans = marked(text)
    found = uncut(plain, spans, is_named=NAMES.__contains__)
    assert [plain[start:end] for start, end in found] == names


def test_halves_that_overlap_are_one():
    assert uncut("Sa'ada", [(0, 4), (2, 6)], is_named=bool) == [(0, 6)]


def test_a_long_text_takes_linear_time():
    text = "Oddar Meanchey-" * 20_000
    spans = [(at, at + 5) for at in range(0, len(text), 15)]
    began = process_time()
    uncut(text, spans, is_named=NAMES.__contains__)
    assert process_time() - began < 2
