"""Learns geomap/reader/details/party_weights.py: which phrases name who takes part in an event, and as what.

    python -m geomap.training.parties [--into geomap/reader/details/party_weights.py]

`detailed/` holds events of the corpus with their parties as people have marked them (its README says
how). What counts are the events whose class is read right: a multinomial logistic regression over the
phrases of their sentences. How well it does in articles that it wasn't fitted to, and how well the rules
do alone, is printed. Other weights read otherwise: bump `CODE` of the reader with them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.articles import article_from_text
from geomap.evaluate.details import Details, Fact, alike, load_details
from geomap.model import ActorRole, Mention
from geomap.reader.details import actors
from geomap.reader.details.bystanders import is_done_to, left_open
from geomap.reader.details.parties import ROLES, SURE, Rules, signs
from geomap.reader.grammar.scene import Scene, scene
from geomap.reader.model_reader import ModelReader
from geomap.training.corpus import FOLDER, passages, sentence_start
from geomap.training.kinds import DETAILED

_FOLDS, _STEPS, _LEAST_SEEN = 5, 250, 4
_LEAST = 0.1  # a sign worth less for every role isn't kept


class Case(NamedTuple):
    """A phrase that may name somebody, its signs, and its right roles: none where it takes no part."""

    article: str
    signs: list[str]
    right: tuple[object, ...]
    rule: ActorRole | None
    done_to: bool = False  # so no initiator, whatever its signs say


def cases(told: dict[tuple[str, int], Details]) -> tuple[list[Case], int]:
    """Return the phrases of the events whose class is read right, and how many parties no phrase names."""
    reader, asked = ModelReader(), {article for article, _ in told}
    found: list[Case] = []
    unnamed = 0
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            if passage.id not in asked:
                continue
            day = date.fromisoformat(passage.published) if passage.published else None
            marks = {m.start: m.labels.get("site", "none") for m in passage.mentions}
            spans = [(m.start, m.end) for m in passage.mentions]
            read = reader.mentions(article_from_text(passage.text, published=day), spans=spans)
            for one in read:
                given = told.get((passage.id, one.start))
                if given is None or one.site != marks[one.start]:
                    continue
                made, missed = _of_event(passage.id, passage.text, one, read, given)
                found += made
                unnamed += missed
    return found, unnamed


def _of_event(
    article: str, text: str, one: Mention, read: Sequence[Mention], given: Details
) -> tuple[list[Case], int]:
    start = sentence_start(text, one)
    mention = (one.start - start, one.end - start)
    trigger = one.trigger and (one.trigger.start - start, one.trigger.end - start)
    end = start + len(one.sentence)
    beside = [m for m in read if m.usage == "literal" and start <= m.start and m.end <= end]
    places = [(m.start - start, m.end - start) for m in beside if m is not one]
    taken = scene(one.sentence, mention, trigger, one.site, places)
    rules = actors.ruled(taken)
    weighable = {*rules, *left_open(taken, rules, str(one.status))}
    shown = {
        index: Fact(one.sentence[phrase.start : phrase.end], ())
        for index, phrase in enumerate(taken.phrases)
        if index in weighable and not (phrase.start < mention[1] and mention[0] < phrase.end)
    }
    right: dict[int, tuple[object, ...]] = {}
    missed = 0
    due = [fact for fact in given.facts["actors"] if not fact.open]
    for fact in due:
        named = [i for i, words in shown.items() if i not in right and alike(words, fact)]
        if named:
            right[_nearest(taken, named, rules)] = fact.label
        else:
            missed += 1
    left_out = {
        i
        for i, words in shown.items()
        if i not in right and any(alike(words, fact) for fact in given.facts["actors"])
    }
    return [
        Case(
            article,
            list(signs(taken, i, rules, str(one.status))),
            right.get(i, ()),
            rules.get(i),
            is_done_to(taken, taken.phrases[i]),
        )
        for i in shown
        if i not in left_out
    ], missed


def _nearest(taken: Scene, named: Sequence[int], rules: Rules) -> int:
    """Return which of some phrases of the same words is meant: one of the rules', else that next to the place."""
    return min(named, key=lambda i: (i not in rules, abs(taken.phrases[i].first - taken.mention)))


