"""Header lines of a text file: which lines are some, and what becomes of the others."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geomap.articles import article_from_text
from geomap.articles.headers import headers

BODY = "Rebels entered the town of Ansel on Sunday, residents said."
READ = {
    "a line of no known name": f"Title: Ansel falls\nDate: 2025-01-27\nRubric: World\n\n{BODY}",
    "a line that content systems write": f"Category: World\nTitle: Ansel falls\nDate: 2025-01-27\n\n{BODY}",
    "empty lines before": f"\n \nTitle: Ansel falls\nDate: 2025-01-27\n\n{BODY}",
    "a mail": (
        "From: wire@example.org\nTo: list@example.org\nReply-To: x@example.org\n"
        f"Subject: Ansel falls\nDate: Mon, 27 Jan 2025 08:00:00 +0000\n\n{BODY}"
    ),
    "a mail as it is printed": (
        f"From: The Wire\nSent: Monday, January 27, 2025 8:00 AM\nSubject: Ansel falls\n\n{BODY}"
    ),
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_header_lines_are_read_whatever_stands_among_them(text: str) -> None:
    article = article_from_text(text)
    assert (article.title, str(article.published)) == ("Ansel falls", "2025-01-27")
    body = {line for line in text.splitlines() if article.section_at(text.index(line)) == "body"}
    assert {line for line in body if line.strip()} <= {
        BODY,
        "Title: Ansel falls",
        "Subject: Ansel falls",
    }


@pytest.mark.parametrize(
    "text",
    [
        f"From: the hills\nTo: the sea\n\n{BODY}",
        f"Ansel: five killed\nSarn: two killed\n\n{BODY}",
        f"Source: close to the ministry\n{BODY}",
        f"https://example.org/a\n\n{BODY}",
    ],
)
def test_lines_without_a_known_name_are_none(text: str) -> None:
    assert headers(text) == []


def test_a_line_that_may_be_the_headline_stays_body() -> None:
    text = f"Ansel: five killed in shelling\nDate: 2025-01-27\n\n{BODY}"
    article = article_from_text(text)
    assert str(article.published) == "2025-01-27"
    assert article.section_at(0) == "body"


def test_a_header_line_that_was_left_out_is_told(
    tmp_path: Path, read: Callable[..., tuple[list[Any], list[Any], list[str]]]
) -> None:
    (tmp_path / "a.txt").write_text(READ["a line of no known name"])
    _, _, [note] = read("a.txt")
    assert "a.txt" in note
    assert "Rubric" in note


@pytest.mark.parametrize("piece", ["Title: x\n", "ab: c\n", "Ab ", "\n", "a-", " \n"])
def test_many_lines_take_no_time(piece: str) -> None:
    before = time.process_time()
    headers(piece * 20_000)
    assert time.process_time() - before < 1
