"""corrections.toml -> corrections; what is wrong in it is told with its line and the mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn, cast

from geomap.corrections.toml_lines import Lines, find_lines
from geomap.corrections.values import (
    CHOICES,
    FIELDS,
    KINDS,
    SCHEMA,
    WITHOUT_NEW,
    WITHOUT_OLD,
    Correction,
    Pointer,
)
from geomap.days import interval
from geomap.errors import UsageError
from geomap.model import CorrectedField

MOST_BYTES = 20_000_000
_KEYS = ("field", "event", "old", "new", "who", "when", "why", "mention")
_MENTION_KEYS = ("id", "source", "start", "end", "text", "sentence")
_PLACE_KEYS = ("id", "name", "kind", "country", "admin1", "lon", "lat", "radius_m")
_DAY = r"(?:\.\.|-?\d{4}(?:-\d\d){0,2}[?~%]?)"
_EDTF = re.compile(rf"{_DAY}(?:/{_DAY})?")
_HALF_EARTH_M = 20_040_000
_COUNTRY = re.compile("[A-Z]{2}")
_DIGEST = re.compile("sha256:[0-9a-f]{64}")
_WHEN = re.compile(r"\s*when\s*=\s*(\S(?:.*\S)?)")
_WRITE_WHEN = "Write a day, when = 2025-08-22, or a time, 2025-08-22T10:15:00Z."
_ONCE = "schema stands once, at the top of the file. Delete this line."
_MENDS = {  # what tomllib says -> how that is mended, where it isn't as usual
    "Illegal character '\\n'": 'A text begins and ends with its quotes on one line: who = "…".',
    "Unescaped '\\'": "Write a backslash twice, or the text in 'single quotes'.",
    "Invalid hex value": "Write a backslash twice, or the text in 'single quotes'.",
    "Cannot overwrite a value": "A key stands once in its table. Delete the line.",
}


def load_corrections(path: Path) -> list[Correction]:
    """Return the corrections of `path`, in their order.

    Raises UsageError: the file can't be read, is no TOML, or something in it is wrong.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no file. Give corrections a file of that name, or move it.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(
                f"{path} is {path.stat().st_size:,} bytes; corrections may have {MOST_BYTES:,}. "
                "Is it the right file?"
            )
        # Editors on Windows begin a file with a byte order mark, which TOML doesn't know.
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}. Mend that, or take it away."
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{path} line {line} is no UTF-8. Save the file as UTF-8.") from None
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(_no_toml(path, text, error)) from None
    return _Checked(path, find_lines(text)).corrections(values)


def _no_toml(path: Path, text: str, error: Exception) -> str:
    said = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
    if said is None:
        return f"{path} is no valid TOML: {error}. Mend that, or take the last correction out."
    where = f"line {said[2]} column {said[3]}" if said[2] else "its end"
    line = text.split("\n")[int(said[2]) - 1] if said[2] else ""
    if when := _WHEN.match(line):
        return f"{path} line {said[2]}: when is {when[1]:.80}. {_WRITE_WHEN}"
    mend = (
        'Texts stand in straight "quotes"; a correction begins with [[correction]], and each key has a line: '
        'who = "…".'
    )
    for begins, better in _MENDS.items():
        if said[1].startswith(begins):
            mend = better
    return f"{path} {where} is no valid TOML: {said[1]}. {mend}"