def _columns(data: Sequence[Case]) -> dict[str, int]:
    seen = Counter(sign for case in data for sign in set(case.signs))
    kept = sorted(sign for sign, n in seen.items() if n >= _LEAST_SEEN)
    return {sign: at for at, sign in enumerate(kept)}


def _rows(data: Sequence[Case], column: dict[str, int]) -> np.ndarray:
    rows = np.zeros((len(data), len(column)))
    for row, case in enumerate(data):
        rows[row, [column[sign] for sign in case.signs if sign in column]] = 1.0
    return rows


def fitted(data: Sequence[Case], column: dict[str, int], strength: float) -> np.ndarray:
    """Return what each sign is worth for none and each role: (signs, 1 + roles), by Adam."""
    rows = _rows(data, column)
    right = np.array([[not case.right, *(r in case.right for r in ROLES)] for case in data], float)
    now = np.zeros((len(column), right.shape[1]))
    first, second = np.zeros_like(now), np.zeros_like(now)
    for step in range(1, _STEPS + 1):
        p = _likely(rows @ now)
        q = p * right
        q /= np.maximum(q.sum(1, keepdims=True), 1e-12)
        slope = rows.T @ (p - q) / len(data) + strength * now
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.05 * (1 - 0.9 * step / _STEPS)
        now -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return now


def _likely(scores: np.ndarray) -> np.ndarray:
    grown = np.exp(scores - scores.max(1, keepdims=True))
    likely: np.ndarray = grown / grown.sum(1, keepdims=True)
    return likely


def tried(data: Sequence[Case], unnamed: int, strength: float) -> Iterator[str]:
    """Yield how well parties are found in the fifths that the weights weren't fitted to, and by rules alone."""
    order = {name: at for at, name in enumerate(dict.fromkeys(case.article for case in data))}
    p = np.zeros((len(data), 1 + len(ROLES)))
    for fold in range(_FOLDS):
        rest = [at for at, case in enumerate(data) if order[case.article] % _FOLDS == fold]
        kept = [case for case in data if order[case.article] % _FOLDS != fold]
        column = _columns(kept)
        now = fitted(kept, column, strength)
        p[rest] = _likely(_rows([data[at] for at in rest], column) @ now)
    p[[case.done_to for case in data], 1 + ROLES.index("initiator")] = 0.0
    p /= p.sum(1, keepdims=True)
    due = sum(bool(case.right) for case in data) + unnamed
    by_rule = [case.rule for case in data]
    yield _told("rules alone", data, by_rule, due)
    best = [ROLES[at] for at in p[:, 1:].argmax(1)]
    for least in (0.5, SURE, 0.7):
        likely = [
            role if sure > least else None for role, sure in zip(best, 1 - p[:, 0], strict=True)
        ]
        taken = [rule or other for rule, other in zip(by_rule, likely, strict=True)]
        yield _told(f"and who is likely besides, from {least}", data, taken, due)


def _told(name: str, data: Sequence[Case], taken: Sequence[ActorRole | None], due: int) -> str:
    both = list(zip(data, taken, strict=True))
    named = sum(role is not None for role in taken)
    right = sum(role is not None and bool(case.right) for case, role in both)
    role_right = sum(role in case.right for case, role in both if role is not None)
    p, r = right / max(1, named), right / max(1, due)
    return (
        f"{name}: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}, "
        f"role {role_right / max(1, right):.3f}, n {due}"
    )


def main() -> None:
    """Fit, print how good the fit is, and write the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strength", type=float, default=0.003, help="how near to 0 they are kept")
    parser.add_argument("--into", type=Path, help="module for the weights of all articles")
    asked = parser.parse_args()
    data, unnamed = cases(load_details(DETAILED))
    for line in tried(data, unnamed, asked.strength):
        print(line)
    if asked.into is None:
        return
    column = _columns(data)
    now = fitted(data, column, asked.strength)
    now = now[:, 1:] - now[:, :1]  # beside taking no part
    lines = [
        '"""What each sign of `parties` is worth for each role: learnt by `python -m geomap.training.parties`."""',
        "",
        "WEIGHTS: dict[str, tuple[float, ...]] = {",
        *(
            f"    {json.dumps(sign, ensure_ascii=False)}: ({', '.join(f'{value:.2f}' for value in now[at])}),"
            for sign, at in column.items()
            if abs(now[at]).max() >= _LEAST
        ),
        "}",
        "",
    ]
    asked.into.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
