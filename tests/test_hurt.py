"""Who was hurt in an event, by the rules and by what the network says of each number."""

from __future__ import annotations

from hearing import heard_in

from geomap.reader.answers import OfEvent
from geomap.reader.details.gathering import details
from geomap.reader.labels import TOLLS

SENTENCE = "Shells fell on Orlo and killed five people; nine lay in the next street."
AFTER = "Two nurses were hurt."


def heard(sentence: str = SENTENCE, **kinds: str) -> OfEvent:
    """Return what is heard where the words of these numbers are surely of each kind, and no others."""
    return OfEvent(tolls=heard_in(sentence, TOLLS, kinds))


def told(
    said: OfEvent,
    sentence: str = SENTENCE,
    *,
    status: str = "occurred",
    offset: int = 0,
    literal: tuple[tuple[int, int, str], ...] = (),
) -> list[tuple[str, str | None, int | None]]:
    at = sentence.index("Orlo")
    found = details(
        sentence,
        mention=(at, at + 4),
        trigger=(0, 6),
        site="battlefield",
        status=status,
        offset=offset,
        literal=literal,
        following=[(offset + len(sentence) + 1, AFTER)],
        heard=said,
    ).casualties
    shown = f"{' ' * offset}{sentence} {AFTER}"
    assert all(shown[one.start : one.end] == one.text for one in found)
    return [(one.text, one.kind, one.low) for one in found]


def test_without_the_network_the_rules_tell() -> None:
    assert told(OfEvent()) == [("five people", "killed", 5), ("Two nurses", "wounded", 2)]


def test_what_a_rule_gives_stays_whatever_the_network_says() -> None:
    assert told(heard()) == told(OfEvent())


def test_a_number_that_no_rule_gives_is_taken_as_it_is_heard() -> None:
    assert told(heard(killed="nine")) == [
        ("five people", "killed", 5),
        ("nine", "killed", 9),
        ("Two nurses", "wounded", 2),
    ]


def test_offsets_are_the_text_s() -> None:
    assert ("nine", "killed", 9) in told(heard(killed="nine"), offset=40)


def test_hurt_and_no_more_is_a_kind_of_its_own() -> None:
    assert ("nine", None, 9) in told(heard(unspecified="nine"))


def test_what_has_not_happened_hurts_nobody_whatever_is_heard() -> None:
    assert ("nine", "killed", 9) not in told(heard(killed="nine"), status="planned")


def test_a_number_is_told_whole_however_much_of_it_is_heard() -> None:
    sentence = "Shells on Orlo saw an estimated 75,000 persons take to the hills."
    found = told(heard(sentence, displaced="75"), sentence)
    assert found[0] == ("an estimated 75,000 persons", "displaced", 75_000)


def test_things_and_articles_count_nobody() -> None:
    sentence = "Shells on Orlo wrecked thirteen armoured vehicles, and a"
    assert told(heard(sentence, captured="thirteen", killed="and a"), sentence) == [
        ("Two nurses", "wounded", 2)
    ]


def test_a_number_that_is_of_another_place_is_not_taken() -> None:
    sentence = "Shells on Orlo were the first, and seventeen fell in Vesk."
    at = sentence.index("Vesk")
    other = ((at, at + 4, "battlefield"),)
    assert told(heard(sentence, killed="seventeen"), sentence, literal=other) == []
    assert told(heard(sentence, killed="seventeen"), sentence)[0] == ("seventeen", "killed", 17)
