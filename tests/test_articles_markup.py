"""Tables of articles whose texts are HTML."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from geomap.articles.markup import is_markup, without_tags

Read = Callable[..., tuple[list[Any], list[Any], list[str]]]
PORT = "Shells fell on the harbour of Port Belgard on Monday, the governor said."
TALKS = "The envoy flew to Geneva for talks with both sides."
MARKUP = f"<p>{PORT}</p><p>The <b>envoy</b> flew to Geneva<br>for talks\nwith both&nbsp;sides.</p>"
READ = f"{PORT}\n\nThe envoy flew to Geneva\nfor talks with both\u00a0sides."


def test_a_text_that_is_html_loses_its_tags_and_that_is_told(tmp_path: Path, read: Read) -> None:
    rows = [{"text": MARKUP, "title": "A"}, {"text": TALKS}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    articles, skipped, [note] = read("a.jsonl")
    assert [article.text for article in articles] == [READ, TALKS]
    assert articles[0].title == "A"
    assert not skipped
    assert "HTML" in note


def test_a_parquet_column_of_html_is_read_so_too(tmp_path: Path, read: Read) -> None:
    parquet.write_table(pyarrow.table({"text": [MARKUP]}), tmp_path / "a.parquet")
    [article], _, _ = read("a.parquet")
    assert article.text == READ


def test_a_whole_page_in_a_column_is_read_as_a_page(tmp_path: Path, read: Read) -> None:
    page = (
        "<!doctype html><html><head><title>Shells fall</title>"
        '<meta property="article:published_time" content="2025-08-21"></head>'
        f"<body><nav>World</nav><article><h1>Shells fall</h1><p>{PORT} {TALKS}</p>"
        f"<p>{TALKS} {PORT} {PORT}</p></article></body></html>"
    )
    (tmp_path / "a.json").write_text(json.dumps({"text": page, "title": "Its own"}))
    [article], _, _ = read("a.json")
    assert PORT in article.text
    assert "<" not in article.text
    assert (article.title, str(article.published)) == ("Its own", "2025-08-21")


def test_a_text_file_is_left_as_it_is(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text(MARKUP)
    [article], _, _ = read("a.txt")
    assert article.text == MARKUP


@pytest.mark.parametrize("text", [PORT, "Losses < 5 and > 2, they said.", "The tag <p> opens it."])
def test_a_text_that_speaks_of_signs_is_no_html(text: str) -> None:
    assert not is_markup(text)


def test_scripts_and_remarks_are_no_text() -> None:
    markup = f"<script>var a = '<p>';</script><p>{PORT}</p><!-- <p>x</p> --><ul><li>A</li><li>B</li></ul>"
    assert without_tags(markup) == f"{PORT}\n\nA\n\nB"


@pytest.mark.parametrize("piece", ["<p ", "<p>", "<script>", "<!--", "<", "&", "\n ", "<a href='"])
def test_hostile_markup_takes_no_time(piece: str) -> None:
    before = time.process_time()
    is_markup(piece * 20_000)
    without_tags(piece * 20_000)
    assert time.process_time() - before < 1
