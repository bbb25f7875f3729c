"""On whose word an event stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import Attribution
from geomap.reader.voice.attribution import attribution
from geomap.reader.wording import cues


def test_who_says_that_it_was_not_so_denies_it():
    text = "Orania says it never strikes Perev."
    found = attribution(text, mention=(28, 33), voice="narrator", status="did_not_occur")
    assert (found.voice, found.by, found.denied_by) == ("denied", None, ("Orania",))


def test_who_refuses_a_venue_refuses_and_reports_nothing():
    text = "There is nothing to discuss in Perev, the president said."
    found = attribution(
        text, mention=(31, 36), voice="narrator", site="diplomatic", status="ruled_out"
    )
    assert (found.voice, found.by) == ("narrator", None)


NARRATOR = ("narrator", None, None, ())


def read(
    text: str, place: str, voice: str = "narrator", site: str = "battlefield", context: str = ""
) -> Attribution:
    start = text.index(place)
    mention = (start, start + len(place))
    cue = cues.find(text, mention=mention, site=site, status="occurred", role=None)
    trigger = (cue.start, cue.end) if cue else None
    return attribution(text, mention=mention, trigger=trigger, voice=voice, context_before=context)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (
            "Zelensky told parliament that fresh battalions were massing at Perev.",
            "Perev",
            ("attributed", "Zelensky", "belligerent", ()),
        ),
        (
            "Lipova was shelled overnight, Ukrainian officials said.",
            "Lipova",
            ("attributed", "Ukrainian officials", "official", ()),
        ),
        (
            "At least nine died in the strike on Al-Fara, according to witnesses.",
            "Al-Fara",
            ("attributed", "witnesses", "witness", ()),
        ),
        (
            "According to the UN, shells fell on Perev for a third day.",
            "Perev",
            ("attributed", "the UN", "monitor", ()),
        ),
        (
            "The Oranian defence ministry claims that Perev was overrun; Kyiv denies it.",
            "Perev",
            ("attributed", "The Oranian defence ministry", "belligerent", ("Kyiv",)),
        ),
        (
            "“We took Ansel at dawn,” said Colonel Ivo Maran, who commands the brigade.",
            "Ansel",
            ("attributed", "Colonel Ivo Maran", "belligerent", ()),
        ),
        (
            "Ilir Dushan, the mayor, said on Monday that a missile hit Novodar.",
            "Novodar",
            ("attributed", "Ilir Dushan", "official", ()),
        ),
        (
            "Novodar, its governor said, was shelled all day.",
            "Novodar",
            ("attributed", "its governor", "official", ()),
        ),
        (
            "Moscow's claim that Perev had fallen was rejected by Kyiv.",
            "Perev",
            ("attributed", "Moscow", "belligerent", ("Kyiv",)),
        ),
        (
            "A spokesman denied that any building in Perev had been struck.",
            "Perev",
            ("denied", None, None, ("A spokesman",)),
        ),
        (
            "On Monday the army said rebels had attacked Goman, adding that Bukara was shelled too.",
            "Bukara",
            ("attributed", "the army", "belligerent", ()),
        ),
        (
            "State television reported that jets bombed Hodar.",
            "Hodar",
            ("attributed", "State television", "media", ()),
        ),
        (
            "Residents told AFP that gunmen had attacked Mombera.",
            "Mombera",
            ("attributed", "Residents", "witness", ()),
        ),
        (
            "A missile wrecked the power station of Krasnopol early on Tuesday.",
            "Krasnopol",
            NARRATOR,
        ),
        ("Shells fell on Lipova, and the mayor said schools would stay shut.", "Lipova", NARRATOR),
        ("Moscow denied any involvement in the attack on Perev.", "Perev", NARRATOR),
        (
            "Jets bombed Perev, the US said.",
            "Perev",
            ("attributed", "the US", "belligerent", ()),
        ),
        (
            "Jets bombed Perev, the U.K. said.",
            "Perev",
            ("attributed", "the U.K.", "belligerent", ()),
        ),
    ],
)
def test_the_speaker_is_named_as_in_the_text(
    text: str, place: str, expected: tuple[object, ...]
) -> None:
    got = read(text, place)
    assert (got.voice, got.by, got.by_role, got.denied_by) == expected


def test_a_pronoun_stands_for_who_spoke_before() -> None:
    got = read(
        "He said the village of Deira was bombed.",
        "Deira",
        context="The mayor said on Monday that it was bad.",
    )
    assert (got.by, got.by_role) == ("The mayor", "official")


def test_a_pronoun_with_nobody_before_stands_for_itself() -> None:
    got = read("He said the village of Deira was bombed.", "Deira")
    assert (got.voice, got.by) == ("attributed", "He")


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    context = "“We are tired,” said the elder."
    got = read("“They burned Tarsa to the ground.”", "Tarsa", voice="attributed", context=context)
    assert (got.by, got.by_role) == ("the elder", "witness")


def test_who_says_that_nothing_happened_denies_it() -> None:
    got = read("The army said no shot was fired at Bir Salem.", "Bir Salem", voice="denied")
    assert (got.voice, got.by, got.denied_by) == ("denied", None, ("The army",))


@given(
    text=st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            (
                "he",
                "said",
                "that",
                ",",
                "“",
                "”",
                ";",
                "Kyiv",
                "denied",
                "it",
                "and",
                "according",
                "to",
                "the",
                "army",
                "'s",
                "claim",
                "by",
                "adding",
            )
        ),
        max_size=50,
    ).map(" ".join),
    cut=st.tuples(st.integers(0, 200), st.integers(0, 200)),
    voice=st.sampled_from(("narrator", "attributed", "denied")),
    context=st.text(max_size=80),
    following=st.lists(st.text(max_size=80) | st.just("Kyiv denied it; they had not."), max_size=2),
)
@settings(max_examples=200, deadline=None)
def test_a_speaker_is_always_words_of_the_text(
    text: str, cut: tuple[int, int], voice: str, context: str, following: list[str]
) -> None:
    start, end = sorted(min(at, len(text)) for at in cut)
    got = attribution(
        text,
        mention=(start, end),
        trigger=None,
        voice=voice,
        context_before=context,
        following=following,
    )
    for name in filter(None, (got.by, *got.denied_by)):
        assert any(name in told for told in (text, context, *following))
    assert got.voice != "attributed" or got.by


@pytest.mark.parametrize(
    "piece",
    [
        *("he said, ", "A", "and ", "’s claim ", "reports by ", " ", ", ", "did not ", "U.S. "),
        *("police and ", ", Lt. Gen. ", "rejected a ", "vowed to ", "added a ", "rejected by "),
    ],
)
def test_a_long_sentence_takes_time_in_line_with_its_length(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    before = time.process_time()
    attribution(
        text,
        mention=(0, 1),
        trigger=None,
        voice="narrator",
        context_before=text[:400],
        following=[text[:700], text[:700]],
    )
    assert time.process_time() - before < 5


def test_what_is_read_as_told_but_has_no_teller_anywhere_is_the_narrator_s() -> None:
    told = read("Lipova was reportedly shelled.", "Lipova", voice="attributed")
    assert (told.voice, told.by) == ("narrator", None)


def test_what_is_read_as_told_has_the_teller_of_the_sentence_before() -> None:
    before = "The governor said two villages were hit. "
    told = read("Lipova was shelled too.", "Lipova", voice="attributed", context=before)
    assert (told.voice, told.by, told.by_role) == ("attributed", "The governor", "official")
    elsewhere = read("Lipova was shelled.", "Lipova", voice="attributed", context=before + "\n\n")
    assert elsewhere.voice == "narrator"
