"""How date expressions are written: patterns in order, each with what it means.

The first pattern to match a stretch of text wins it, so that "3 May 2024" is no "May 2024".
Each holds a group `date`: what is shown as the text of the date. Behind these stand those of
`patterns_nearby`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from geomap.reader.dates import ago as back
from geomap.reader.dates import meanings as mean
from geomap.reader.dates import parts as part
from geomap.reader.dates import weekdays as weekly
from geomap.reader.dates.ago import COUNTED_BACK, TO_THE_DAY
from geomap.reader.dates.event_nouns import EVENT_NOUN
from geomap.reader.dates.meanings import Days, When
from geomap.reader.dates.numbers import NUMBER, ORDINAL
from geomap.reader.dates.parts import PART_OF

Meaning = Callable[["re.Match[str]", When], Days | None]

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
# '1630:', 'by 1545': an hour of a page's entries before a year of old
_CLOCK = r"1[5-7][0-5][05]\b"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_TO = r"(?P<to>\s?[-–—]\s?|\s+(?:and|to|until|till|through)\s+)"
_BETWEEN = r"(?:\b(?P<between>[Bb]etween)\s+(?:the\s+)?)?"
_COUNTED_YEARS = (
    rf"(?P<n>{NUMBER}|half\s+a)\s+(?:(?P<unit>year|decade|century)s?|(?P<ies>centuries))"
)
# What may be counted by a number that looks like a year.
_COUNTABLE = (
    r"(?:people|troops|soldiers|men|women|fighters|homes|houses|families|civilians|prisoners|km|kilo"
    r"|miles|met|dollars|refugees|children|times|drones|missiles|shells|rockets)\b"
)
# '2000 armed men' are counted; 'in 2000 by men' is a year
_COUNTS = (
    r"\s+(?:(?!(?:and|or|but|by|with|when|while|as|after|before|for|from|at|on|in|to|of|where|who|which|that|than)\s)[a-z]+\s+)?"
    rf"{_COUNTABLE}"
)
# 'In May 30 people died': the number counts, and is no day
_COUNT = (
    r"(?:\d[\d,]{0,10}\s+(?:[a-z-]{3,20}\s+)?(?:people|persons|troops|soldiers|men|women|fighters|homes|houses"
    r"|families|civilians|prisoners|refugees|children|drones|missiles|shells|rockets|villagers|residents|workers"
    r"|students|pilgrims|passengers|officers|policemen|migrants|rebels|militants|insurgents|hostages|protesters|bodies)\b"
    r"|(?:3[2-9]|[4-9]\d|[1-9]\d\d)\b(?![,.:/-]?\d))"
)
_NO_COUNT = rf"(?!(?<=\b[Ii]n ){MONTH}\s+{_COUNT})"
# 'overnight on March 9': that date says which night
UNDATED = (
    r"(?!\s*\(?(?:(?i:on|of|into|to|from|between)\s+)?(?:the\s+)?"
    rf"(?:{WEEKDAY}\b|{MONTH}\s+\d|\d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|{DAY}(?:(?:\s?[-–—]\s?|\s+(?:and|to)\s+){DAY})?\s+(?:of\s+)?{MONTH}))"
)
# A month's name alone is a date only after one of these: "may" and "march" are words too.
_BEFORE_MONTH = "|".join(
    f"(?<={initial}{word[1:]} )"
    for word in (
        *("in", "since", "of", "from", "until", "till", "during", "by", "for", "throughout"),
        *("before", "after", "and", "to", "between", "through", "come"),
        *("early as", "late as", "soon as", "recently as", "back as"),
        *("the following", "the next", "the previous", "the preceding"),
    )
    for initial in (word[0], word[0].upper())
)
# 'the 7 July district', '30 June Street' are named after a day
_NO_STREET = (
    r"(?!\s+(?:[Dd]istrict|Street|Square|Avenue|Bridge|Road|[Nn]eighbou?rhood|Brigade|Movement)\b)"
)
_OF_YEAR = r",?\s+(?:of\s+)?(?P<which>last|this|next)\s+year"
OPTIONAL_YEAR = rf"(?:,?\s+(?P<y>{YEAR})(?!\d))?"

RULES: tuple[tuple[Meaning, str], ...] = (
    # 2024-08-15, 15.08.2024, 15/08/2024, 08/15/2024; 08/09/2024 may be either and is left alone
    (mean.numeric, rf"(?<!\d)(?P<date>(?P<y>{YEAR})[-/](?P<mn>\d\d)[-/](?P<d>\d\d))(?!\d)"),
    (
        mean.numeric,
        rf"(?<![\d.])(?P<date>(?P<d>\d{{1,2}})\.(?P<mn>\d{{1,2}})\.(?P<y>{YEAR}))(?!\d)",
    ),
    (
        mean.numeric,
        rf"(?<![\d/])(?P<date>(?P<d>1[3-9]|2\d|3[01])/(?P<mn>0?[1-9]|1[0-2])/(?P<y>{YEAR}))(?![\d/])",
    ),
    (
        mean.numeric,
        rf"(?<![\d/])(?P<date>(?P<mn>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>{YEAR}))(?![\d/])",
    ),
    (
        mean.day_month,
        rf"^\W{{0,3}}(?P<date>(?P<y>{YEAR}),?\s+(?P<m>{MONTH})\s+(?P<d>{DAY}))(?:\s*[:–—]|\s+-\s)",
    ),
    # 3-5 May 2024, between 3 and 5 May, from 28 April to 3 May
    (
        mean.day_range,
        rf"{_BETWEEN}(?<!\d)(?P<date>(?P<d>{DAY})(?:\s+(?P<m1>{MONTH}))?(?:\s+(?P<y1>{YEAR}))?{_TO}"
        rf"(?P<d2>{DAY})\s+(?:of\s+)?(?P<m>{MONTH}){OPTIONAL_YEAR})",
    ),
    # May 3-5, 2024, from April 28 to May 3
    (
        mean.day_range,
        rf"{_BETWEEN}\b(?P<date>(?P<m>{MONTH})\s+(?P<d>{DAY})(?:,\s+(?P<y1>{YEAR}))?{_TO}"
        rf"(?:(?P<m2>{MONTH})\s+)?(?P<d2>{DAY}){OPTIONAL_YEAR})"
        rf"(?![\d%:]|[.,]\d|\s+{_COUNTABLE}|\s+w(?:as|ere)\b)",
    ),
    # overnight on 9 March, overnight (March 9)
    (
        weekly.overnight_dated,
        rf"\b(?P<date>[Oo]vernight\s+(?P<open>\()?(?:(?:on|into|to)\s+)?(?:{WEEKDAY},?\s+)?(?:the\s+)?"
        rf"(?:(?P<d>{DAY})\s+(?:of\s+)?(?P<m>{MONTH})|(?P<m1>{MONTH})\s+(?P<d2>{DAY}))"
        rf"{OPTIONAL_YEAR}(?(open)\)))(?!\w|[:.,]\d|\s?[-–—]\s?\d)",
    ),
    # the week of 17 April
    (
        mean.week_of,
        rf"\b(?P<date>the\s+week\s+(?:of|beginning|starting)\s+(?:{WEEKDAY},?\s+)?"
        rf"(?:(?P<d>{DAY})\s+(?P<m>{MONTH})|(?P<m1>{MONTH})\s+(?P<d2>{DAY})){OPTIONAL_YEAR})(?!\w)",
    ),
    # mid-July, late in May 2014, the first week of August last year
    (
        part.part_of_month,
        rf"\b(?P<date>(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:[-\s]+|\s+in\s+)|(?:[Tt]he\s+)?(?P<of>(?i:{PART_OF}))\s+of\s+)"
        rf"(?P<m>{MONTH})(?:{_OF_YEAR}|,?\s+(?:of\s+)?(?P<y>{YEAR})(?!\d))?)(?!\w|['’]s|\s+\d)",
    ),
    # May and June this year
    (
        mean.months_of_year,
        rf"{_BETWEEN}\b(?P<date>(?P<m>{MONTH}){_TO}(?P<m2>{MONTH}){_OF_YEAR})\b(?!['’])",
    ),
    # the May of 'in May and October of last year'
    (
        mean.of_year,
        rf"\b(?P<date>(?P<m>{MONTH}))"
        rf"(?=,?\s+(?:and|or)\s+(?:in\s+|again\s+in\s+)?{MONTH}{_OF_YEAR}\b)",
    ),
    # March last year, 3 May of this year, on May 3 next year
    (
        mean.of_year,
        rf"\b(?P<date>(?:(?P<d>{DAY})\s+(?:of\s+)?)?(?P<m>{MONTH})(?:\s+(?P<d2>{DAY}))?{_OF_YEAR})\b(?!['’])",
    ),
    # Thursday, 15 August 2024; the 15th of August; Thursday (15 August)
    (
        mean.day_month,
        rf"(?<!\d)(?P<date>\b(?:{WEEKDAY},?\s+\(?)?(?:the\s+)?(?P<d>{DAY})\s+(?:of\s+)?"
        rf"(?P<m>{MONTH}){_NO_STREET}{OPTIONAL_YEAR})(?!\w)",
    ),
    # Thursday, Aug. 15, 2024; Thursday (August 15th)
    (
        mean.day_month,
        rf"\b{_NO_COUNT}(?P<date>(?:{WEEKDAY},?\s+\(?)?(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{DAY}){_NO_STREET}"
        rf"{OPTIONAL_YEAR})(?!\w|[:.,]\d)",
    ),
    # the first of May, the Fourth of July, the last day of May
    (
        mean.day_in_words,
        rf"\b(?P<date>(?i:the)\s+(?:(?P<nth>(?i:{ORDINAL}))(?:\s+day)?|(?P<last>last\s+(?:day|night)))\s+of\s+(?P<m>{MONTH})"
        rf"{_NO_STREET}{OPTIONAL_YEAR})(?!\w|['’]s)",
    ),
    # June 2014 to April 2016
    (
        mean.month_range,
        rf"\b(?P<date>(?P<m>{MONTH})(?:\s+(?P<y1>{YEAR}))?{_TO}(?P<m2>{MONTH}){OPTIONAL_YEAR})"
        r"(?!\w|\s+\d)",
    ),
    (mean.month, rf"\b(?P<date>(?P<m>{MONTH}),?\s+(?:of\s+)?(?P<y>{YEAR}))\b"),
    # in September of that year, of the year before
    (
        mean.month,
        rf"\b(?P<date>(?P<m>{MONTH})\s+of\s+(?P<beside>(?:the\s+)?(?:(?:previous|preceding|following|next|same|last)\s+year"
        r"|year\s+(?:before|after))|th(?:at|is)\s+year))\b",
    ),
    (
        mean.month,
        rf"\b(?<!the )(?P<date>(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<m>{MONTH}))(?!\w|\s+\d)",
    ),
    (
        mean.month,
        # A capital first: what stands before it is long to look at.
        rf"(?=[A-Z])(?:{_BEFORE_MONTH})(?P<date>(?P<m>{MONTH}))"
        rf"(?!\w|\s+on\b(?!\s+(?:his|her|their|its|an?|the\s+[a-z])\b)|\s+(?!{_COUNT})\d)",
    ),
    (mean.month, rf"\b(?P<date>(?P<m>{MONTH}))(?=['’]s\b)"),
    # 'June: talks in X', of a calendar; 'May:' opens what somebody says
    (mean.month, rf"^\W{{0,3}}(?P<date>(?P<m>(?!May\b){MONTH}))(?=:\s)"),
    # the March bombing
    (
        mean.month,
        rf"\b(?:[Tt]h(?:e|is|at|ese|ose)|[Aa]|[Ii]ts|[Hh]is|[Tt]heir)\s+(?P<date>(?P<m>{MONTH}))"
        rf"(?=\s+(?:[\w-]+\s+){{0,2}}?{EVENT_NOUN}\b)",
    ),
    (
        mean.year_range,
        rf"(?<![\d,.$€£])\b(?P<date>(?P<y1>{YEAR})(?:{_TO}|\s+or\s+)(?P<y>{YEAR}))\b(?![-\d])",
    ),
    (back.this_day_in, rf"(?i)\b(?P<date>this\s+(?:very\s+)?day\s+in\s+(?P<y>{YEAR}))\b"),
    (mean.quarter, rf"\b(?P<date>Q(?P<q>[1-4])(?:\s+of)?\s+(?P<y>{YEAR}))\b"),
    # the second half of 2024, the last three months of 2024
    (
        mean.part_of_year,
        r"(?i)\b(?P<date>the\s+(?P<which>first|second|third|fourth|latter|last|final|opening|closing)\s+"
        rf"(?:(?P<n>{NUMBER})\s+)?(?P<unit>half|quarter|months?|weeks?|days)\s+of\s+(?P<y>{YEAR}))\b",
    ),
    (
        part.part_of_any_year,
        rf"(?i)\b(?P<date>(?:(?P<part>early|late)[-\s]+|(?:the\s+)?(?:very\s+)?(?P<of>start|beginning|end|close)\s+of\s+)(?P<y>{YEAR}))\b",
    ),
    (mean.year, rf"(?i)\b(?P<date>(?:early|mid|late)[-\s]+(?:in\s+)?(?P<y>{YEAR}))\b"),
    (  # a week ago Friday, a year ago last Saturday
        back.ago_on_weekday,
        rf"(?i)\b(?P<date>{COUNTED_BACK}\s+ago\s+(?:(?P<last>last)\s+|on\s+)?(?P<wd>{WEEKDAY}))\b",
    ),
    # eighty years ago today, ago this week; the weekday of an anniversary dates nothing
    (back.ago_to_the_day, rf"(?i)\b(?P<date>{COUNTED_BACK}\s+ago,?\s+(?P<what>{TO_THE_DAY}))\b"),
    (
        mean.season,
        r"(?i)\b(?P<date>(?:the\s+|early\s+|late\s+)?(?P<season>spring|summer|autumn|fall)"
        rf"(?:\s+of|,)?\s+(?P<y>{YEAR}))\b",
    ),
    (
        mean.season,
        r"(?i)\b(?P<date>(?P<which>last|this|next)\s+(?P<season>spring|summer|autumn|fall|winter))\b",
    ),
    # in spring, since the summer
    (
        mean.season,
        r"(?i)\b(?:in|during|over|since|throughout|until|by|before|come)\s+(?:the\s+)?(?P<date>(?:early\s+|late\s+)?"
        r"(?P<season>spring|summer|autumn|winter))\b(?!['’-]|\s+(?:of|uniform|camp|school|offensive|season|quarters|palace|recess|break|holidays?|term|session)\b)",
    ),
    (
        mean.decade,
        r"(?i)\b(?P<date>(?:the\s+)?(?:(?P<part>early|mid|late)[-\s]+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s)\b",
    ),
    # in 2022; the 2003 invasion; (2003); 2003: how it fell
    (
        mean.year,
        rf"(?i)\b(?:in|since|of|during|throughout|year|than|(?:from|until|by|after|before|for|to|and)(?!\s+{_CLOCK}))"
        rf"\s+(?P<date>(?P<y>{YEAR}))\b(?![-:%.]\d|,\d|{_COUNTS})",
    ),
    (
        mean.year,
        rf"(?i)(?:\b(?:the|a|an|his|her|its|their|our)|['’]s)\s+(?P<date>(?P<y>{YEAR}))\s+"
        rf"(?!(?:[a-z]+\s+)?{_COUNTABLE})(?=[a-z])",
    ),
    # in '73, Christmas '72, the '90s
    (
        mean.short_year,
        r"(?i)\b(?P<date>the\s+(?:(?:early|mid|late)[-\s]+)?['’‘](?P<short>\d0)(?P<tens>s))\b",
    ),
    (
        mean.short_year,
        r"(?i)\b(?:in|of|since|from|during|until|by|after|before|christmas|easter|spring|summer|autumn|winter)"
        rf"\s+(?P<date>['’‘](?P<short>\d\d))\b(?!['’]|{_COUNTS})",
    ),
    (mean.year, rf"\((?P<date>(?P<y>{YEAR}))\)"),
    # an entry of a chronology: '2003 March - ', 'July - '
    (mean.month, rf"^\W{{0,3}}(?P<date>(?P<y>{YEAR}),?\s+(?P<m>{MONTH}))(?:\s*[:–—]|\s+-\s)"),
    (mean.month, rf"^\W{{0,3}}(?P<date>(?P<m>{MONTH}))(?:\s*[–—]|\s+-)\s"),
    (mean.year, rf"^(?!{_CLOCK})(?P<date>(?P<y>{YEAR}))(?:\s*[:,–—]|\s+-\s)"),
    (back.ago, rf"(?i)\b(?P<date>{_COUNTED_YEARS}\s+ago,?\s+(?:on\s+)?{WEEKDAY})\b"),
    (
        back.ago,
        r"(?i)\b(?:mark(?:s|ed|ing)?|is|['’]s|was|are|be|been|being|it\s+is)\s+(?:(?:now|nearly|almost|exactly)\s+)?"
        rf"(?P<date>{_COUNTED_YEARS}(?:\s+(?:on\s+)?(?:{WEEKDAY}|today))?\s+since)\b",
    ),
)
