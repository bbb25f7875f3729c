"""Reading inputs: every format, every kind of bad input, nothing lost."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import zstandard
from article_cases import PAGE, PORT, TALKS, Read, rows
from pydantic import ValidationError

from geomap.articles import article_from_text

# Formats


def test_a_text_file_is_read_whole_with_its_header_lines(tmp_path: Path, read: Read) -> None:
    text = (
        "Title: Shells fall\r\nDate: 21 August 2025\r\nSource: Tolvik Herald\r\n"
        f"URL: https://example.org/a\r\n\r\n{PORT}\r\n{TALKS}\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    [article], skipped, notes = read("a.txt")
    assert article.text == text
    assert (article.source, article.title, article.publisher) == (
        "a.txt", "Shells fall", "Tolvik Herald",
    )  # fmt: skip
    assert article.url == "https://example.org/a"
    assert article.published == date(2025, 8, 21)
    assert article.language == "en"
    assert article.section_at(text.index("Tolvik")) == "boilerplate"
    assert article.section_at(text.index("Shells")) == "body"
    assert article.section_at(text.index("Port")) == "body"
    assert not skipped
    assert not notes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_a_text_file_may_have_any_common_encoding(
    tmp_path: Path, read: Read, encoding: str
) -> None:
    text = "Войска обстреляли порт в четверг, сообщил губернатор.\r\nПереговоры пройдут в Женеве."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    [article], _, _ = read("a.txt")
    assert article.text == text
    assert article.language == "ru"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_gives_its_text_title_date_url_and_site(
    tmp_path: Path, read: Read, charset: str
) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.format(charset=charset).encode(charset))
    [article], _, _ = read("a.html")
    assert PORT in article.text
    assert "“We ran,”" in article.text
    assert "World" not in article.text
    assert (article.title, article.publisher) == ("Shells fall", "Tolvik Herald")
    assert article.url == "https://example.org/shells"
    assert article.published == date(2025, 8, 21)


def test_json_may_hold_one_article_or_a_list(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": PORT, "title": "A", "source": "Herald"}))
    (tmp_path / "b.json").write_text(json.dumps([{"text": TALKS, "id": 7}, {"text": PORT + "!"}]))
    articles, _, _ = read()
    assert [a.source for a in articles] == ["a.json", "b.json#1", "b.json#2"]
    assert articles[0].publisher == "Herald"


def test_json_lines_in_a_json_file_are_read_as_such(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.json").write_text("\n".join(rows(3)))
    articles, skipped, _ = read()
    assert [a.source for a in articles] == ["a.json#1", "a.json#2", "a.json#3"]
    assert not skipped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines_give_an_article_a_line(tmp_path: Path, read: Read, encoding: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(("\n\n".join(rows(2)) + "\n").encode(encoding))
    articles, _, _ = read()
    assert [(a.source, a.published) for a in articles] == [
        ("a.jsonl#1", date(2025, 8, 21)),
        ("a.jsonl#3", date(2025, 8, 21)),
    ]


def test_parquet_is_read_row_by_row(tmp_path: Path, read: Read) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pa.table(
        {
            "body": [f"{PORT} {n}" for n in range(70)] + [None],
            "date": [datetime(2025, 8, 21, 10)] * 71,
            "source": ["https://example.org/x"] * 71,
            "extra": [1] * 71,
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=20)
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    articles, skipped, _ = read("a.parquet", columns={"text": "body"})
    assert [a.source for a in articles] == [f"a.parquet#{n}" for n in range(1, 71)]
    assert articles[0].published == date(2025, 8, 21)
    assert articles[0].url == "https://example.org/x"
    assert [s.source for s in skipped] == ["a.parquet#71"]
    assert len(read("b.parquet.gz", columns={"text": "body"})[0]) == 70


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
def test_any_format_may_be_compressed(
    tmp_path: Path, read: Read, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / f"a.txt{suffix}").write_bytes(pack(PORT.encode()))
    (tmp_path / f"b.html{suffix}").write_bytes(pack(PAGE.format(charset="utf-8").encode()))
    (tmp_path / f"c.json{suffix}").write_bytes(pack(json.dumps({"text": TALKS}).encode()))
    lines = [(line + "\n").encode() for line in rows(4)]
    (tmp_path / f"d.jsonl{suffix}").write_bytes(
        pack(b"".join(lines[:2])) + pack(b"".join(lines[2:]))  # two members, two frames
    )
    articles, skipped, _ = read()
    assert [a.source for a in articles] == [
        f"a.txt{suffix}",
        f"b.html{suffix}",
        f"c.json{suffix}",
        *(f"d.jsonl{suffix}#{n}" for n in range(1, 5)),
    ]
    assert not skipped


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path, read: Read) -> None:
    for name in ["b.txt", "a/z.txt", "a/b/c.TXT", ".hidden.txt", ".git/x.txt", "~$a.txt", "p.jpg"]:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{PORT} {name}")
    articles, skipped, notes = read("news/")
    assert [a.source for a in articles] == ["news/a/b/c.TXT", "news/a/z.txt", "news/b.txt"]
    assert not skipped
    assert notes == ["news/: left out what is no article: 1 .jpg."]


OUTPUTS = {
    "run.json": '{\n "schema": "geomap/run/1",\n "command": "map"}',
    "sightings.jsonl": '{"id": "m:0a1b", "article": {"id": "x"}, "section": "body", "text": "Sarn"}',
    "events.geojson": '{"type": "FeatureCollection", "schema": "geomap/events/1"}',
    "sites.geojson": '{"type": "FeatureCollection", "schema": "geomap/sites/1"}',
    "map.html": f"<html><body><p>{PORT}</p></body></html>",
}


@pytest.mark.parametrize("gone", [None, "run.json", "sightings.jsonl", "map.html"])
@pytest.mark.parametrize("folder", ["outputs", "."])
def test_geomaps_own_outputs_are_no_articles(
    tmp_path: Path, read: Read, folder: str, gone: str | None
) -> None:
    (tmp_path / "outputs").mkdir()
    for name, content in OUTPUTS.items():
        if name != gone:
            (tmp_path / folder / name).write_text(content)
    (tmp_path / "a.txt").write_text(PORT)
    articles, skipped, _ = read()
    assert [a.source for a in articles] == ["a.txt"]
    assert not skipped


def test_files_that_only_share_a_name_with_outputs_are_read(tmp_path: Path, read: Read) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"text": PORT}))
    articles, _, _ = read()
    assert [a.source for a in articles] == ["run.json"]


def test_records_elsewhere_are_told_to_be_no_articles(tmp_path: Path, read: Read) -> None:
    record = json.dumps({"article": {}, "section": "body", "usage": "literal", "text": "Sarn"})
    (tmp_path / "kept.jsonl").write_text(record)
    articles, skipped, _ = read()
    assert not articles
    assert [s.source for s in skipped] == ["kept.jsonl"]
    assert "geomap render" in skipped[0].reason


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (PORT.encode(), ["-"]),
        ("\n".join(rows(2)).encode(), ["-#1", "-#2"]),
        (json.dumps([{"text": PORT}], indent=1).encode(), ["-#1"]),
        (b'{"text":\n"The port burned."}', ["-"]),
        (b"{not json}\n" + rows(1)[0].encode(), ["-#2"]),
        (PAGE.format(charset="utf-8").encode(), ["-"]),
        (b"{curly} brackets may start a sentence", ["-"]),
        ("Порт горит".encode("utf-16"), ["-"]),
    ],
)
def test_standard_input_is_taken_for_what_it_looks_like(
    read: Read, data: bytes, sources: list[str]
) -> None:
    articles, _, _ = read("-", stdin=data)
    assert [a.source for a in articles] == sources
    assert not any(a.text.startswith("<") for a in articles)


def test_other_column_names_are_told_by_a_setting(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": PORT, "when": "2025-08-21"}))
    [article], _, _ = read(columns={"text": "body", "date": "when"})
    assert (article.text, article.published) == (PORT, date(2025, 8, 21))
    with pytest.raises(ValidationError, match="'body' is nothing that articles have"):
        read(columns={"body": "text"})


# Which article it is


def test_the_id_is_of_what_the_article_carries_and_not_of_where_it_lies(
    tmp_path: Path, read: Read
) -> None:
    (tmp_path / "a.txt").write_text(PORT)
    [first], _, _ = read("a.txt")
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    [second], _, _ = read("b.txt", published="2025-08-21")
    assert first.id == second.id == article_from_text(PORT).id
    assert first.id.startswith("sha256:")
    assert second.published == date(2025, 8, 21)
    assert article_from_text(PORT, title="Other").id != first.id


def test_an_article_met_twice_is_read_once(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text(PORT)
    (tmp_path / "b.txt").write_text(PORT)
    articles, skipped, _ = read("a.txt", "a.txt", ".")
    assert [a.source for a in articles] == ["a.txt"]
    assert [(s.source, s.repeated) for s in skipped] == [("b.txt", True)]
    assert "same article as a.txt" in skipped[0].reason


def test_a_date_of_its_own_goes_before_the_default(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text(f"Date: 2025-08-20\n\n{PORT}")
    [article], _, _ = read(published="2025-08-21")
    assert article.published == date(2025, 8, 20)


def test_a_text_is_an_article_without_a_file() -> None:
    article = article_from_text(f"Title: Shells\nDate: 2025-08-20\n\n{PORT}", title="No")
    assert (article.title, article.published) == ("Shells", date(2025, 8, 20))
    assert article_from_text(PORT, published=date(2025, 8, 1)).published == date(2025, 8, 1)
