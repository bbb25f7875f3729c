"""What is compared and written beforehand gives what doing it at the end would."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from geomap import run
from geomap.errors import OutputError
from geomap.run import ahead as ahead_module
from geomap.run.lines import Lines, Packed


def test_a_file_is_compared_and_written_beside_its_target_and_takes_its_place_when_told(
    tmp_path: Path,
):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"same")
    files = {"a": b"new", "b": b"same", "c": b"more"}
    with closing(run.Ahead(tmp_path)) as ahead:
        for name, content in files.items():
            ahead.add(name, content)
        done = ahead.done(files)
        assert {name: one.differs for name, one in done.items()} == {
            "a": "content differs", "b": None, "c": "missing",
        }  # fmt: skip
        assert (tmp_path / "a").read_bytes() == b"old"
        found = run.changes(tmp_path, files, known={n: one.differs for n, one in done.items()})
        assert found == run.changes(tmp_path, files)
        written = {name: one.temporary for name, one in done.items() if one.temporary}
        changed = run.write_files(tmp_path, {n: files[n] for n in found}, written=written)
    assert changed == [tmp_path / "a", tmp_path / "c"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_what_is_not_taken_leaves_nothing_behind(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt), closing(run.Ahead(tmp_path)) as ahead:
        ahead.add("a", b"new")
        assert ahead.done({"a": b"new but another"}) == {}
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_beforehand_is_told_by_who_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ahead_module, "write_temporary", full)
    monkeypatch.setattr("geomap.run.writing.write_temporary", full)
    files = {"a": b"new"}
    with closing(run.Ahead(tmp_path)) as ahead:
        ahead.add("a", files["a"])
        assert ahead.done(files) == {}
    with pytest.raises(OutputError, match="No space left"):
        run.write_files(tmp_path, files)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("forks", [True, False])
@pytest.mark.parametrize("old", [b"one\n", b"one\ntwo\n", None])
def test_many_records_are_joined_and_written_by_a_child_where_there_may_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool, old: bytes | None
):
    monkeypatch.setattr(ahead_module, "FORKS", forks and ahead_module.FORKS)
    path = tmp_path / run.SIGHTINGS_FILE
    if old is not None:
        path.write_bytes(old)
    content = b"one\ntwo\n"
    lines = Lines([b"one\n", Packed(zstandard.compress(b"two\n"))])
    files = {run.SIGHTINGS_FILE: lines}
    with closing(run.Ahead(tmp_path)) as ahead:
        reckoned = ahead.add(run.SIGHTINGS_FILE, lines)
        assert (reckoned is None) is not ahead_module.FORKS
        assert reckoned is None or reckoned() == hashlib.sha256(content).hexdigest()
        done = ahead.done(files)
        found = {name: one.differs for name, one in done.items()}
        assert bool(found) is ahead_module.FORKS
        written = {name: one.temporary for name, one in done.items() if one.temporary}
        assert len(written) == (bool(found) and old != content)
        run.write_files(tmp_path, files, written=written)
    assert [path.read_bytes()] == [one.read_bytes() for one in tmp_path.iterdir()] == [content]
    assert run.digests(files) == {run.SIGHTINGS_FILE: hashlib.sha256(content).hexdigest()}
