"""Bad input: a clear error for each, and nothing else lost."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from article_cases import PORT, TALKS, Read, rows

from geomap.articles import find_files, read_inputs
from geomap.errors import ArticleError, UsageError
from geomap.settings import Settings

# Bad input: a clear error, nothing lost


def test_a_date_that_is_none_costs_the_date_and_not_the_article(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text(f"Date: may\n\n{PORT}")
    [article], skipped, [note] = read()
    assert article.published is None
    assert not skipped
    assert "a.txt: date is 'may'" in note
    assert "2025-08-21" in note


def test_one_bad_line_of_twenty_is_reported_and_nineteen_are_read(
    tmp_path: Path, read: Read
) -> None:
    lines = rows(20)
    lines[6] = '{"text": "The port'
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    articles, [bad], _ = read()
    assert len(articles) == 19
    assert bad.source == "a.jsonl#7"
    assert "no valid JSON: Unterminated string" in bad.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t ", "empty text"),
        ("a.txt", b"Title: x\nDate: 2025-08-21\n\n", "header lines and no text"),
        ("a.txt", bytes(range(90)), "is binary, not text"),
        ("a.txt", b"<div><br/>&nbsp;</div>", "only markup"),
        ("a.txt", b"--- *** ---", "holds no words"),
        ("a.txt", b"word " * 30, "is 150 bytes; an article may have 100.*max_article_bytes"),
        ("a.md", b"\x89PNG\r\n\x1a\n", "is an image"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<div><span></span></div>", "only markup"),
        ("a.json", b"", "is empty"),
        ("a.json", b"[]", "empty list"),
        ("a.json", b'{"text": "x",\n }', "no valid JSON: .* in line 2, column"),
        ("a.json", b"[" * 80, "no valid JSON"),
        ("a.json", b"1" * 60, "not an object with a text"),
        ("a.json", b'"a text alone"', "not an object with a text"),
        ("a.json", b'{"body": "x", "n": 1}', "has no 'text' .it has: body, n.*columns"),
        ("a.json", b'{"text": null}', "has null for a text"),
        ("a.json", b'{"text": 12}', "has 12 for a text"),
        ("a.json", b'{"text": "  "}', "empty text"),
        ("a.json", b'{"text": "' + b"a" * 101 + b'"}', "is 101 bytes"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.jsonl", b'{"body": "x"}\n{"body": "y"}', "none of its 2 rows is an article"),
        ("a.parquet", b"PAR1 and nothing", "no Parquet file"),
        ("a.txt.gz", gzip.compress(b"word " * 9, mtime=0)[:-9], "is cut short"),
        ("a.txt.gz", b"no gzip at all", "is damaged"),
        ("a.txt.gz", b"", "is cut short"),
        ("a.txt.zst", zstandard.compress(random.Random(1).randbytes(60))[:-9], "is cut short"),
        ("a.txt.zst", b"no zstd at all", "is damaged"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_reason_and_the_rest_is_read(
    tmp_path: Path, read: Read, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(PORT)
    articles, [bad], _ = read(name, "z.txt", max_article_bytes=100)
    assert [a.source for a in articles] == ["z.txt"]
    assert bad.source.split("#")[0] == name
    with pytest.raises(ArticleError, match=reason):
        raise bad.error()


def test_a_page_of_endless_tags_is_refused(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.html").write_text("<p>" * 60_000 + PORT)
    _, [bad], _ = read()
    assert "60,000 tags" in bad.reason


def test_json_nested_beyond_reason_is_reported(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.jsonl").write_text("[" * 100_000 + "\n" + rows(1)[0])
    articles, [bad], _ = read()
    assert len(articles) == 1
    assert "no valid JSON" in bad.reason


def test_a_line_too_long_is_refused_with_its_size_and_the_next_is_read(
    tmp_path: Path, read: Read
) -> None:
    huge = json.dumps({"text": "a" * 2_000_000})
    (tmp_path / "a.jsonl").write_text("\n".join([huge, *rows(1)]))
    articles, [bad], _ = read(max_article_bytes=1_000)
    assert [a.source for a in articles] == ["a.jsonl#2"]
    assert "2,000,0" in bad.reason


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstandard.compress)],
)
def test_a_bomb_is_refused_and_the_lines_before_it_are_read(
    tmp_path: Path, read: Read, name: str, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / name).write_bytes(pack(rows(1)[0].encode() + b"\n" + b" " * 60_000_000))
    articles, [bad], _ = read(max_article_bytes=100_000)
    assert len(articles) == 1
    assert "no news does" in bad.reason


def test_lines_before_the_cut_of_a_file_are_read(tmp_path: Path, read: Read) -> None:
    lines = [json.dumps({"text": PORT + os.urandom(3_000).hex()}) for _ in range(40)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode())[:-20_000])
    articles, skipped, _ = read()
    assert len(articles) > 20
    assert "is cut short" in skipped[-1].reason


def test_a_file_that_may_not_be_read_is_reported(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(PORT)
    (tmp_path / "b.txt").write_text(TALKS)
    really_open = Path.open

    def refuse(path: Path, *args: Any, **named: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return really_open(path, *args, **named)

    monkeypatch.setattr(Path, "open", refuse)
    articles, [bad], _ = read()
    assert [a.source for a in articles] == ["b.txt"]
    assert "can't be read: Permission denied" in bad.reason


def test_a_link_to_nothing_is_reported(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    (tmp_path / "b.txt").write_text(PORT)
    _, [bad], _ = read()
    assert (bad.source, bad.reason[:20]) == ("a.txt", "is a link to nothing")


def test_a_hostile_file_name_is_shown_escaped(tmp_path: Path, read: Read) -> None:
    name = os.fsencode(str(tmp_path)) + b"/a\n\x1b[2J\xe2\x80\xae\xff.txt"
    try:
        with open(name, "wb") as stream:  # noqa: PTH123 (the name is bytes)
            stream.write(PORT.encode())
    except OSError:
        pytest.skip("this file system allows no such name")
    [article], _, _ = read()
    assert article.source == "a\\n\\x1b[2J\\u202e\\udcff.txt"


def test_half_a_character_is_replaced_by_one(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.json").write_text('{"text": "The port \\ud83d burned", "title": "\\udc00"}')
    [article], _, _ = read()
    assert article.text == "The port \ufffd burned"
    assert article.model_dump_json()


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([], "No input"),
        (["gone.txt"], "gone.txt doesn't exist"),
        (["https://example.org/a"], "geomap fetch https://example.org/a --into"),
        ([""], "is no path"),
        (["a\0b"], "is no path"),
        (["empty"], "is a folder without articles"),
        (["pictures"], "without articles .*It holds 1 .jpg"),
        (["gone\u202e\n.txt"], r"gone\\u202e\\n.txt doesn't exist"),
    ],
)
def test_a_wrong_input_is_a_usage_error_before_anything_is_read(
    tmp_path: Path, inputs: list[str], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "p.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(UsageError, match=message):
        read_inputs(inputs, settings=Settings(), base=tmp_path)


def test_sources_count_from_the_base_wherever_the_command_runs(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(PORT)
    for name in ("news", "./news/", str(tmp_path / "news"), "news/../news/a.txt"):
        assert [f.source for f in find_files([name], base=tmp_path).files if f] == ["news/a.txt"]


def test_notes_go_to_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(f"Date: soon\n\n{PORT}")
    list(read_inputs(["a.txt"], settings=Settings(), base=tmp_path))
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("geomap: a.txt: date is 'soon'")
