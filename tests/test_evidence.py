"""What is shown of a text for a mention."""

from __future__ import annotations

from geomap.reader import evidence
from geomap.reader.wording.sentences import split

TEXT = "One fell. Two fell.\n\nThree fell. Four fell. Five fell."


def _in_paragraph(at: str) -> int:
    sentences = split(TEXT)
    return evidence.in_paragraph(TEXT, sentences, [a for a, _ in sentences], TEXT.index(at))


def test_a_blank_line_ends_the_sentences_of_a_paragraph():
    assert [_in_paragraph(at) for at in ("One", "Two", "Three", "Four", "Five")] == [0, 1, 0, 1, 2]


def test_a_long_paragraph_counts_no_more_sentences_than_are_looked_at():
    text = "It fell. " * 500
    sentences = split(text)
    starts = [a for a, _ in sentences]
    counted = evidence.in_paragraph(text, sentences, starts, starts[-1])
    assert counted == len(evidence.told_before(text, sentences, starts, starts[-1]))
