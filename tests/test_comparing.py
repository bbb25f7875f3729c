"""Of two large files only what differs is looked at: between what they begin and end with alike."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from conftest import make_sighting
from hypothesis import given
from hypothesis import strategies as st

from geomap.run import comparing, record_line
from geomap.run.lines import SIGHTINGS_FILE

LINES = st.lists(st.sampled_from([b"", b"a", b"ab", b"abc" * 9]), max_size=12)


@given(before=LINES, cut=LINES, put=LINES, after=LINES)
def test_what_is_left_between_makes_one_of_the_other(
    before: list[bytes], cut: list[bytes], put: list[bytes], after: list[bytes]
):
    old, new = (
        b"".join(line + b"\n" for line in [*before, *middle, *after]) for middle in (cut, put)
    )
    with patch.object(comparing, "_BLOCK", 8):
        was, now = comparing._middles(BytesIO(old), len(old), new)
    assert (was == now) == (old == new)
    whole = {old[:at] + now + old[at + len(was) :] for at in range(len(old) - len(was) + 1)}
    assert new in whole


def test_records_that_differ_are_counted_however_many_stand_around_them(tmp_path: Path):
    lines = [record_line(make_sighting(f"{n:05}")).encode() + b"\n" for n in range(300)]
    path = tmp_path / SIGHTINGS_FILE
    path.write_bytes(b"".join(lines))
    assert comparing.difference(path, b"".join(lines)) is None
    assert comparing.difference(path, b"".join(lines[:-1])) == "1 mention removed"
    fewer = b"".join(lines[:100] + lines[102:])
    assert comparing.difference(path, fewer) == "2 mentions removed"
    path.write_bytes(fewer)
    assert comparing.difference(path, b"".join(lines)) == "2 mentions added"
