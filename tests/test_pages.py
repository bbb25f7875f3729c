"""What of a web page is its article: leads, layout tables, day headings, titles."""

from __future__ import annotations

import time

import pytest

from geomap.articles.pages import page_fields

LEAD = "Two villages near Sarn were shelled on Monday and one of them burned down, officials said."
PROSE = (
    "Shells fell on the harbour of Port Belgard on Monday, killing three people, officials said.",
    "Two depots burned through the night near the village of Sarn, firefighters told reporters.",
    "Envoys of both sides are to meet in Geneva on Friday, the mediator said at the lakeside hotel.",
)
BODY = "".join(f"<p>{text}</p>" for text in PROSE)


def text_of(body: str, head: str = "") -> str:
    page = f"<html><head><title>Shells fall</title>{head}</head><body>{body}</body></html>"
    return str(page_fields(page.encode())["text"])


ABOVE = {
    "a class": f"<h1>Shells fall</h1><p>By A. Writer</p><div class='standfirst'>{LEAD}</div>",
    "a parent's class": f"<h1>Shells fall</h1><div class='article__lead'><p>{LEAD}</p></div>",
    "a teaser of its own": f"<h1>Shells fall</h1><p class='teaser'>{LEAD}</p>",
    "a subtitle": f"<h1>Shells fall</h1><h2 class='subtitle'>{LEAD}</h2><span>Share</span>",
    "right under the headline": f"<h1>Shells fall</h1><p>{LEAD}</p><p>By A. Writer</p>",
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_a_lead_outside_of_the_articles_block_is_the_articles(above: str) -> None:
    lines = text_of(f"<div>{above}<div class='article-body'>{BODY}</div></div>").splitlines()
    assert [line for line in lines if line in {LEAD, *PROSE}] == [LEAD, *PROSE]


def test_the_pages_description_is_its_lead_where_the_page_shows_it() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    shown = (
        f"<h1>Shells fall</h1><div class='a7'><b>A. Writer</b></div><div class='a8'>{LEAD}</div>"
    )
    assert LEAD in text_of(f"{shown}<div class='article-body'>{BODY}</div>", head)
    assert LEAD not in text_of(f"<h1>Shells fall</h1><div class='article-body'>{BODY}</div>", head)


OTHER = {
    "an author": f"<div class='author-intro'>{LEAD}</div>",
    "a newsletter": f"<div class='newsletter'><p class='intro'>{LEAD}</p></div>",
    "a caption": f"<div class='lead-image caption'>{LEAD}</div>",
    "a figure": f"<figure class='lead'><p>{LEAD}</p></figure>",
    "another article": f"<aside><p class='teaser'>{LEAD}</p></aside>",
    "an advertisement": f"<div class='leaderboard'>{LEAD}</div>",
    "nothing told": f"<div class='x'>{LEAD}</div>",
}


@pytest.mark.parametrize("above", OTHER.values(), ids=OTHER)
def test_what_else_stands_under_a_headline_is_no_lead(above: str) -> None:
    text = text_of(f"<div><h1>Shells fall</h1>{above}<div class='article-body'>{BODY}</div></div>")
    assert LEAD not in text
    assert PROSE[0] in text


def test_a_lead_that_the_article_has_stands_there_once() -> None:
    text = text_of(f"<article><h1>Shells fall</h1><p class='lead'>{LEAD}</p>{BODY}</article>")
    assert text.count(LEAD) == 1


def test_a_table_that_lays_out_a_page_gives_its_paragraphs() -> None:
    cells = f"<td><a>Home</a><br><a>Tolvik</a></td><td><p>{'<p>'.join(PROSE)}</td>"
    text = text_of(f"<table><tr><td colspan=2><table><tr><td>Menu</td></tr></table></td></tr><tr>{cells}</tr></table>")  # fmt: skip
    assert text.splitlines() == list(PROSE)


def test_a_table_of_data_stays_one() -> None:
    table = "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Sarn</td><td>12</td></tr></table>"
    assert "| Sarn | 12 |" in text_of(f"<article><h1>Shells fall</h1>{BODY}{table}</article>")


def test_the_days_that_head_a_live_blog_stay() -> None:
    posts = "".join(
        f"<h2><time datetime='2025-06-0{day}'>{day} June 2025</time></h2><p>{text}</p>"
        for day, text in zip((3, 2, 1), PROSE, strict=True)
    )
    lines = text_of(f"<article><h1>Shells fall: live</h1>{posts}</article>").splitlines()
    assert lines[lines.index("2 June 2025") + 1] == PROSE[1]


def test_a_template_is_no_text() -> None:
    hidden = f"<template><p>{LEAD}</p></template>"
    assert LEAD not in text_of(f"<article><h1>Shells fall</h1>{hidden}{BODY}</article>")


@pytest.mark.parametrize(
    ("title", "h1", "wanted"),
    [
        ("Shells fall on Port Belgard - The Courier - News", "The Courier", "Shells fall on Port Belgard"),
        ("The Courier | Shells fall on Port Belgard", "Shells fall on Port Belgard", "Shells fall on Port Belgard"),
        ("Shells fall on Port Belgard - The Courier", "Shells fall", "Shells fall"),
        ("Port Belgard", "Port Belgard", "Port Belgard"),
    ],
)  # fmt: skip
def test_the_sites_name_is_no_title(title: str, h1: str, wanted: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{h1}</h1><div>{BODY}</div></body></html>"
    assert page_fields(page.encode())["title"] == wanted


@pytest.mark.parametrize(
    "part",
    [f"<h1>a</h1><p class='lead'>{LEAD}</p>", "<table><tr><td><p>a<p>b", "<h2><time>", f"<p>{LEAD} x"],
)  # fmt: skip
def test_no_page_takes_long_for_its_lead_or_its_tables(part: str) -> None:
    page = f"<html><body><h1>x</h1>{part * 5_000}</body></html>"
    began = time.process_time()
    page_fields(page.encode())
    assert time.process_time() - began < 15
