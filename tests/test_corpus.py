"""geomap's own passages parse, and what is marked wrongly is told with its place."""

from __future__ import annotations

import pytest

from geomap.training.corpus import FOLDER, CorpusError, counts, passages


def test_every_passage_is_marked_rightly_and_has_an_id_of_its_own():
    assert counts(sorted(FOLDER.glob("*.txt")))["passages"] >= 600


def test_passages_repeat_few_phrases():
    files = sorted(FOLDER.glob("*.txt"))
    plain = [path for path in files if path.stem.startswith("plain")]
    # Idioms repeat the more, the longer the whole is: .0199 of 316,000 words, .0210 of 358,000, .0223 of 573,000,
    # .0250 of 628,000.
    assert counts([path for path in files if path not in plain])["repeated_4grams"] < 0.026
    # Plain reports are told in agencies' phrases, as they are in the news: .0371 of 94,000 words, .0367 of 141,000,
    # .0447 of 190,000, .0565 of 247,000, where the two files that came last repeat .0246 and .0181 of their own.
    assert counts(plain)["repeated_4grams"] < 0.058


def test_offsets_come_out_of_the_marks():
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            for mention in passage.mentions:
                assert passage.text[mention.start : mention.end].strip()
                assert 0 <= mention.start < mention.end <= len(passage.text)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("[[Kyiv|metonymik]]", "'metonymik'"),
        ("[[Kyiv|battlefield occurred]]", "has no usage"),
        ("[[Kyiv|metonymic battlefield occurred]]", "not literal"),
        ("[[Kyiv|literal battlefield]]", "go together"),
        ("[[Kyiv|literal", "unclosed"),
    ],
)
def test_a_wrong_mark_is_told_with_its_passage(tmp_path, mark, said):
    path = tmp_path / "mine.txt"
    path.write_text(f"=== mine-001 | wire | -\nShells fell on {mark}.\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=said) as error:
        list(passages(path))
    assert "mine-001" in str(error.value)
