"""How dates are written that are counted from publication: weekdays, nights, 'last week', 'in two months'.

They are tried in order, once those of `patterns` have been, and are of the same form.
"""

from __future__ import annotations

from geomap.reader.dates import ago as back
from geomap.reader.dates import meanings as mean
from geomap.reader.dates import near
from geomap.reader.dates import parts as part
from geomap.reader.dates import weekdays as weekly
from geomap.reader.dates.ago import COUNTED_BACK
from geomap.reader.dates.numbers import LATER_DAY, NUMBER, ORDINAL
from geomap.reader.dates.parts import PART_OF
from geomap.reader.dates.patterns import DAY, OPTIONAL_YEAR, UNDATED, WEEKDAY, Meaning

_A_NUMBER_OF, _UNITS = rf"(?P<n>{NUMBER})[-\s]+", "day|week|fortnight|month|year|decade"
_COUNTED = rf"{_A_NUMBER_OF}(?P<unit>{_UNITS})s?"
# 'in the last week of the siege' isn't the week before publication
_NOT_OF = r"(?!\s+of\b)"
_HALF = r"(?:[-\s]and[-\s]a[-\s]half)?"
_WAR = (
    r"(?:war|invasion|conflict|siege|insurgency|blockade|occupation|rebellion|campaign|offensive"
    r"|fighting|crisis|struggle)"
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
_WEEKDAY_PART = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime))?"
_SEASON = r"(?P<season>spring|summer|autumn|fall)"
_OF_WHICH_DAY = (
    r"\b(?:(?P<night>[Oo]vernight\s+(?:on|into|to))|[Oo]n|[Bb]y|[Ff]rom|[Ff]or|[Uu]ntil|[Bb]efore|(?:[Nn]ight|morning|afternoon|evening)\s+of)"
    r"|(?<=,)(?=\s+the\s+day\s)"
)
_BESIDE_YEAR = r"(?P<of>the|this|last|next)\s+year"

