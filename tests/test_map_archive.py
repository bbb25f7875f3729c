"""The link to an article's archived copy, from where it is given to the page."""

from __future__ import annotations

import json
from pathlib import Path

from map_cases import KYIV, article, assemble, report
from test_map_page import _data

from geomap.articles import article_from_text, read_inputs
from geomap.export.page import map_html
from geomap.model import Article
from geomap.settings import Settings

KEPT = "https://archive.example.org/1"


def test_it_comes_from_a_header_line_or_a_column_and_is_not_in_the_articles_id(tmp_path: Path):
    text = f"Title: A\nArchive: {KEPT}\n\nShells fell on Izium."
    assert article_from_text(text).archive_url == KEPT
    rows = tmp_path / "a.jsonl"
    rows.write_text(json.dumps({"text": "Shells fell on Izium.", "archive_url": KEPT}) + "\n")
    [found] = read_inputs([str(rows)], settings=Settings(), note=print)
    assert isinstance(found, Article)
    assert found.archive_url == KEPT
    plain = article_from_text("Shells fell on Izium.")
    assert plain.archive_url is None
    assert plain.id == found.id


def test_it_is_in_the_pages_data_beside_the_articles_own_address():
    made = report(KYIV, source=article("a.txt", url="https://example.org/a", archive_url=KEPT))
    [row] = _data(map_html(*assemble([[made]]).parts))["articles"]
    assert row[1:3] == ["https://example.org/a", KEPT]