class _Checked:
    """Checks the values of one file, and knows the lines they stand in."""

    def __init__(self, path: Path, lines: Lines) -> None:
        self._path = path
        self._lines = lines

    def corrections(self, values: Mapping[str, Any]) -> list[Correction]:
        line = self._lines.keys.get((-1, None, "schema"), 1)
        if values.get("schema") != SCHEMA:
            told = values.get("schema")
            said = "there is no schema" if told is None else f"schema is {told!r:.80}"
            self._wrong(line, f'{said}. Write schema = "{SCHEMA}" at the top.')
        for name in values:
            if name not in ("schema", "correction"):
                at = self._lines.keys.get((-1, None, name), 1)
                self._wrong(
                    at, f"{name!r:.80} is unknown. A correction begins with [[correction]]."
                )
        given = values.get("correction", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            at = self._lines.keys.get((-1, None, "correction")) or self._lines.of(0)
            self._wrong(at, "correction is no list of tables. Write [[correction]] before each.")
        return [self._correction(number, one) for number, one in enumerate(given)]

    def _correction(self, number: int, given: Mapping[str, Any]) -> Correction:
        def wrong(key: str | None, what: str) -> NoReturn:
            self._wrong(self._lines.of(number, key), what)

        for key in given:
            if key == "schema":
                wrong(key, _ONCE)
            if key not in _KEYS:
                wrong(key, f"{key!r:.80} is no key of a correction. Known: {', '.join(_KEYS)}.")
        field = given.get("field")
        if field not in FIELDS:
            wrong("field", f"{_given('field', field)}. Write one of: {', '.join(FIELDS)}.")
        who = given.get("who")
        if not isinstance(who, str) or not who.strip():
            wrong("who", f'{_given("who", who)}. Say who corrects: who = "O. Reader".')
        for key in ("why", "event"):
            if key in given and not isinstance(given[key], str):
                wrong(key, f'{key} is {given[key]!r:.80}, no text. Write it in "quotes".')
        if "event" in given and not given["event"].startswith("e:"):
            wrong("event", f"event is {given['event']!r:.80}. An event's id begins with e:.")
        for key, without in (("old", WITHOUT_OLD), ("new", WITHOUT_NEW)):
            if field in without and key in given:
                wrong(key, f"{key} stands with field {field!r}, which has none. Delete the line.")
            if field not in without and key in given:
                self._value(number, key, str(field), given[key])
        if field not in WITHOUT_NEW and "new" not in given:
            wrong("field", f"field is {field!r} and there is no new. Say what is right: new = ….")
        return Correction(
            file=self._path.name,
            line=self._lines.of(number),
            field=cast(CorrectedField, field),
            who=who,
            when=self._when(number, given.get("when")),
            mentions=self._mentions(number, given.get("mention")),
            event=given.get("event"),
            old=given.get("old"),
            new=given.get("new"),
            why=given.get("why"),
        )

    def _when(self, number: int, when: object) -> str:
        if isinstance(when, datetime):
            if when.tzinfo is not None:
                return when.isoformat().replace("+00:00", "Z")
            said = f"when is {when.isoformat()}, a time without its offset"
        elif isinstance(when, date):
            return when.isoformat()
        else:
            said = _given("when", when.isoformat() if isinstance(when, time) else when)
        raise self._error(
            self._lines.of(number, "when"),
            f"{said}. {_WRITE_WHEN}",
        )

    def _value(self, number: int, key: str, field: str, value: object) -> None:
        """Check an `old` or a `new`."""
        line = self._lines.of(number, key)
        if field == "place":
            self._place(line, key, value)
        elif field in CHOICES and value not in CHOICES[field]:
            known = ", ".join(CHOICES[field])
            self._wrong(
                line, f"{key} is {value!r:.80}, which is no {field}. Write one of: {known}."
            )
        elif field == "date" and not (isinstance(value, str) and (not value or _is_edtf(value))):
            self._wrong(
                line,
                f'{key} is {str(value)!r:.80}, no EDTF date. Write a text: "2025-08-21", '
                '"2025-08", "../2025-08-21", "2025-08-01/2025-08-03", the first day first, '
                'or "" for none.',
            )
        elif field in ("merge", "split") and not (
            isinstance(value, str) and value.startswith("e:")
        ):
            self._wrong(line, f'{key} is {value!r:.80}. Write the id of an event: "e:…".')

    def _place(self, line: int, key: str, value: object) -> None:
        if not isinstance(value, dict):
            self._wrong(line, f"{key} is {value!r:.80}. Write {{ lon = 37.2, lat = 48.3 }}.")
        self._known(line, f"{key} holds", value, _PLACE_KEYS)
        for name, most in (("lon", 180), ("lat", 90)):
            if name not in value and key == "new":
                self._wrong(line, f"{key} has no {name}. Write {{ lon = 37.2, lat = 48.3 }}.")
            told = value.get(name, 0)
            if not _is_number(told) or not -most <= told <= most:
                self._wrong(
                    line,
                    f"{key}.{name} is {told!r:.80}, no number in -{most}..{most}. "
                    "Longitude and latitude may be swapped; corrections are written lon, then lat.",
                )
        radius_m = value.get("radius_m", 0)
        if not _is_number(radius_m) or not 0 <= radius_m <= _HALF_EARTH_M:
            self._wrong(line, f"{key}.radius_m is {radius_m!r:.80}. Write metres: radius_m = 2000.")
        for name in ("id", "name", "admin1", "kind", "country"):
            if name in value and not isinstance(value[name], str):
                self._wrong(line, f'{key}.{name} is {value[name]!r:.80}. Write it in "quotes".')
        if value.get("kind", KINDS[0]) not in KINDS:
            self._wrong(line, f"{key}.kind is {value['kind']!r:.80}. Known: {', '.join(KINDS)}.")
        if not _COUNTRY.fullmatch(value.get("country", "UA")):
            self._wrong(
                line, f'{key}.country is {value["country"]!r:.80}. Write two letters: "UA".'
            )
        if value.get("id") == "":
            self._wrong(line, f"{key}.id is empty. Leave it out for a point of your own.")

    def _mentions(self, number: int, given: object) -> tuple[Pointer, ...]:
        if isinstance(given, dict):
            self._wrong(
                self._lines.of(number, mention=0),
                "mention is one table. Write [[correction.mention]], in two brackets, before each.",
            )
        if not isinstance(given, list) or not given or not all(isinstance(m, dict) for m in given):
            self._wrong(
                self._lines.of(number),
                "the correction names no mention. Add [[correction.mention]] with id, source, "
                "start, end, text of the record in sightings.jsonl.",
            )
        return tuple(self._mention(number, index, one) for index, one in enumerate(given))

    def _mention(self, number: int, index: int, given: Mapping[str, Any]) -> Pointer:
        def line(key: str) -> int:
            return self._lines.of(number, key, mention=index)

        if "schema" in given:
            self._wrong(line("schema"), _ONCE)
        self._known(line(""), "the mention has", given, _MENTION_KEYS)
        for key in ("id", "source", "text"):
            if not isinstance(given.get(key), str) or not given[key]:
                self._wrong(
                    line(key), f'{key} is {given.get(key)!r:.80}. Copy the record\'s: {key} = "…".'
                )
        if any(not char.isprintable() for char in given["source"] if char.isascii()):
            self._wrong(
                line("source"),
                f"source is {given['source']!r:.80}. Write a backslash twice, or the text in "
                "'single quotes'.",
            )
        if not given["id"].startswith("m:"):
            self._wrong(line("id"), f"id is {given['id']!r:.80}. A mention's id begins with m:.")
        for key in ("start", "end"):
            told = given.get(key)
            if not isinstance(told, int) or isinstance(told, bool) or told < 0:
                self._wrong(line(key), f"{key} is {told!r:.80}. Copy the record's: {key} = 1834.")
        if given["end"] <= given["start"]:
            self._wrong(
                line("end"), f"end is {given['end']}, not after start, {given['start']}. Copy both."
            )
        sentence = given.get("sentence")
        if sentence is not None and not (isinstance(sentence, str) and _DIGEST.fullmatch(sentence)):
            self._wrong(
                line("sentence"),
                f"sentence is {sentence!r:.80}. Write sha256: and 64 digits, or leave it out.",
            )
        return Pointer(**given)

    def _known(
        self, line: int, what: str, given: Mapping[str, Any], known: Collection[str]
    ) -> None:
        for key in given:
            if key not in known:
                self._wrong(line, f"{what} {key!r:.80}. Known: {', '.join(known)}.")

    def _wrong(self, line: int, what: str) -> NoReturn:
        raise self._error(line, what)

    def _error(self, line: int, what: str) -> UsageError:
        return UsageError(f"{self._path} line {line}: {what}")


def _given(key: str, value: object) -> str:
    """Return in words what stands under a key that needs a value."""
    return f"there is no {key}" if value is None else f"{key} is {value!r:.80}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_edtf(text: str) -> bool:
    if not _EDTF.fullmatch(text) or text in ("..", "../.."):
        return False
    days = [part.rstrip("?~%") for part in text.split("/") if part != ".."]
    first, last = interval("/".join(part.rstrip("?~%") for part in text.split("/")))
    return first <= last and all(interval(day) != (date.min, date.max) for day in days)
