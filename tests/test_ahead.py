"""What is compared and written beforehand gives what doing it at the end would."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from geomap import run
from geomap.errors import OutputError
from geomap.run import ahead as ahead_module


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