NEARBY: tuple[tuple[Meaning, str], ...] = (
    (
        near.before_last,
        rf"(?i)\b(?P<date>the\s+(?P<unit>week|weekend|month|year|night|{WEEKDAY})\s+before\s+last)\b(?=\W*(?:$|[,.;:)]|\s[a-z]))"
        r"(?!\s+(?:week|month|year|night|summer|spring|winter|autumn)\b)",
    ),
    (
        near.weeks_on,
        rf"(?i)\b(?P<date>(?P<n>{NUMBER})\s+(?P<unit>week|fortnight)s?\s+(?P<from>today|tomorrow))\b",
    ),
    # in the spring of last year
    (
        part.season_of_year,
        rf"(?i)\b(?P<date>(?:early\s+|late\s+|the\s+)?{_SEASON}\s+(?:of\s+)?(?P<of>this|last|next)\s+year)\b",
    ),
    # the second half of the year, the third quarter of last year
    (
        mean.part_of_year,
        r"(?i)\b(?P<date>the\s+(?P<which>first|second|third|fourth|latter|last|final|opening|closing)\s+"
        rf"(?:(?P<n>{NUMBER})\s+)?(?P<unit>half|quarter|months?|weeks?|days)\s+of\s+{_BESIDE_YEAR})\b(?!['’])",
    ),
    (
        mean.part_of_year,
        r"(?i)\b(?:in|by|during|for)\s+(?P<date>the\s+(?P<which>first|second|third|fourth)\s+(?P<unit>quarter))\b(?!\s+(?:of|final)\b)",
    ),
    (part.new_year, r"(?i)\b(?:in|into|early\s+in)\s+(?P<date>the\s+new\s+year)\b(?!['’-])"),
    (
        part.since_new_year,
        r"(?i)\bsince\s+(?P<date>the\s+(?:new\s+year|start\s+of\s+the\s+year))\b(?!['’-])",
    ),
    (part.this_time, r"(?i)\b(?P<date>(?:at\s+)?this\s+time\s+(?P<which>last|next)\s+year)\b"),
    # the 21st of last month
    (
        part.day_of_month,
        r"(?i)\b(?P<date>the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\s+of\s+(?P<which>last|this|next)\s+month)\b",
    ),
    (  # a week from Thursday, but not 'will last two weeks from Thursday'
        weekly.weeks_from_weekday,
        r"(?i)\b(?<!(?<!set )(?<!planned )(?<!scheduled )(?<!slated )(?<!due )for )(?<!\blast )(?<!\blasts )(?<!\blasting )"
        rf"(?P<date>(?P<n>{NUMBER})\s+weeks?\s+from\s+(?:next\s+|this\s+)?(?P<wd>{WEEKDAY}))\b",
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
        rf"\b(?P<date>(?P<wd>{WEEKDAY})\s+(?:the\s+)?(?P<d>{DAY}))(?=\s*(?:[.,;:)–—]|$|-\s|and\b))(?![.,:]\d)",
    ),
    (
        weekly.weekday,
        rf"(?<=[Oo]n )(?P<date>(?P<wd>{WEEKDAY})\s+(?P<which>last|next))(?=\s*(?:[.,;:)]|$)|\s+(?:to|in|at|for|and|by|with|when|from)\b)",
    ),
    (weekly.weeks_from_weekday, rf"\b(?P<date>(?P<wd>{WEEKDAY})\s+week)\b(?!['’-])"),
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
        r"(?i)\b(?P<date>(?<!the )last\s+night(?!\s+of\b)|yesterday(?:\s+(?:morning|afternoon|evening|night))?"
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
    (
        weekly.church_feast,
        r"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Aa]t|[Oo]ver|[Aa]round|[Ss]ince)\s+(?P<date>(?P<feast>Easter))\b(?!\s+(?:[A-Z]|['’‘])|['’-])",
    ),
    # 'on the 20th', 'set for the 14th and the 15th', 'the day 20', 'on the afternoon of the sixth'
    (
        mean.bare_day,
        rf"(?:{_OF_WHICH_DAY})\s+(?P<date>the\s+(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?:(?:\s?[-–—]\s?|\s+(?:and|to)\s+(?:the\s+)?)(?P<d2>\d{{1,2}})(?:st|nd|rd|th))?"
        rf"|day\s+(?P<of>\d{{1,2}})|(?P<nth>(?i:{LATER_DAY}))))"
        r"(?=\s*(?:[.,;:)–—]|$|(?:and|or|at|in|to|but|with|when|where|that|by|was|were|is|are|ha[sd]|have|would|will|won|did)\b))",
    ),
    (
        near.past_units,
        r"(?i)\b(?P<date>(?:in|over|during|within|for|(?:on\s+)?each\s+of)\s+(?:the\s+)?(?:past|last|previous)\s+"
        rf"{_A_NUMBER_OF}(?P<unit>night|{_UNITS})s?)\b{_NOT_OF}",
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
        rf"(?i)\b(?P<date>(?:within|(?:in|over|during)\s+the\s+(?:next|coming))\s+(?:{_A_NUMBER_OF}(?P<unit>hour|{_UNITS})s?|(?P<few>days|the\s+week)))\b(?!['’-]|\s+of\b)",
    ),
    (near.ahead_if_so, rf"(?i)\b(?P<date>in\s+{_COUNTED})\b(?!['’-]|\s+of\b)"),
    # late last month, the first days of this month
    (
        part.part_of_month,
        rf"(?i)\b(?P<date>(?:(?P<part>early|late)\s+(?:in\s+)?|(?:the\s+)?(?P<of>{PART_OF})\s+of\s+)(?P<which>this|last|next|the)\s+"
        r"(?P<unit>month))\b",
    ),
    # early last year, the end of the year
    (
        part.part_of_any_year,
        r"(?i)\b(?P<date>(?:(?P<part>early|late)\s+(?:in\s+)?|(?:the\s+)?(?:very\s+)?(?P<of>start|beginning|middle|end|close)\s+of\s+)"
        r"(?P<which>this|last|next|the)\s+(?P<unit>year))\b",
    ),
    (
        near.period,
        r"(?i)\b(?P<date>(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+(?:the|this|(?P<which>last|next))\s+(?P<unit>week))\b",
    ),
    (
        near.period,
        r"(?i)\b(?P<date>(?:(?:earlier|later|early|late)\s+)?"
        r"(?P<which>this\s+past|this\s+coming|the\s+past|the\s+coming|this|last|next)\s+"
        rf"(?P<unit>week|weekend|month|year))\b{_NOT_OF}",
    ),
    (
        near.period,
        r"(?i)\b(?P<date>(?:earlier|later)\s+in\s+the\s+(?P<unit>week|month|year))\b",
    ),
    (near.period, r"(?i)\b(?P<date>the\s+(?P<unit>week|month)\s+after\s+(?P<after>next))\b"),
    (near.period, r"(?i)\b(?P<date>(?P<which>the\s+previous)\s+(?P<unit>weekend))\b"),
    (
        near.period,
        r"(?i)\b(?P<date>(?:at|over|during|for)\s+the\s+(?P<unit>weekend))\b"
        rf"(?!\s+(?:after|before)\b(?!\s+{NUMBER}\s+(?:hours|days|weeks|months)\s+of\b))",
    ),
    (near.period, r"(?i)\b(?:since|until|by|before)\s+(?P<date>the\s+(?P<unit>weekend))\b"),
    (
        near.age,
        rf"(?i)\b(?P<date>(?P<n>{NUMBER}){_HALF}[-\s](?P<unit>year|month|week|day)s?"
        rf"(?:[-\s](?:long|old))?)(?=\s+(?:\w+\s+)?{_WAR}\b)",
    ),
)
