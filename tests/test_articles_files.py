"""Files that a user names: mails, saved pages, tables, and what is no article's text."""

from __future__ import annotations

import base64
import io
import tarfile
from pathlib import Path

import pytest

from geomap.articles import read_inputs
from geomap.articles.skipped import Skipped
from geomap.model import Article
from geomap.settings import Settings

TEXT = (
    "Shells fell on the harbour of Port Belgard on Monday, “killing three people”, officials said."
)
HEAD = "Subject: =?utf-8?Q?Shells_fall_=E2=80=93_three_dead?=\nDate: Tue, 3 Jun 2025 10:00:00 +0100\nMIME-Version: 1.0\n"


def read(path: Path, data: bytes | str) -> list[Article | Skipped]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [each for each in read_inputs([str(path)], settings=Settings(), note=lambda _: None) if isinstance(each, Article | Skipped)]  # fmt: skip


def one(path: Path, data: bytes | str) -> Article:
    (found,) = read(path, data)
    assert isinstance(found, Article), found
    return found


BODIES = {
    "quoted": "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    + TEXT.replace("“", "=E2=80=9C").replace("”", "=E2=80=9D").replace("Port ", "Port =\n"),
    "base64": "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(TEXT.encode()).decode(),
    "of several parts": 'Content-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
    f"<p>other</p>\n--x\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n--x--\n",
    "HTML": f"Content-Type: text/html; charset=utf-8\n\n<html><body><p>{TEXT}</p></body></html>",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_mail_gives_its_text_subject_and_date(tmp_path: Path, body: str) -> None:
    head = "Received: from a.example\n\tby b.example; Tue, 3 Jun 2025 10:01:00 +0100\n" + HEAD
    found = one(tmp_path / "a.eml", head + body)
    assert found.text.strip() == TEXT
    assert found.title == "Shells fall – three dead"
    assert str(found.published) == "2025-06-03"


def test_a_page_saved_as_one_file_is_a_page_and_not_dated_by_its_saving(tmp_path: Path) -> None:
    page = f"<html><head><title>Shells fall</title></head><body><p>{TEXT}</p></body></html>"
    found = one(
        tmp_path / "a.mhtml",
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/a\n"
        f'{HEAD}Content-Type: multipart/related; boundary="x"\n\n--x\n'
        f"Content-Type: text/html; charset=utf-8\n\n{page}\n--x\nContent-Type: text/css\n\np {{}}\n--x--\n",
    )
    assert (found.text, found.published) == (TEXT, None)
    assert found.url == "https://courier.example/a"


@pytest.mark.parametrize(
    "body",
    ["Content-Type: image/png\n\nx", "Content-Type: text/plain\n\n \n"],
    ids=["image", "empty"],
)
def test_a_mail_without_a_text_says_so(tmp_path: Path, body: str) -> None:
    (found,) = read(tmp_path / "a.eml", HEAD + body)
    assert isinstance(found, Skipped)
    assert "is a mail with" in found.reason


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz"])
def test_a_table_that_is_named_gives_an_article_a_row(tmp_path: Path, name: str) -> None:
    import gzip

    delimiter = "\t" if "tsv" in name else ";"
    rows = [
        ("title", "date", "text"),
        ("=1+1", "2025-06-03", f'"{TEXT}\n\nMore, later."'),
        ("B", "", TEXT),
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    found = read(tmp_path / name, gzip.compress(data) if name.endswith(".gz") else data)
    first, second = found
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, str(first.published)) == ("=1+1", "2025-06-03")
    assert first.text == f"{TEXT}\n\nMore, later."
    assert (second.text, second.published) == (TEXT, None)
    assert second.source.endswith(f"{name}#2")


def test_a_table_without_texts_names_its_columns(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.csv", "name,lon,lat\nSarn,1,2\n")
    assert isinstance(found, Skipped)
    assert "has no 'text' (it has: name, lon, lat)" in found.reason


def test_a_table_in_a_folder_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    notes: list[str] = []
    found = list(read_inputs([str(tmp_path)], settings=Settings(), note=notes.append))
    assert len(found) == 1
    assert "1 .csv" in notes[0]


def _tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO(b""))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (rb"{\rtf1\ansi Shells fell.\par}" + b"\n", "an RTF file"),
        (_tar(), "a tar archive"),
        (b"BZh91AY&SY" + bytes(range(256)), "compressed by bzip2"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "XML"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "XML"),
    ],
)
def test_what_is_no_text_is_told_by_its_kind(tmp_path: Path, data: bytes, what: str) -> None:
    (found,) = read(tmp_path / "a.dat", data)
    assert isinstance(found, Skipped)
    assert f"is {what}" in found.reason


@pytest.mark.parametrize("name", ["Published at", "Publication Date", "Pub date"])
def test_header_lines_of_other_systems_are_known(tmp_path: Path, name: str) -> None:
    found = one(tmp_path / "a.txt", f"Title: T\n{name}: 2025-06-03\nNewspaper: Courier\n\n{TEXT}\n")
    assert (str(found.published), found.publisher) == ("2025-06-03", "Courier")


def test_a_source_that_is_an_object_gives_its_name(tmp_path: Path) -> None:
    found = one(
        tmp_path / "a.json", f'{{"text": "{TEXT}", "source": {{"id": null, "name": "Courier"}}}}'
    )
    assert found.publisher == "Courier"


def test_the_day_and_its_weekday_date_an_article(tmp_path: Path) -> None:
    found = one(tmp_path / "a.txt", f"Shells fall\nThe Courier\nJune 3, 2025 Tuesday\n\n{TEXT}\n")
    assert str(found.published) == "2025-06-03"


def test_a_stray_zero_byte_makes_no_text_binary(tmp_path: Path) -> None:
    text = f"{TEXT}\n\n" * 10
    assert one(tmp_path / "a.txt", text[:300] + "\0" + text[300:]).text.count("\0") == 1
    page = f"<html><head><title>Shells\0 fall</title></head><body><p>{text}</p></body></html>"
    assert one(tmp_path / "a.html", page).title == "Shells fall"
