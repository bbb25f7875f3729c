"""run.json balances, outputs are written whole or not at all, and what is stale is told."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import make_place, make_sighting

from geomap import run
from geomap.errors import OutputError, UsageError
from geomap.model import OFF_MAP_REASONS
from geomap.run import writing
from geomap.settings import Settings

SKIPPED = run.SkippedArticle(source="c.txt", reason="is empty")
REPEATED = run.SkippedArticle(source="d.txt", reason="is a.txt again", repeated=True)


def made_run(folder: Path, **facts: Any) -> run.Run:
    values: dict[str, Any] = {
        "command": "map",
        "base": "..",
        "arguments": ("news",),
        "settings": run.settings_record(Settings(), folder),
        "parts": None,
        "inputs": (),
        "articles": (),
        "skipped": (),
        "counts": run.count(1, [], [], [], []),
        "files": {},
        "timestamps": {"started": run.now()},
    }
    return run.Run(**{**values, **facts})


# --- counts ---------------------------------------------------------------------------------


def test_mentions_balance_by_reason_in_the_order_of_the_reasons():
    off = [
        make_sighting(start=n, on_map=False, off_map_reason=reason, place=None)
        for n, reason in enumerate(["unplaced", "metonymic", "metonymic"])
    ]
    counts = run.count(2, [SKIPPED, REPEATED], [make_sighting(), *off], [], [])
    mentions = counts.mentions
    assert mentions.total == mentions.on_map + sum(mentions.not_on_map.values()) == 4
    assert list(mentions.not_on_map.items()) == [("metonymic", 2), ("unplaced", 1)]
    assert set(mentions.not_on_map) <= set(OFF_MAP_REASONS)
    assert counts.articles_found == 4
    assert (counts.articles_read, counts.articles_skipped, counts.articles_repeated) == (2, 1, 1)


def test_the_summary_is_one_line_with_the_commonest_reason_first():
    off = [
        make_sighting(start=n, on_map=False, off_map_reason=reason)
        for n, reason in enumerate(["no_event", "metonymic", "metonymic"])
    ]
    counts = run.count(1, [], [make_sighting(), *off], [], [])
    assert run.summary(counts) == (
        "0 sites from 1 mention; 3 mentions not on the map: 2 metonymic, 1 no event"
    )


def test_the_summary_says_so_when_nothing_is_off_the_map():
    assert run.summary(run.count(1, [], [], [], [])) == (
        "0 sites from 0 mentions; no mention is off the map"
    )


# --- run.json -------------------------------------------------------------------------------


def test_a_run_comes_back_from_its_file_as_it_was(tmp_path: Path):
    one = made_run(tmp_path, skipped=(SKIPPED, REPEATED))
    (tmp_path / "run.json").write_bytes(one.dump())
    assert run.load_run(tmp_path) == one


@pytest.mark.parametrize("name", ["a.txt", "“ü”\u2028\x7f.txt", "\udcff.txt", '"\\\t'])
def test_a_run_is_written_as_json_writes_it(tmp_path: Path, name: str):
    one = made_run(
        tmp_path, skipped=(run.SkippedArticle(source=name, reason="1"),), parts=None,
        settings={"delay": 1, "share": 0.5, "none": None, "empty": {}, "list": []},
    )  # fmt: skip
    told = json.dumps(one.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    assert one.dump() == told.encode("utf-8", "backslashreplace")


def test_two_runs_that_differ_in_time_alone_are_the_same(tmp_path: Path):
    one = made_run(tmp_path, timestamps={"started": "2025-01-01T00:00:00+00:00"})
    assert one.same_but_for_time(made_run(tmp_path))
    assert not one.same_but_for_time(made_run(tmp_path, base="."))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "holds no run.json"),
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"schema": "99"}', "has schema '99'"),
        ('{"schema": "geomap/run/1"}', "is damaged"),
        ("{}", "is damaged"),
    ],
)
def test_a_missing_or_damaged_run_json_is_told_with_its_mend(
    tmp_path: Path, content: str | None, told: str
):
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    with pytest.raises(UsageError, match=told) as error:
        run.load_run(tmp_path)
    assert "geomap map" in str(error.value)


def test_the_published_schema_is_that_of_the_values_and_a_run_fits_it(tmp_path: Path):
    path = Path(run.__file__).with_name("run.schema.json")
    assert json.loads(path.read_text(encoding="utf-8")) == run.run_schema(), (
        "run.json changed. If that is right, write geomap.run.run_schema() to run.schema.json."
    )
    jsonschema = pytest.importorskip("jsonschema")
    one = made_run(tmp_path, skipped=(SKIPPED,))
    jsonschema.Draft202012Validator(run.run_schema()).validate(json.loads(one.dump()))


def test_paths_are_kept_relative_to_the_output_folder(tmp_path: Path):
    article, folder = tmp_path / "news" / "a.txt", tmp_path / "out" / "deep"
    article.parent.mkdir()
    article.write_text("x")
    (kept,) = run.input_digests([article, article], folder, stdin=False)
    assert kept.path == "../../news/a.txt"
    assert kept.bytes == 1
    assert kept.sha256 == run.sha256(b"x")


def test_standard_input_is_kept_without_a_digest(tmp_path: Path):
    (kept,) = run.input_digests([], tmp_path, stdin=True)
    assert (kept.path, kept.sha256) == ("-", None)


def test_a_pipe_and_a_file_that_can_not_be_read_are_kept_without_a_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "locked.txt").write_text("x")

    def locked(path: Path, *_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", locked)
    kept = run.input_digests([tmp_path / "pipe", tmp_path / "locked.txt"], tmp_path, stdin=False)
    assert [(one.path, one.sha256) for one in kept] == [("locked.txt", None), ("pipe", None)]


def test_settings_come_back_with_the_gazetteers_path_as_it_lies(tmp_path: Path):
    settings = Settings(published=date(2025, 8, 21), gazetteer=tmp_path / "own.sqlite")
    folder = tmp_path / "out"
    one = made_run(folder, settings=run.settings_record(settings, folder))
    assert one.settings["gazetteer"] == "../own.sqlite"
    assert run.recorded_settings(one, folder) == settings


def test_what_lets_one_into_a_service_is_not_recorded(tmp_path: Path):
    told = {"api_key": "k", "password": "p", "access_token": "t", "domain": "maps.example"}
    kept = run.settings_record(Settings(services={"atlas": told}), tmp_path)
    assert kept["services"] == {"atlas": {"domain": "maps.example"}}


# --- records --------------------------------------------------------------------------------


def test_records_come_back_as_they_were():
    sightings = [
        make_sighting(text="Kyiv\u2028", sentence="“Ω”\t\x1b🙂", place=None),
        make_sighting(start=3),
    ]
    lines = run.records(sightings).splitlines()
    assert list(run.parse_records(lines, origin="test")) == sightings


def test_a_line_that_is_no_record_is_named_with_its_number():
    lines = [run.record_line(make_sighting()), "", '{"id": "m:1"}']
    with pytest.raises(UsageError, match="test line 3 is no geomap record: article"):
        list(run.parse_records(lines, origin="test"))


def test_a_missing_file_of_records_is_told(tmp_path: Path):
    with pytest.raises(UsageError, match="can't be read: No such file"):
        run.load_records(tmp_path / "none.jsonl")


# --- writing --------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    run.write_files(folder, {"a": b"old a", "b": b"old b"})
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_only_files_that_differ_are_written(old: Path):
    before = (old / "a").stat().st_mtime_ns
    assert run.write_files(old, {"a": b"old a", "b": b"new b"}) == [old / "b"]
    assert content(old) == {"a": b"old a", "b": b"new b"}
    assert (old / "a").stat().st_mtime_ns == before


def test_written_files_can_be_read_as_the_umask_allows(old: Path):
    mask = os.umask(0)
    os.umask(mask)
    assert (old / "a").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize(
    "failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
)
def test_a_full_disk_or_an_interrupt_leaves_the_old_files_whole(
    old: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
):
    synced = []

    def fsync(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise failure

    monkeypatch.setattr(writing.os, "fsync", fsync)
    with pytest.raises((OutputError, KeyboardInterrupt)) as error:
        run.write_files(old, {"a": b"new a", "b": b"new b"})
    if isinstance(error.value, OutputError):
        assert "No space left" in str(error.value)
        assert "-o" in str(error.value)
    assert content(old) == {"a": b"old a", "b": b"old b"}


def test_a_failure_leaves_no_folder_that_was_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", fsync)
    with pytest.raises(OutputError):
        run.write_files(tmp_path / "new" / "deep", {"a": b"a"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_where_a_file_should_go_is_told_before_anything_is_written(old: Path):
    (old / "c").mkdir()
    with pytest.raises(OutputError, match="Is a directory"):
        run.write_files(old, {"a": b"new", "c": b"new"})
    assert (old / "a").read_bytes() == b"old a"


@pytest.mark.parametrize(
    "write", [run.check_writable, lambda folder: run.write_files(folder, {"a": b"a"})]
)
def test_a_file_where_the_folder_should_be_is_an_output_error(tmp_path: Path, write: Any):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be written"):
        write(tmp_path / "file" / "out")


def test_checking_a_folder_makes_nothing(tmp_path: Path):
    run.check_writable(tmp_path / "new" / "deep")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_between_two_renames_waits_for_the_last(
    old: Path, monkeypatch: pytest.MonkeyPatch
):
    rename = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.write_files(old, {"a": b"new a", "b": b"new b"})
    assert content(old) == {"a": b"new a", "b": b"new b"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_on_a_disk_that_is_really_full_the_old_files_stay_whole(small_disk: Path):
    run.write_files(small_disk, {"a": b"old a", "b": b"old b"})
    with pytest.raises(OutputError, match="No space left"):
        run.write_files(small_disk, {"a": b"new a", "b": b"x" * 200_000})
    assert content(small_disk) == {"a": b"old a", "b": b"old b"}


# --- comparing ------------------------------------------------------------------------------


def collection(**features: tuple[list[float], dict[str, Any]]) -> bytes:
    return json.dumps(
        {
            "features": [
                {"id": key, "geometry": {"coordinates": point}, "properties": facts}
                for key, (point, facts) in features.items()
            ]
        }
    ).encode()


def test_what_is_stale_is_told_in_sites(tmp_path: Path):
    before = collection(a=([1, 2], {}), b=([3, 4], {}), c=([5, 6], {}), d=([7, 8], {}))
    after = collection(
        a=([1, 9], {}), b=([3, 4], {"x": 1}), d=([7, 8], {}), e=([0, 0], {}), f=([0, 1], {})
    )
    (tmp_path / "sites.geojson").write_bytes(before)
    found = run.changes(tmp_path, {"sites.geojson": after})
    assert found == {"sites.geojson": "2 sites added, 1 removed, 1 moved, 1 changed"}
    assert str(run.stale(Path("outputs"), found)) == (
        "outputs/sites.geojson is stale: 2 sites added, 1 removed, 1 moved, 1 changed. "
        "Run `geomap regenerate`."
    )


@pytest.mark.parametrize("number", [0, 1, 700, 1_399])
def test_of_many_mentions_those_that_differ_are_found_wherever_they_stand(
    tmp_path: Path, number: int
):
    some = [make_sighting(start=n) for n in range(1_400)]
    (tmp_path / "sightings.jsonl").write_bytes(run.records(some))
    other = [*some]
    other[number] = some[number].model_copy(update={"usage": "metonymic"})
    for after, told in (
        (other, "1 mention changed"),
        (some[:number] + some[number + 1 :], "1 mention removed"),
        ([*some[:number], make_sighting("b"), *some[number:]], "1 mention added"),
        (some[::-1], "layout differs"),
    ):
        found = run.changes(tmp_path, {"sightings.jsonl": run.records(after)})
        assert found == {"sightings.jsonl": told}


def test_mentions_are_compared_by_id_and_place(tmp_path: Path):
    one, two = make_sighting(start=1), make_sighting(start=2)
    moved = one.model_copy(update={"place": make_place(lon=1.0)})
    (tmp_path / "sightings.jsonl").write_bytes(run.records([one]))
    assert run.changes(tmp_path, {"sightings.jsonl": run.records([moved, two])}) == {
        "sightings.jsonl": "1 mention added, 1 moved"
    }


@pytest.mark.parametrize(
    ("name", "old_bytes", "told"),
    [
        ("sites.geojson", b"{", "content is damaged"),
        ("sites.geojson", b'{"features": []} ', "layout differs"),
        ("map.html", b"other", "content differs"),
    ],
)
def test_damaged_and_other_files_are_told_apart(
    tmp_path: Path, name: str, old_bytes: bytes, told: str
):
    (tmp_path / name).write_bytes(old_bytes)
    assert run.changes(tmp_path, {name: b'{"features": []}'}) == {name: told}


def test_a_missing_file_is_told_and_equal_files_are_not(tmp_path: Path):
    (tmp_path / "map.html").write_bytes(b"same")
    found = run.changes(tmp_path, {"map.html": b"same", "sites.geojson": b"{}"})
    assert found == {"sites.geojson": "missing"}
    assert "sites.geojson is missing" in str(run.stale(tmp_path, found))
