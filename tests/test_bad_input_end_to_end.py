"""Bad input against the reader and the gazetteer that ship: nothing breaks, nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_cases import FILES, OUT, Geomap, bytes_of

import geomap
from geomap.errors import GazetteerError
from geomap.names import data

NEWS = "Russian artillery shelled Nikopol overnight, and two people were killed."


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def program(*words: str) -> list[str]:
    return [sys.executable, "-c", "from geomap.cli import main; main()", *words]


@pytest.mark.parametrize(
    "text",
    [
        f"\u200fقصفت المدفعية المدينة ليلا\u200f. {NEWS}",
        f"הארטילריה ירתה. {NEWS}\u202e",
        f"\U0001f1fa\U0001f1e6\U0001f4a5 {NEWS} \U0001f468\u200d\U0001f469\u200d\U0001f467",
        f"First line.\r\n\r\n{NEWS}\r\n",
        f"First line.\r\r{NEWS}\x0b\x0c\u2028{NEWS}\u0085",
        f"e\u0301 \u00e9 \ufb01 {NEWS}",
        f"\x00\x01\ufeff{NEWS}\ufffd\ufffe",
        f"{'a' * 20_000} {NEWS}",
        f"{'(' * 2_000}{NEWS}{')' * 2_000}",
    ],
    ids=["arabic", "hebrew", "emoji", "CRLF", "odd lines", "forms", "controls", "a word", "nested"],
)
def test_whatever_stands_around_a_sentence_offsets_hold_and_the_place_is_found(text: str):
    sightings = geomap.read_article(text, published="2025-08-21")
    assert all(text[one.start : one.end] == one.text for one in sightings)
    assert all(text.find(one.sentence) >= 0 for one in sightings)
    nikopol = [one for one in sightings if one.text == "Nikopol"]
    assert nikopol
    assert nikopol[0].place is not None
    assert nikopol[0].place.id == "geonames:700051"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252", "cp1251"])
def test_an_article_in_another_encoding_is_read_as_it_was_written(geomap_: Geomap, encoding: str):
    kept = {"cp1252": "A café – “shut”. ", "cp1251": "Обстріл тривав усю ніч, сказали в місті. "}
    text = f"{kept.get(encoding, 'Ночь — nacht. ') * 3}\n\n{NEWS}\n"
    Path("a.txt").write_bytes(text.encode(encoding))
    done = geomap_("extract", "a.txt", "--published", "2025-08-21")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert [text[one["start"] : one["end"]] for one in found] == [one["text"] for one in found]
    assert "Nikopol" in [one["text"] for one in found]


@pytest.mark.parametrize(
    "text",
    ["shells fell on a village and nobody spoke of it.", "...", "\u200b", "12 34 56", "— « » —"],
)
def test_a_text_without_a_name_gives_no_mention(text: str):
    assert geomap.read_article(text) == []


@pytest.mark.parametrize("times", [300, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("repeated", ["Donetsk, Geneva and ", "Day {n}: shells fell on Donetsk. "])
def test_a_place_name_over_and_over_is_read_in_linear_time_and_every_mention_accounted_for(
    geomap_: Geomap, repeated: str, times: int
):
    Path("a.txt").write_text("".join(repeated.format(n=n) for n in range(times)))
    done = geomap_("map", "a.txt", "--published", "2025-08-21")
    assert done.code == 0
    mentions = json.loads((OUT / "run.json").read_text())["counts"]["mentions"]
    assert mentions["total"] >= times * 0.7
    assert mentions["total"] == mentions["on_map"] + sum(mentions["not_on_map"].values())
    # A record carries its sentence, which is cut: else a text without a stop would be squared.
    assert (OUT / "sightings.jsonl").stat().st_size < mentions["total"] * 12_000


def test_among_unreadable_articles_the_readable_one_is_mapped(geomap_: Geomap):
    Path("news").mkdir()
    bad = {
        "empty.txt": b"",
        "binary.txt": b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20,
        "long.txt": b"Kyiv. " * 1_000_000,
        "markup.html": b"<html><body><div><p></p></div></body></html>",
        "broken.json": b'{"text": "Guns fi',
        "broken.parquet": b"PAR1 and no more",
        "broken.txt.gz": b"\x1f\x8b\x08\x00 no more",
    }
    for name, content in bad.items():
        Path("news", name).write_bytes(content)
    Path("news/good.txt").write_text(f"Date: 31 February 2025\n\n{NEWS}")
    done = geomap_("map", "news")
    assert done.code == 0
    for name in bad:
        assert f"skipped news/{name}" in done.err
    assert "31 February 2025" in done.err
    assert sorted(bytes_of(OUT)) == FILES
    counts = json.loads((OUT / "run.json").read_text())["counts"]
    assert (counts["articles_read"], counts["articles_skipped"]) == (1, len(bad))


@pytest.mark.skipif(os.name == "nt", reason="a limit on file sizes is POSIX")
def test_when_no_more_can_be_written_the_old_map_stays_whole(geomap_: Geomap):
    import resource

    Path("a.txt").write_text(NEWS)
    assert geomap_("map", "a.txt").code == 0
    before = bytes_of(OUT)
    Path("a.txt").write_text(f"{NEWS} Shells fell on Kherson, too.")
    done = subprocess.run(
        program("map", "a.txt"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("geomap: ")
    assert "Traceback" not in done.stderr
    assert bytes_of(OUT) == before


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_an_interrupt_while_the_index_is_built_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cache = tmp_path / "cache"
    monkeypatch.setenv("GEOMAP_CACHE", str(cache))
    command = program("gazetteer", "build")
    with subprocess.Popen(
        command,
        # Whoever runs the tests in the background has had interrupts ignored, for its children too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        for _ in range(300):
            if cache.is_dir() and any(path.stat().st_size for path in cache.iterdir()):
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert list(cache.iterdir()) == []


def test_a_gazetteer_without_its_data_says_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(data, "__file__", str(tmp_path / "geomap" / "names" / "data.py"))
    with pytest.raises(GazetteerError, match="Install geomap again"):
        data.folder()
