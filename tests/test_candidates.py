"""A place that is offered, preferred or refused as a venue is one; a government is none. Sentences are invented."""

from __future__ import annotations

from time import process_time

import pytest
from conftest import marked

from geomap.reader.candidates import candidates_told
from geomap.reader.decode import Read
from geomap.reader.labels import HEADS


def told(text: str, usage: str = "metonymic") -> tuple[str, str, str]:
    """Return usage, class and status of the marked name; its sentence is the last of the text."""
    plain, ((start, end),) = marked(text)
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    read = Read(start, end, p).ruled("usage", usage).ruled("site", "none")
    read = read.ruled("status", "planned")
    own = plain.rfind(". ", 0, start) + 2 if ". " in plain[:start] else 0
    (found,) = candidates_told(plain, [read], [(own, len(plain))])
    return found.best("usage"), found.best("site"), found.best("status")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mesk has rejected [Orve] as the venue.", "ruled_out"),
        ("The rebels ruled out [Orve] as a site for talks.", "ruled_out"),
        ("Mesk offered [Orve] as a neutral place for the summit.", "proposed"),
        ("Mesk is promoting [Orve] as the sides look for somewhere to meet.", "proposed"),
        ("Mesk favours [Orve] for the talks.", "proposed"),
        ("Mesk favours Tam for the talks, and Sund favours [Orve].", "proposed"),
        ("Mesk pushed for Tam as the venue, and Sund for [Orve].", "proposed"),
        ("They criticised the choice of [Orve] for the peace talks.", "planned"),
        ("[Orve], Tam and even Mesk would do for the summit.", "proposed"),
        ("The summit will be held in Tam. [Orve] remains in reserve.", "proposed"),
        ("The talks move to Tam, and [Orve] is the fallback.", "proposed"),
        ("Mesk backed [Orve] as the venue.", "proposed"),
        ("The sides differ on talks. Mesk rejected [Orve] as the site of the talks.", "ruled_out"),
    ],
)
def test_a_place_that_is_weighed_for_a_meeting_is_a_venue(text: str, status: str):
    assert told(text) == ("literal", "diplomatic", status)
    assert told(text, "literal") == ("literal", "diplomatic", status)


@pytest.mark.parametrize(
    "text",
    [
        "[Orve] has proposed itself as a venue.",
        "Mesk rejected [Orve] as the venue for the cup final.",
        "Mesk promotes [Orve] as a place for tourists.",
        "Mesk wants [Orve] for the summer.",
        "Talks went on while Mesk backed [Orve] with arms.",
        "The talks failed. Mesk rejected [Orve] and its demands.",
        "At the talks [Orve] would do nothing.",
        "At the talks [Orve] would do so again.",
        "Troops of [Orve] remain in reserve during the talks.",
        "Mesk, which hosts the talks, favours [Orve].",
        "[Orve] would do.",
        "Mesk backed [Orve] for peace talks.",
        "Mesk mentioned [Orve] for its mediation.",
        "Mesk wants [Orve] as the sides look for somewhere to meet.",
        "Mesk dismissed [Orve] as a place with no past before the summit.",
        "At the summit it offered [Orve] as the site of a radar.",
        "In the talks Mesk wants Tam, and Sund wants [Orve].",
        "Before the talks, Mesk promoted Tam, and Sund promoted [Orve].",
        "Mesk favours Tam for the talks, and Sund backs [Orve].",
        "Mesk favours Tam for the talks, and envoys left for [Orve].",
        "Asked at the talks what [Orve] would do, the envoy laughed.",
        "At the summit they wondered what Mesk and [Orve] might do.",
        "The summit did more than [Orve] could do.",
    ],
)
def test_a_government_or_another_venue_is_left_alone(text: str):
    assert told(text) == ("metonymic", "none", "planned")


def test_a_place_is_backed_for_talks_where_a_government_may_be_too():
    text = "Mesk wants [Orve] for the talks."
    assert told(text, "literal") == ("literal", "diplomatic", "proposed")
    assert told(text) == ("metonymic", "none", "planned")


def test_a_battlefield_stays_one():
    plain, ((start, end),) = marked("Mesk rejected [Orve] as the venue.")
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    read = Read(start, end, p).ruled("usage", "literal").ruled("site", "battlefield")
    assert candidates_told(plain, [read], [(0, len(plain))]) == [read]


@pytest.mark.parametrize(
    "words", ["talks favours A, and B favours ", "the venue as the ", "Orve, "]
)
def test_long_sentences_take_no_longer_by_the_word(words: str):
    text = words * (60_000 // len(words))
    p = {head: [1 / len(labels)] * len(labels) for head, labels in HEADS.items()}
    reads = [Read(at, at + 4, p).ruled("usage", "literal") for at in range(0, 50_000, 5_000)]
    began = process_time()
    candidates_told(text, reads, [(0, len(text))] * len(reads))
    assert process_time() - began < 2
