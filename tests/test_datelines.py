"""Where a dateline ends, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from geomap.reader.dates.datelines import dateline_end

DATELINES = [
    "KYIV, March 5 (Wire) - ",
    "Geneva (Wire) - ",
    "PORT-AU-PRINCE, Oct. 13 - ",
    "BANGUI, Central African Republic — ",
    "GOMA, Democratic Republic of Congo — ",
    "HONIARA and PORT MORESBY, Nov 26 - ",
    "YEREVAN / BAKU — ",
    "KIEV , June 21 ( agencies ) - ",
    "MOSCOW. Oct 5 (Wire) - ",
    "TANGIER, Oct. 1.—",
    "DUBLIN, Monday, 12.40 p.m. — ",
    "Asunción, Thursday. — ",
    "DJIBOUTI, JAN 15 (WIRE POOL) - ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_ends_behind_its_dash(dateline: str):
    assert dateline_end(f"{dateline}Shells fell on the market.") == len(dateline)


@pytest.mark.parametrize(
    "line",
    [
        "NATO - which has no troops there - was asked.",
        "BRUSSELS - donors' conference opens.",
        "2 Nov - Budapest proposes a meeting.",
        "IN NEXT WEEK'S PAPER: the hurlers — a pullout",
        "Kyiv — a city of three million — was hit.",
        "Shells fell on the market - again.",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(line: str):
    assert dateline_end(line) == 0


@pytest.mark.parametrize("unit", ["A", "A ", "A, ", "A/", "A and ", "A. ", "A-", "(A) "])
def test_time_does_not_grow_with_what_is_no_dateline(unit: str):
    began = time.perf_counter()
    assert dateline_end(unit * 100_000) == 0
    assert time.perf_counter() - began < 1.0
