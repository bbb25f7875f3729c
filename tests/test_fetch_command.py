"""Fetching that is stopped half-way or has no room, and what its command says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from fetch_site import Site, page, rss

from geomap.articles.pages import page_fields
from geomap.errors import OutputError, UsageError
from geomap.fetching import Outcome, fetch

# --- stopping, and the disk -----------------------------------------------------------------

PROGRAM = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from fetch_site import Site
from geomap.fetching import Manners, fetch
from geomap.articles.pages import page_fields
site = Site({port})
network = site.network()._replace(clock=__import__("time").monotonic, sleep=lambda seconds: None)
for outcome in fetch([site.url("/feed")], Path({into!r}), read_page=page_fields, _network=network):
    print(outcome.kind, flush=True)
"""


def running(site: Site, into: Path) -> subprocess.Popen[str]:
    tests = Path(__file__).parent
    program = PROGRAM.format(
        tests=str(tests), root=str(tests.parent), port=site.port, into=str(into)
    )
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_what_was_fetched_before_a_stop_is_whole_and_not_fetched_again(
    site: Site, tmp_path: Path, how: signal.Signals
) -> None:
    site.pages["/feed"] = (200, {"ETag": '"f"'}, rss(*(f"/{number}" for number in range(6))))
    site.pages.update({f"/{number}": page(f"Report {number}") for number in range(6)})
    process = running(site, tmp_path)
    assert process.stdout
    written = 0
    for line in process.stdout:
        written += line.startswith("written")
        if written == 3:
            os.kill(process.pid, how)
            break
    process.communicate(timeout=60)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert len(before) >= 3
    for content in before.values():
        assert json.loads(content)["text"]
    site.asked.clear()
    site.fetch(tmp_path, "/feed")
    after = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert len(after) == 6
    assert {name: after[name] for name in before} == before
    assert len(site.paths()) <= 1 + 6 - len(before) + 1  # the one at which the kill struck, again
    assert not list(tmp_path.glob(".fetch-*"))


def test_two_at_once_in_one_folder_are_one_and_a_word(site: Site, tmp_path: Path) -> None:
    site.fetch(tmp_path, "/gone")  # its memory is there, and nothing is written into it at first
    site.pages.update({"/feed": rss("/0", "/1"), "/0": page("One"), "/1": page("Two")})
    outcomes = fetch([site.url("/feed")], tmp_path, read_page=page_fields, _network=site.network())
    with pytest.raises(UsageError, match="Another geomap fetch"):
        site.fetch(tmp_path, "/feed")
    assert [one.kind for one in outcomes] == ["feed", "written", "written"]


def test_a_memory_of_another_version_or_damaged_is_told(site: Site, tmp_path: Path) -> None:
    import sqlite3

    store = sqlite3.connect(tmp_path / ".fetch.sqlite")
    store.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(UsageError, match="another version of geomap"):
        site.fetch(tmp_path, "/a")
    (tmp_path / ".fetch.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(UsageError, match="is damaged"):
        site.fetch(tmp_path, "/a")


def test_a_full_disk_is_told_and_nothing_half_is_left(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    site.pages["/a"] = page()
    monkeypatch.setattr("geomap.fetching.files.os.fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        site.fetch(tmp_path, "/a")
    monkeypatch.undo()
    assert [each.name for each in tmp_path.iterdir()] == [".fetch.sqlite"]
    assert [one.kind for one in site.fetch(tmp_path, "/a")] == ["written"]


# --- the command ----------------------------------------------------------------------------


@pytest.fixture
def command(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return the command, run in this process against the server; its code, output and talk."""
    import geomap.fetching
    from geomap.cli import main

    real = geomap.fetching.fetch

    def fetched(*arguments: Any, **options: Any) -> Iterator[Outcome]:
        return real(*arguments, **options, _network=site.network())

    monkeypatch.setattr(geomap.fetching, "fetch", fetched)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(["fetch", *arguments])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_the_command_lists_files_and_counts_by_reason(
    site: Site, tmp_path: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    site.pages.update({"/feed": rss("/a", "/gone", "/gone2"), "/a": page()})
    code, listed, talk = command(site.url("/feed"), "--into", str(tmp_path))
    (file,) = tmp_path.glob("*.json")
    assert (code, listed) == (0, f"{file}\n")
    assert "1 article written; 0 unchanged" in talk
    assert "2 not fetched: 2 not there (status 404)." in talk
    assert command(site.url("/feed"), "--into", str(tmp_path), "--strict")[0] == 1


def test_the_command_ends_with_1_when_nothing_was_got(
    site: Site, tmp_path: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    assert command(site.url("/gone"), "--into", str(tmp_path))[0] == 1


def test_an_interrupted_command_ends_with_130_and_says_what_it_has(
    site: Site, tmp_path: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    def interrupt(handler: BaseHTTPRequestHandler) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        site.pages.update({"/feed": rss("/a", "/b"), "/a": page("One"), "/b": interrupt})
        code, listed, talk = command(site.url("/feed"), "--into", str(tmp_path))
    finally:
        signal.signal(signal.SIGINT, old)
    (file,) = tmp_path.glob("*.json")
    assert (code, listed) == (130, f"{file}\n")
    assert "1 article written" in talk


def test_a_server_of_ones_own_can_not_be_asked_by_the_command(site: Site, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "fetch", f"http://127.0.0.1:{site.port}/", "--into", "d"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert site.asked == []


def test_without_its_packages_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'conflict-geomap\[fetch\]'"):
        fetch(["https://news.example/"], tmp_path, read_page=page_fields)
