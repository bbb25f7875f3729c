"""The date an article carries, in the forms that headers, columns and pages have it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(?:[T ].*)?", re.DOTALL)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}.*)?", re.DOTALL)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)(?:,?\s+.*)?", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LONGEST = 60
_LANGUAGES = [
    "en", "uk", "ru", "de", "fr", "es", "it", "pt", "pl", "nl", "tr", "ar", "fa", "he", "ro", "cs",
    "sv", "el", "hi", "id", "vi", "zh", "ja", "ko",
]  # fmt: skip


def article_date(value: object) -> date | None:
    """Return the day that `value` names whole, as written there; None when it names none.

    A day of a month of a year: 'may' and 'yesterday' are none, and neither is 3/4/2025, which is
    March here and April there. A time zone doesn't move the day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    if not text or len(text) > _LONGEST:
        return None
    if found := _ISO.fullmatch(text) or _BASIC.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return _numbers(int(found[1]), int(found[3]), int(found[4]), dotted=found[2] == ".")
    if not _YEAR.search(text) or text.isdigit():
        return None
    return _mail(text) or _words(text)


def moment(value: object) -> str | None:
    """Return the moment that an ISO 8601 `value` names, in UTC as 2025-08-22T06:00:00Z, or None.

    What names no zone is taken for UTC. A day alone, or a time in words, is no moment.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip()) if "T" in value or ":" in value else None
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    try:
        told = value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        return None
    return f"{told.replace(microsecond=0, tzinfo=None).isoformat()}Z"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(first: int, second: int, year: int, *, dotted: bool) -> date | None:
    # 21.08.2025 has the day first wherever dots are written; 8/21/2025 tells by its numbers.
    if dotted or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str) -> date | None:
    import dateparser

    try:
        found = dateparser.parse(
            text,
            languages=_LANGUAGES,
            settings={
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],
            },
        )
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return found.date() if found is not None else None
