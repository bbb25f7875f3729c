"""Corpora: web archives, large tables, files whose names don't tell; a bad row costs itself."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zstandard
from web_archives import archive, page

from geomap.articles import Skipped
from geomap.model import Article

PORT = "Shells fell on the harbour of Port Belgard on Thursday, the governor said."
Found = tuple[list[Article], list[Skipped], list[str]]
Read = Callable[..., Found]


def pages(count: int) -> list[tuple[str, bytes]]:
    return [(f"https://example.org/{n}", page(f"{PORT} Report {n}.")) for n in range(count)]


# --- web archives --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst", "a"])
def test_the_pages_of_a_web_archive_are_articles_by_their_record(
    tmp_path: Path, read: Read, name: str
):
    made = archive(pages(2), gzip=name.endswith(".gz"))
    (tmp_path / name).write_bytes(zstandard.compress(made) if name.endswith(".zst") else made)
    articles, skipped, [note] = read(name)
    assert [article.source for article in articles] == [f"{name}#3", f"{name}#5"]
    assert [article.url for article in articles] == [
        "https://example.org/0",
        "https://example.org/1",
    ]
    assert articles[0].published == date(2025, 8, 21)
    assert articles[0].publisher == "Tolvik Herald"
    assert PORT in articles[0].text
    assert not skipped
    assert note == f"{name}: left out what is no page: 2 request, 1 warcinfo."


def test_what_is_no_page_is_counted_and_left_out(tmp_path: Path, read: Read):
    made = archive(pages(1))
    made += archive([("https://example.org/p", b"\x89PNG")], kind="image/png")
    made += archive([("https://example.org/g", b"gone")], status="404 Not Found")
    (tmp_path / "a.warc").write_bytes(made)
    articles, skipped, [note] = read("a.warc")
    assert len(articles) == 1
    assert not skipped
    assert "1 image/png, 3 request, 1 status 404, 3 warcinfo" in note


def test_a_page_that_was_sent_compressed_is_read(tmp_path: Path, read: Read):
    [(url, content)] = pages(1)
    made = archive([(url, gzip.compress(content))], headers=[("Content-Encoding", "gzip")])
    (tmp_path / "a.warc").write_bytes(made)
    [article], _, _ = read("a.warc")
    assert PORT in article.text


def test_a_page_in_an_encoding_that_is_not_read_costs_itself(tmp_path: Path, read: Read):
    made = archive(pages(1), headers=[("Content-Encoding", "zstd")])
    (tmp_path / "a.warc").write_bytes(made + archive(pages(2)[1:]))
    articles, [bad], _ = read("a.warc")
    assert [article.source for article in articles] == ["a.warc#6"]
    assert bad.source == "a.warc#3"
    assert "encoding 'zstd'" in bad.reason


def test_a_damaged_record_costs_itself_and_the_next_are_read(tmp_path: Path, read: Read):
    first, second, third = (archive([one]) for one in pages(3))
    (tmp_path / "a.warc").write_bytes(first + second.replace(b"WARC/1.0", b"WRAC/1.0") + third)
    articles, skipped, _ = read("a.warc")
    assert [article.url for article in articles] == [
        "https://example.org/0",
        "https://example.org/2",
    ]
    assert skipped
    assert "is damaged" in skipped[0].reason


def test_an_archive_that_is_cut_short_says_after_which_record(tmp_path: Path, read: Read):
    made = archive(pages(3), gzip=True)
    (tmp_path / "a.warc.gz").write_bytes(made[:-200])
    articles, skipped, _ = read("a.warc.gz")
    assert len(articles) == 2
    assert "cut short" in skipped[-1].reason


def test_a_record_of_endless_headers_is_refused(tmp_path: Path, read: Read):
    bomb = b"WARC/1.0\r\nWARC-Type: " + b"x" * 5_000_000
    (tmp_path / "a.warc").write_bytes(archive(pages(1)) + bomb)
    articles, [bad], _ = read("a.warc")
    assert len(articles) == 1
    assert "headers of over" in bad.reason


def test_a_page_that_swells_in_its_record_is_refused(tmp_path: Path, read: Read):
    bomb = zlib.compress(b" " * 30_000_000)
    made = archive([("https://example.org/b", bomb)], headers=[("Content-Encoding", "deflate")])
    (tmp_path / "a.warc").write_bytes(made + archive(pages(1)))
    articles, [bad], _ = read("a.warc", max_article_bytes=100_000)
    assert len(articles) == 1
    assert bad.source == "a.warc#3"
    assert "is a page of over" in bad.reason


def test_a_web_archive_may_come_down_a_pipe(read: Read):
    articles, _, _ = read("-", stdin=archive(pages(2), gzip=True))
    assert [article.source for article in articles] == ["-#3", "-#5"]


def test_an_article_of_an_archive_has_the_same_id_wherever_it_lies(tmp_path: Path, read: Read):
    (tmp_path / "a.warc").write_bytes(archive(pages(2)))
    (tmp_path / "b.warc.gz").write_bytes(archive(pages(2)[1:], gzip=True))
    (first, second), [again], _ = read("a.warc", "b.warc.gz")
    assert again.repeated
    assert again.source == "b.warc.gz#3"
    assert first.id != second.id


# --- what a file is ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sources"),
    [
        ("lines", '{"text": "Shells fell on Port Belgard."}\n' * 1, ["lines#1"]),
        ("list.dat", '[{"text": "Shells fell on Port Belgard."}]', ["list.dat#1"]),
        ("page.dat", page(PORT).decode(), ["page.dat"]),
        ("plain.md", "Shells fell on Port Belgard.", ["plain.md"]),
    ],
)
def test_a_file_whose_name_does_not_tell_is_known_by_its_content(
    tmp_path: Path, read: Read, name: str, content: str, sources: list[str]
):
    (tmp_path / name).write_text(content)
    packed = f"{name}.gz"
    (tmp_path / packed).write_bytes(gzip.compress(content.replace("Belgard", "Belgard 2").encode()))
    articles, skipped, _ = read(name, packed)
    assert [article.source for article in articles] == [
        *sources,
        *(source.replace(name, packed) for source in sources),
    ]
    assert "{" not in articles[0].text
    assert "<p>" not in articles[0].text
    assert not skipped


def test_a_compressed_file_without_the_suffix_is_read(tmp_path: Path, read: Read):
    (tmp_path / "a.jsonl").write_bytes(zstandard.compress(json.dumps({"text": PORT}).encode()))
    [article], _, _ = read("a.jsonl")
    assert article.text == PORT


# --- Parquet -------------------------------------------------------------------------------------


def table(tmp_path: Path, count: int = 60, **options: Any) -> Path:
    import pyarrow as pa
    from pyarrow import parquet

    made = pa.table({"body": [f"{PORT} Day {n}, {n * 7919 % 1000}." for n in range(count)]})
    path = tmp_path / "a.parquet"
    parquet.write_table(made, path, row_group_size=20, compression="none", **options)
    return path


def test_a_damaged_part_of_a_table_costs_its_rows_and_the_others_are_read(
    tmp_path: Path, read: Read
):
    from pyarrow import parquet

    path = table(tmp_path, use_dictionary=False, data_page_version="2.0")
    column = parquet.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    data[column.data_page_offset : column.data_page_offset + 30] = b"\xff" * 30
    path.write_bytes(data)
    articles, [bad], _ = read("a.parquet", columns={"text": "body"})
    assert [a.source for a in articles] == [
        f"a.parquet#{n}" for n in (*range(1, 21), *range(41, 61))
    ]
    assert bad.source == "a.parquet#21-40"
    assert "is damaged" in bad.reason


def test_a_text_that_is_no_text_costs_its_row(tmp_path: Path, read: Read):
    path = table(tmp_path, use_dictionary=False)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Day 30,", b"Day \xff\xfe,"))
    articles, [bad], _ = read("a.parquet", columns={"text": "body"})
    assert len(articles) == 59
    assert bad.source == "a.parquet#31"
    assert "no UTF-8" in bad.reason


def test_a_column_of_bytes_is_read_as_text(tmp_path: Path, read: Read):
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": [PORT.encode()]}), tmp_path / "a.parquet")
    [article], _, _ = read("a.parquet")
    assert article.text == PORT


def test_a_table_that_swells_is_refused(tmp_path: Path, read: Read):
    import pyarrow as pa
    from pyarrow import parquet

    made = pa.table({"text": [" " * 40_000_000 + PORT, " " * 40_000_000 + PORT]})
    parquet.write_table(made, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    articles, [bad], _ = read("a.parquet")
    assert not articles
    assert bad.source == "a.parquet#1-2"
    assert "no news does" in bad.reason
