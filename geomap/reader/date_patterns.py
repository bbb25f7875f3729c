"""How date expressions are written: patterns in order, each with what it means.

The first pattern to match a stretch of text wins it, so that "3 May 2024" is no "May 2024".
Each holds a group `date`: what is shown as the text of the date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from geomap.reader import date_ago as back
from geomap.reader import date_meanings as mean
from geomap.reader import date_near as near
from geomap.reader import date_weekdays as weekly
from geomap.reader.date_ago import COUNTED_BACK, TO_THE_DAY
from geomap.reader.date_meanings import Days, When
from geomap.reader.date_numbers import NUMBER, ORDINAL
from geomap.reader.event_nouns import EVENT_NOUN

Meaning = Callable[["re.Match[str]", When], Days | None]

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
# '1630:', 'by 1545': an hour of a page's entries before a year of old
_CLOCK = r"1[5-7][0-5][05]\b"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_TO = r"(?P<to>\s?[-–—]\s?|\s+(?:and|to|until|till|through)\s+)"
_BETWEEN = r"(?:\b(?P<between>[Bb]etween)\s+(?:the\s+)?)?"
_COUNTED = rf"(?P<n>{NUMBER})[-\s]+(?P<unit>day|week|fortnight|month|year|decade)s?"
_COUNTED_YEARS = (
    rf"(?P<n>{NUMBER}|half\s+a)\s+(?:(?P<unit>year|decade|century)s?|(?P<ies>centuries))"
)
# 'in the last week of the siege' isn't the week before publication
_NOT_OF = r"(?!\s+of\b)"
_HALF = r"(?:[-\s]and[-\s]a[-\s]half)?"
_WAR = (
    r"(?:war|invasion|conflict|siege|insurgency|blockade|occupation|rebellion|campaign|offensive"
    r"|fighting|crisis|struggle)"
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
    r"\d[\d,]{0,10}\s+(?:[a-z-]{3,20}\s+)?(?:people|troops|soldiers|men|women|fighters|homes|houses"
    r"|families|civilians|prisoners|refugees|children|drones|missiles|shells|rockets)\b"
)
_NO_COUNT = rf"(?!(?<=\b[Ii]n ){MONTH}\s+{_COUNT})"
# 'overnight on March 9': that date says which night
UNDATED = (
    r"(?!\s*\(?(?:(?i:on|of|into|to|from|between)\s+)?(?:the\s+)?"
    rf"(?:{WEEKDAY}\b|{MONTH}\s+\d|\d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|{_DAY}(?:(?:\s?[-–—]\s?|\s+(?:and|to)\s+){_DAY})?\s+(?:of\s+)?{MONTH}))"
)
# Weekdays that are part of a name: which day of which year, the weekday doesn't tell.
_NAMED = "".join(
    f"(?<!{word} )"
    for word in (
        *("Bloody", "Black", "Red", "Good", "Palm", "Easter", "Ash", "Holy", "Maundy", "Whit"),
        *("Shrove", "Cyber", "Super"),
    )
)
_CHURCH_FEAST = (
    r"(?:Ash\s+Wednesday|Palm\s+Sunday|Maundy\s+Thursday|Good\s+Friday|Holy\s+Saturday"
    r"|Easter\s+Sunday|Easter\s+Monday|Whit\s+Monday)"
)
# A month's name alone is a date only after one of these: "may" and "march" are words too.
_BEFORE_MONTH = "|".join(
    f"(?<={initial}{word[1:]} )"
    for word in (
        *("in", "since", "of", "from", "until", "till", "during", "by", "for", "throughout"),
        *("before", "after", "and", "to", "between", "through"),
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
_WEEKDAY_PART = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime))?"
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
    # 3-5 May 2024, between 3 and 5 May, from 28 April to 3 May
    (
        mean.day_range,
        rf"{_BETWEEN}(?<!\d)(?P<date>(?P<d>{_DAY})(?:\s+(?P<m1>{MONTH}))?(?:\s+(?P<y1>{YEAR}))?{_TO}"
        rf"(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH}){OPTIONAL_YEAR})",
    ),
    # May 3-5, 2024, from April 28 to May 3
    (
        mean.day_range,
        rf"{_BETWEEN}\b(?P<date>(?P<m>{MONTH})\s+(?P<d>{_DAY})(?:,\s+(?P<y1>{YEAR}))?{_TO}"
        rf"(?:(?P<m2>{MONTH})\s+)?(?P<d2>{_DAY}){OPTIONAL_YEAR})"
        rf"(?![\d%:]|[.,]\d|\s+{_COUNTABLE}|\s+w(?:as|ere)\b)",
    ),
    # overnight on 9 March, overnight (March 9)
    (
        weekly.overnight_dated,
        rf"\b(?P<date>[Oo]vernight\s+(?P<open>\()?(?:(?:on|into|to)\s+)?(?:{WEEKDAY},?\s+)?(?:the\s+)?"
        rf"(?:(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH})|(?P<m1>{MONTH})\s+(?P<d2>{_DAY}))"
        rf"{OPTIONAL_YEAR}(?(open)\)))(?!\w|[:.,]\d|\s?[-–—]\s?\d)",
    ),
    # the week of 17 April
    (
        mean.week_of,
        rf"\b(?P<date>the\s+week\s+(?:of|beginning|starting)\s+(?:{WEEKDAY},?\s+)?"
        rf"(?:(?P<d>{_DAY})\s+(?P<m>{MONTH})|(?P<m1>{MONTH})\s+(?P<d2>{_DAY})){OPTIONAL_YEAR})(?!\w)",
    ),
    # May and June this year
    (
        mean.months_of_year,
        rf"{_BETWEEN}\b(?P<date>(?P<m>{MONTH}){_TO}(?P<m2>{MONTH}){_OF_YEAR})\b(?!['’])",
    ),
    # March last year, 3 May of this year, on May 3 next year
    (
        mean.of_year,
        rf"\b(?P<date>(?:(?P<d>{_DAY})\s+(?:of\s+)?)?(?P<m>{MONTH})(?:\s+(?P<d2>{_DAY}))?{_OF_YEAR})\b(?!['’])",
    ),
    # Thursday, 15 August 2024; the 15th of August; Thursday (15 August)
    (
        mean.day_month,
        rf"(?<!\d)(?P<date>\b(?:{WEEKDAY},?\s+\(?)?(?:the\s+)?(?P<d>{_DAY})\s+(?:of\s+)?"
        rf"(?P<m>{MONTH}){_NO_STREET}{OPTIONAL_YEAR})(?!\w)",
    ),
    # Thursday, Aug. 15, 2024; Thursday (August 15th)
    (
        mean.day_month,
        rf"\b{_NO_COUNT}(?P<date>(?:{WEEKDAY},?\s+\(?)?(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{_DAY}){_NO_STREET}"
        rf"{OPTIONAL_YEAR})(?!\w|[:.,]\d)",
    ),
    # the first of May, the Fourth of July, the last day of May
    (
        mean.day_in_words,
        rf"\b(?P<date>(?i:the)\s+(?:(?P<nth>(?i:{ORDINAL}))(?:\s+day)?|(?P<last>last\s+day))\s+of\s+(?P<m>{MONTH})"
        rf"{_NO_STREET}{OPTIONAL_YEAR})(?!\w|['’]s)",
    ),
    # June 2014 to April 2016
    (
        mean.month_range,
        rf"\b(?P<date>(?P<m>{MONTH})(?:\s+(?P<y1>{YEAR}))?{_TO}(?P<m2>{MONTH}){OPTIONAL_YEAR})"
        r"(?!\w|\s+\d)",
    ),
    # 'mid-July' is July: nobody says where its middle ends
    (
        mean.month,
        rf"\b(?P<date>(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:[-\s]+|\s+in\s+)(?P<m>{MONTH})"
        rf"{OPTIONAL_YEAR})(?!\w)",
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
        rf"(?!\w|\s+on\b|\s+(?!{_COUNT})\d)",
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
    (mean.year, rf"(?i)\b(?P<date>(?P<part>early|mid|late)[-\s]+(?:in\s+)?(?P<y>{YEAR}))\b"),
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
        r"(?i)\b(?:in|during|over|since|throughout|until)\s+(?:the\s+)?(?P<date>(?:early\s+|late\s+)?"
        r"(?P<season>spring|summer|autumn|winter))\b(?!['’-]|\s+(?:of|uniform|camp|school|offensive|season|quarters|palace)\b)",
    ),
    (
        mean.decade,
        r"(?i)\b(?P<date>(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s)\b",
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
    (mean.year, rf"^(?!{_CLOCK})(?P<date>(?P<y>{YEAR}))\s*[:,–—]"),
    (back.ago, rf"(?i)\b(?P<date>{_COUNTED_YEARS}\s+ago,?\s+(?:on\s+)?{WEEKDAY})\b"),
    (
        back.ago,
        r"(?i)\b(?:mark(?:s|ed|ing)?|is|['’]s|was|are|be|been|being|it\s+is)\s+(?:(?:now|nearly|almost|exactly)\s+)?"
        rf"(?P<date>{_COUNTED_YEARS}(?:\s+(?:on\s+)?(?:{WEEKDAY}|today))?\s+since)\b",
    ),
    (
        weekly.overnight,
        rf"(?i)\b(?P<date>(?:overnight(?:\s+(?:from\s+)?{WEEKDAY})?|in\s+the\s+night)\s+(?:in)?to\s+(?P<into>{WEEKDAY})"
        rf"|overnight\s+(?:on\s+)?(?P<wd>{WEEKDAY}))\b",
    ),
    (
        weekly.overnight,
        rf"\b(?P<date>{WEEKDAY}\s+(?:night\s+)?into\s+(?:early\s+)?(?P<into>{WEEKDAY}))\b",
    ),
    (
        weekly.weekday_range,
        rf"\b(?P<date>(?P<wd>{WEEKDAY})\s+(?:night\s+)?(?:to|through|until|till)\s+(?P<last>{WEEKDAY}))\b",
    ),
    (
        weekly.weekday_range,
        rf"\b[Bb]etween\s+(?P<date>(?P<wd>{WEEKDAY})(?:\s+night)?\s+and\s+(?P<last>{WEEKDAY}))\b",
    ),
    (
        weekly.church_feast,
        rf"(?<!Orthodox )\b(?P<date>(?P<feast>{_CHURCH_FEAST}){OPTIONAL_YEAR})\b"
        r"(?!\s+(?:[Aa]greement|[Aa]ccord|[Dd]eal|[Pp]eace|[Pp]act|[Tt]reaty))",
    ),
    # Tuesday of last week, last week on Tuesday
    (
        weekly.weekday_of_week,
        rf"\b(?P<date>(?P<wd>{WEEKDAY}){_WEEKDAY_PART},?\s+(?:of\s+)?(?P<which>last|this|next)\s+week)\b",
    ),
    (
        weekly.weekday_of_week,
        rf"\b(?P<date>(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+week,?\s+on\s+(?P<wd>{WEEKDAY}){_WEEKDAY_PART})\b",
    ),
    (  # Wednesday 23; Tuesday last
        weekly.weekday_and_day,
        rf"\b(?P<date>(?P<wd>{WEEKDAY})\s+(?:the\s+)?(?P<d>{_DAY}))(?=\s*(?:[.,;:)–—]|$|-\s|and\b))(?![.,:]\d)",
    ),
    (
        weekly.weekday,
        rf"(?<=[Oo]n )(?P<date>(?P<wd>{WEEKDAY})\s+(?P<which>last|next))(?=\s*(?:[.,;:)]|$)|\s+(?:to|in|at|for|and|by|with|when|from)\b)",
    ),
    (weekly.weekday_week, rf"\b(?P<date>(?P<wd>{WEEKDAY})\s+week)\b(?!['’-])"),
    (
        weekly.weekday,
        r"\b(?P<date>(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his coming|[Tt]he previous)\s+)?"
        rf"{_NAMED}(?P<wd>{WEEKDAY}){_WEEKDAY_PART})\b",
    ),
    (
        weekly.overnight,
        r"\b(?P<date>(?i:overnight|(?:during|in|through)\s+the\s+night|all\s+night))\b" + UNDATED,
    ),
    (
        mean.yesterday,
        r"(?i)\b(?P<date>last\s+night|yesterday(?:\s+(?:morning|afternoon|evening|night))?"
        r"|the\s+(?:day|night)\s+before\s+yesterday)\b",
    ),
    (
        mean.today,
        r"(?i)\b(?P<date>(?:earlier\s+|later\s+)?today|tonight|this\s+(?:morning|afternoon|evening)"
        r"|(?:earl(?:y|ier)|later?)\s+in\s+the\s+day|(?:[\w-]{1,12}\s+)?hours\s+ago)\b",
    ),
    (
        mean.tomorrow,
        r"(?i)\b(?P<date>(?:the\s+day\s+after\s+)?tomorrow(?:\s+(?:morning|afternoon|evening|night))?)\b",
    ),
    # 31 December and the like, by their names
    (
        mean.feast,
        r"(?i)\b(?P<date>(?P<feast>new\s+year['’]s\s+(?:eve|day)|christmas\s+(?:eve|day)|boxing\s+day)"
        rf"{OPTIONAL_YEAR})\b",
    ),
    (
        mean.feast,
        rf"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Aa]t|[Oo]ver|[Aa]round|[Aa]fter|[Ss]ince)\s+(?P<date>(?P<feast>Christmas){OPTIONAL_YEAR})\b"
        r"(?!\s+(?:[A-Z]|['’‘])|['’])",
    ),
    # 'on the 20th'
    (
        mean.bare_day,
        r"\b(?:(?P<night>[Oo]vernight\s+(?:on|into|to))|[Oo]n|[Bb]y|[Ff]rom|[Uu]ntil|(?:[Nn]ight|morning|evening)\s+of)\s+(?P<date>the\s+(?P<d>\d{1,2})(?:st|nd|rd|th))"
        r"(?=\s*(?:[.,;:)]|$|(?:and|or|at|in|to|but)\b))",
    ),
    (
        near.past_units,
        r"(?i)\b(?P<date>(?:in|over|during|within|for)\s+(?:the\s+)?(?:past|last|previous)\s+"
        rf"{_COUNTED})\b{_NOT_OF}",
    ),
    (
        near.past_units,
        r"(?i)\b(?P<date>(?:in|over|during|within)\s+the\s+(?:past|last|(?:previous|preceding)(?=\s+\d))\s+"
        rf"(?P<unit>day|\d{{1,3}}\s+hours|week|fortnight|month|year))\b{_NOT_OF}",
    ),
    (back.ago, rf"(?i)\b(?P<date>{COUNTED_BACK}\s+(?:ago|back))\b"),
    (
        back.ago,
        r"(?i)\bit(?:\s+is|['’]s|\s+has\s+been|['’]s\s+been)\s+(?:now\s+)?"
        rf"(?P<date>{COUNTED_BACK}\s+since)\b",
    ),
    (
        back.anniversary,
        rf"(?i)\b(?P<date>(?:the\s+|its\s+)?(?:(?P<nth>{ORDINAL})\s+anniversary|(?P<hundred>(?:bi|ter)?centenary)))"
        r"(?=\s+(?:of|since)\b)",
    ),
    (near.ahead, rf"(?i)\b(?P<date>{_COUNTED}\s+from\s+(?:now|today))\b"),
    (near.ahead, rf"(?i)\b(?P<date>in\s+{_COUNTED}(?:['’]s?\s+time|\s+from\s+now))\b"),
    (
        near.within,
        rf"(?i)\b(?P<date>(?:within|(?:in|over|during)\s+the\s+(?:next|coming))\s+(?:{_COUNTED}|(?P<few>days)))\b(?!['’-]|\s+of\b)",
    ),
    (near.ahead_if_so, rf"(?i)\b(?P<date>in\s+{_COUNTED})\b(?!['’-]|\s+of\b)"),
    (
        near.period,
        r"(?i)\b(?P<date>(?:(?:earlier|later|early|late)\s+)?"
        r"(?P<which>this\s+past|this\s+coming|the\s+past|the\s+coming|this|last|next)\s+"
        rf"(?P<unit>week|weekend|month|year))\b{_NOT_OF}",
    ),
    (
        near.period,
        r"(?i)\b(?P<date>(?:(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+(?:the|this)|(?:earlier|later)\s+in\s+the)\s+"
        r"(?P<unit>week|month|year))\b",
    ),
    (near.period, r"(?i)\b(?P<date>the\s+(?P<unit>week|month)\s+after\s+(?P<after>next))\b"),
    (near.period, r"(?i)\b(?P<date>(?P<which>the\s+previous)\s+(?P<unit>weekend))\b"),
    (near.period, r"(?i)\b(?P<date>(?:at|over|during)\s+the\s+(?P<unit>weekend))\b"),
    (
        near.age,
        rf"(?i)\b(?P<date>(?P<n>{NUMBER}){_HALF}[-\s](?P<unit>year|month|week|day)s?"
        rf"(?:[-\s](?:long|old))?)(?=\s+(?:\w+\s+)?{_WAR}\b)",
    ),
)
