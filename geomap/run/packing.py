"""Sightings of one article as JSON that is quick to take back: each value in it once.

Checking records again, or only parsing their lines, takes longer than all the rest of a map that is
made again. What is packed here was checked when it was made, and is trusted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import from_json

from geomap.model import (
    Actor,
    ArticleRef,
    Attribution,
    Candidate,
    Casualties,
    Corrected,
    Place,
    Scores,
    Sighting,
    Span,
    Stance,
)

_Model = TypeVar("_Model", bound=BaseModel)

# The fields that hold a value of a model, or several: their rows refer to a table of it.
_ONE: dict[str, type[BaseModel]] = {
    "article": ArticleRef,
    "place": Place,
    "trigger": Span,
    "attribution": Attribution,
    "score": Scores,
}
_MANY: dict[str, type[BaseModel]] = {
    "actors": Actor,
    "stances": Stance,
    "casualties": Casualties,
    "rivals": Candidate,
    "corrected": Corrected,
}
_MODELS = {**_ONE, **_MANY}
_NAMES = {name: tuple(model.model_fields) for name, model in _MODELS.items()}
_LISTS = {  # where their rows hold a list
    "article": _NAMES["article"].index("earlier"),
    "attribution": _NAMES["attribution"].index("denied_by"),
    "rivals": _NAMES["rivals"].index("why"),
}
_Held = list[tuple[str, list[Any]]]  # fields of a shape, and the table that each refers to
_NOT_SET: set[str] = set()  # which fields were given: nobody asks


# What most records say, which their rows leave out.
_USUAL: dict[str, Any] = {
    name: field.default
    for name, field in Sighting.model_fields.items()
    if not field.is_required()
} | {
    "section": "body", "place": None, "site": "none", "status": None, "role": None,
    "event_type": None, "trigger": None, "attribution": Attribution(), "event_date": None,
    "date_text": None, "date_basis": None, "background": False, "on_map": False,
    "off_map_reason": None,
}  # fmt: skip
_EMPTY: dict[str, Any] = {name: _USUAL.get(name) for name in Sighting.model_fields}


class _Tables:
    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {name: [] for name in (*_ONE, *_MANY, "texts", "shapes")}
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, table: str, value: Any) -> int:
        # As text: what is known already is known by it, with nothing parsed.
        text = value if table == "texts" else json.dumps(value, ensure_ascii=False)
        key = table, text
        if key not in self._numbers:
            self._numbers[key] = len(self.rows[table])
            self.rows[table].append(text)
        return self._numbers[key]


def pack(sightings: Sequence[Sighting]) -> bytes:
    """Return `sightings` as JSON: tables of what they hold, and a row for each.

    A row holds what isn't usual, and last the number of its shape: the names of what it holds.
    """
    tables = _Tables()
    rows: list[list[Any]] = []
    for sighting in sightings:
        fields = sighting.model_dump(mode="json", by_alias=False)
        shape = [n for n in fields if n not in _USUAL or getattr(sighting, n) != _USUAL[n]]
        row: list[Any] = []
        for name in shape:
            value = fields[name]
            if name in _ONE:
                value = tables.number(name, list(value.values()))
            elif name in _MANY:
                value = [tables.number(name, list(one.values())) for one in value]
            elif name == "sentence":
                value = tables.number("texts", value)
            elif name == "why":
                value = [tables.number("texts", text) for text in value]
            row.append(value)
        rows.append([*row, tables.number("shapes", shape)])
    return json.dumps([tables.rows, rows], ensure_ascii=False, separators=(",", ":")).encode()


class Unpacker:
    """Takes back what `pack` made; what many articles hold (places, scores) becomes one value."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Any]] = {name: {} for name in _NAMES}
        self._shapes: dict[str, list[str]] = {}

    def sightings(self, packed: bytes) -> list[Sighting]:
        """Return the sightings that were packed."""
        tables, rows = from_json(packed, cache_strings="none")
        held: dict[str, list[Any]] = {"sentence": tables["texts"], "why": tables["texts"]}
        for name, known in self._known.items():
            held[name] = [known.get(text) or self._value(name, text) for text in tables[name]]
        shapes = [self._shape(text, held) for text in tables["shapes"]]
        made: list[Sighting] = []
        for row in rows:
            shape, singles, several = shapes[row[-1]]
            fields = _EMPTY.copy()
            fields.update(zip(shape, row, strict=False))
            for name, table in singles:
                fields[name] = table[fields[name]]
            for name, table in several:
                fields[name] = tuple([table[n] for n in fields[name]])
            made.append(_value(Sighting, fields))
        return made

    def _shape(self, text: str, held: dict[str, list[Any]]) -> tuple[list[str], _Held, _Held]:
        shape = self._shapes.get(text)
        if shape is None:
            shape = self._shapes[text] = json.loads(text)
        singles = [(name, held[name]) for name in shape if name in _ONE or name == "sentence"]
        several = [(name, held[name]) for name in shape if name in _MANY or name == "why"]
        return shape, singles, several

    def _value(self, name: str, text: str) -> BaseModel:
        model, row = _MODELS[name], from_json(text)
        if name in _LISTS:
            row[_LISTS[name]] = tuple(row[_LISTS[name]])
        fields = dict(zip(_NAMES[name], row, strict=True))
        if model is ArticleRef and fields["published"] is not None:
            fields["published"] = date.fromisoformat(fields["published"])
        value = self._known[name][text] = _value(model, fields)
        return value


def _value(model: type[_Model], fields: dict[str, Any]) -> _Model:
    """Return a value of `model` that holds `fields`, all of them and in the model's order."""
    # What model_construct does, without its look at every field's default and alias.
    made = model.__new__(model)
    _put_dict(made, fields)
    _put(made, "__pydantic_fields_set__", _NOT_SET)
    _put(made, "__pydantic_extra__", None)
    _put(made, "__pydantic_private__", None)
    return made


_put = object.__setattr__
_put_dict = BaseModel.__dict__["__dict__"].__set__
