"""Sightings -> events -> sites.

**One article.** What it says of one place, in one class, of one type, at dates that can be the same
is one event (`events`). A headline is of the event that the text tells, and so are 'the attackers'
of no day (`outlines`); a part named with its town is one place with it (`parts`).

**Several articles** (`across`, `evidence`, `told`, `wording`, `likeness`, `named_days`,
`going_back`, `course`, `nearby`). What two articles tell is one event when what speaks for it
outweighs what speaks against it by `enough` in `weights.toml`. Each point has a fixed weight there,
fitted on the half of tests/pairs that may be learnt from; no weight may contradict what its point
means (`evidence.SIGNS`), and `evidence.because` says in words what decided. For it: the same day,
or a day that both name, be it the day of a burial or of the raid; one night, told by the day before
or after it; a course of days in which the other's day lies; what was under way and then is over;
words in common, rare ones and names the more, and words that are alike; a number or a toll in
common, or one that grows; targets, means, countries and actors in common; a plan and its being
carried out, on its day; a claim and its denial; what came of it. Against it: days apart, other days
named, another target, means, hour, toll or guest, a large place, where much happens in a day, a
town and a part of it, a siege beside one day's assault. Never one: another class; a setting and an
event; where fire came from and where it fell; what is planned after it has happened; a venue ruled
out and one where it took place; rounds with other numbers; attacks of which the texts tell two
days, neither of which the other names; two nights; anything farther from any report of the event
than three days, for battles that go on two weeks, for talks thirty days, so that no chain makes a
war one event. A town and a facility, district or quarter of it may be one, and so may a small unit
and a village in it; two parts of a town never. A copied sentence is one event where the dates allow
it. Two events of one article stay two. Reports are taken by day of publication, article and offset,
so that their order on the way in decides nothing; an event's id is that of its first report.

Nothing is resolved by merging: tolls stand side by side in the reports, a denial beside the claim
(`Event.denials`), a plan before the deed (`Event.history`: statuses by day of publication, of which
the last one counts).

**Stories** (`stories`, `copies`). Articles that hold 60 % of one another are one story, by whoever
printed: one source and its copies. So are one publisher's articles, and those that share a
sentence. `standing` takes off the map what its source took back or replaced by a later version;
`grading` gives sources the grades that whoever runs geomap gave them.
"""

from geomap.grouping.corrected import event_id
from geomap.grouping.events import group_events
from geomap.grouping.grading import graded, misspelt
from geomap.grouping.order import is_denial
from geomap.grouping.sites import group_sites
from geomap.grouping.standing import later_versions, standing
from geomap.grouping.stories import Begin, begin_here, firsts, get_ready
from geomap.grouping.weighing import weigh, weighed_anew

__all__ = [
    "Begin",
    "begin_here",
    "event_id",
    "firsts",
    "get_ready",
    "graded",
    "group_events",
    "group_sites",
    "is_denial",
    "later_versions",
    "misspelt",
    "standing",
    "weigh",
    "weighed_anew",
]
