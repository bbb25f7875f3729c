"""The day that a Ukrainian or Russian sentence gives for an event."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geomap.model import Status
from geomap.reader.dates.resolver import DateReading

_MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "січн январ", "лют феврал", "берез март", "квіт апрел", "трав мая мае", "черв июн",
            "лип июл", "серп август", "верес сентябр", "жовт октябр", "листоп ноябр", "груд декабр",
        ),
        1,
    )
    for stem in stems.split()
}  # fmt: skip
_WEEKDAYS = {
    stem: number
    for number, stems in enumerate(
        ("понеділ понедел", "вівтор вторник", "серед сред", "четвер", "п'ятниц п’ятниц пʼятниц пятниц",
         "субот суббот", "неділ воскресень")
    )
    for stem in stems.split()
}  # fmt: skip
_DAYS_AWAY = {"позавчора": -2, "позавчера": -2, "вчора": -1, "учора": -1, "вчера": -1,
              "сьогодні": 0, "сегодня": 0, "завтра": 1}  # fmt: skip
_MONTH = (
    r"(?P<month>січ(?:ня|ні)|лют(?:ого|ому)|берез(?:ня|ні)|квіт(?:ня|ні)|трав(?:ня|ні)|черв(?:ня|ні)"
    r"|лип(?:ня|ні)|серп(?:ня|ні)|верес(?:ня|ні)|жовт(?:ня|ні)|листопад[аі]|груд(?:ня|ні)"
    r"|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яе]|марта|марте|мая|мае|августа|августе)"
)
_WEEKDAY = (
    r"(?P<weekday>понеділ(?:ок|ка)|понедельник[а]?|вівтор(?:ок|ка)|вторник[а]?|серед[уи]|сред[уы]|четверга?"
    r"|п['’ʼ]?ятниц[юиі]|пятницу|суботу|суботи|субботу|субботы|неділ[юі]|воскресенье)"
)
_YEAR = r"(?:\s(?P<year>(?:19|20)\d\d))?"
_SAID = re.compile(
    rf"(?<!\w)(?P<since>(?:з|із|с)\s)?(?:(?P<day>\d{{1,2}})(?:-?го)?|(?P<inside>[уув]|во))\s{_MONTH}(?!\w){_YEAR}"
    rf"|(?<!\w)(?P<open>з|із|с)\s(?:[а-яіїє]{{1,9}}\s)?{_MONTH.replace('month', 'open_month')}(?!\w){_YEAR.replace('year', 'open_year')}"
    rf"|(?<!\w)(?:у|в|во)\s(?:ніч\sна\s|ночь\sна\s)?{_WEEKDAY}(?!\w)"
    r"|(?<!\w)(?P<away>позавчора|позавчера|вчора|учора|вчера|сьогодні|сегодня|завтра)(?!\w)"
    r"|(?<!\w)(?P<night>вночі|уночі|ночью|минулої\sночі|цієї\sночі|этой\sночью|прошлой\sночью)(?!\w)"
    r"|(?<!\w)(?P<next>наступного\sтижня|на\sследующей\sнеделе)(?!\w)"
    r"|(?<!\w)(?P<last>минулого\sтижня|на\sпрошлой\sнеделе)(?!\w)",
    re.I,
)
_HINT = re.compile(r"\d|ніч|ноч|вч|завтра|годн|в\s|у\s|тиж|недел|[зс]\s", re.I)
_OF_A_PAPER = re.compile(r"(?:від|от)\s$", re.I)  # 'угода від 5 травня'
_PAST, _AHEAD = ("occurred", "ongoing"), ("planned", "proposed")


def event_date(
    sentence: str, at: int, status: Status, published: date | None
) -> DateReading | None:
    """Return the day in `sentence` nearest to the event's word at `at`; None where none is told."""
    if status not in (*_PAST, *_AHEAD) or not _HINT.search(sentence):
        return None
    found: list[tuple[int, DateReading]] = []
    for match in _SAID.finditer(sentence):
        if _OF_A_PAPER.search(sentence, max(0, match.start() - 5), match.start()):
            continue
        dated = _read(match, ahead=status in _AHEAD, published=published)
        if dated is not None:
            gap = min(abs(match.start() - at), abs(match.end() - at))
            found.append((gap, dated))
    return min(found, key=lambda one: one[0])[1] if found else None


def _read(match: re.Match[str], *, ahead: bool, published: date | None) -> DateReading | None:
    words = match.group().strip()
    month = match["month"] or match["open_month"]
    if month:
        return _month(match, month, words, ahead=ahead, published=published)
    if published is None:
        return None
    if match["weekday"]:
        number = next(
            n for stem, n in _WEEKDAYS.items() if match["weekday"].lower().startswith(stem)
        )
        gap = (published.weekday() - number) % 7
        day = published + timedelta(days=-gap % 7 if ahead else -gap)
        if ahead and day == published:
            day += timedelta(days=7)
        return DateReading(day.isoformat(), "relative", words)
    if match["away"]:
        day = published + timedelta(days=_DAYS_AWAY[match["away"].lower()])
        return (
            DateReading(day.isoformat(), "relative", words) if ahead or day <= published else None
        )
    if match["night"]:
        before = published - timedelta(days=1)
        return (
            None
            if ahead
            else DateReading(f"{before.isoformat()}/{published.isoformat()}", "relative", words)
        )
    monday = published - timedelta(days=published.weekday())
    monday += timedelta(days=7 if match["next"] else -7)
    if bool(match["next"]) != ahead:
        return None
    return DateReading(
        f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "relative", words
    )


def _month(
    match: re.Match[str], month: str, words: str, *, ahead: bool, published: date | None
) -> DateReading | None:
    """Return a day, or a month, that the text names; the year is its own or the nearest."""
    number = next(n for stem, n in _MONTHS.items() if month.lower().startswith(stem))
    year = match["year"] or match["open_year"]
    day = int(match["day"]) if match["day"] else None
    made = _of_year(int(year), number, day) if year else _nearest(number, day, ahead, published)
    if made is None or (published and not ahead and made > published):
        return None
    edtf = made.isoformat() if day else f"{made:%Y-%m}"
    if match["since"] or match["open"]:
        edtf = f"{edtf}/.."
    return DateReading(edtf, "stated" if year else "relative" if published else "stated", words)


def _nearest(number: int, day: int | None, ahead: bool, published: date | None) -> date | None:
    """Return the last such day up to publication; the next one for what is to come."""
    if published is None:
        return None
    if day is None and number == published.month:
        return date(published.year, number, 1)
    made = _of_year(published.year, number, day)
    if made is not None and ahead and made < published:
        return _of_year(published.year + 1, number, day)
    if made is not None and not ahead and made > published:
        return _of_year(published.year - 1, number, day)
    return made


def _of_year(year: int, number: int, day: int | None) -> date | None:
    try:
        return date(year, number, day or 1)
    except ValueError:
        return None
