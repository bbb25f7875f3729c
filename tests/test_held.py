"""Who takes what stance on a venue, by the rules and by what the network says of the words about it."""

from __future__ import annotations

from hearing import heard_in

from geomap.reader.answers import OfEvent
from geomap.reader.details.gathering import details
from geomap.reader.labels import STANCES

SENTENCE = "Norway offered to host the talks in Orlo; for the junta it was never on; he shrugged."
SITE = (36, 40)


def heard(**stances: str) -> OfEvent:
    """Return what is heard where these words are surely of each stance, and no others."""
    return OfEvent(stances=heard_in(SENTENCE, STANCES, stances))


def told(said: OfEvent, *, status: str = "proposed") -> list[tuple[str, str]]:
    found = details(
        SENTENCE,
        mention=SITE,
        trigger=None,
        site="diplomatic",
        status=status,
        heard=said,
    ).stances
    assert all(one.text in SENTENCE for one in found)
    return [(one.actor, one.stance) for one in found]


def test_without_the_network_the_rules_tell() -> None:
    assert told(OfEvent()) == [("Norway", "proposes")]


def test_a_stance_that_no_rule_gives_is_taken_as_it_is_heard() -> None:
    found = told(heard(refuses="the junta"))
    assert found == [("Norway", "proposes"), ("the junta", "refuses")]


def test_nobody_without_a_name_has_a_stance_and_no_venue_in_its_own() -> None:
    assert told(heard(refuses="he")) == told(heard(accepts="Orlo")) == [("Norway", "proposes")]


def test_what_no_rule_gives_is_said_to_be_learnt() -> None:
    found = details(
        SENTENCE,
        mention=SITE,
        trigger=None,
        site="diplomatic",
        status="proposed",
        heard=heard(refuses="the junta"),
    )
    assert found.why == ("as in events that people have marked, by no rule: 'the junta' refuses",)


def test_of_what_took_place_no_stance_is_heard() -> None:
    assert told(heard(refuses="the junta"), status="occurred") == []
