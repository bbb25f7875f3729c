"""Sightings -> events -> sites.

**One article.** What it says of one place, in one class, of one type, at dates that can be the same
is one event (`events`).

**Several articles** (`across`, `evidence`, `wording`, `nearby`). What two articles tell is one event
when what speaks for it outweighs what speaks against it by `evidence.ENOUGH`; each point has a fixed
weight there. For it: the same day, or days that can be the same; rare words in common on such days;
numbers, targets, means and actors in common; a plan and its being carried out; a claim and its
denial. Against it: days apart, articles far apart in time, other means, targets, hours or a round
with another number, nothing in common but the place, a siege beside one day's assault. Never one:
another class; a setting and an event; where fire came from and where it fell; what is planned after
it has happened; a venue ruled out and one where it took place. A town and a facility or district of
it may be one, two parts of a town never. A copied sentence is one event where the dates allow it.
Two events of one article stay two. Reports are taken by day of publication, article and offset, so
that their order on the way in decides nothing; an event's id is that of its first report.

Nothing is resolved by merging: tolls stand side by side in the reports, a denial beside the claim
(`Event.denials`), a plan before the deed (`Event.history`: statuses by day of publication, of which
the last one counts).

**Stories** (`stories`, `copies`). Articles that hold 60 % of one another are one story, by whoever
printed: one source and its copies. So are one publisher's articles, and those that share a sentence.
`standing` takes off the map what its source took back or replaced by a later version; `grading`
gives sources the grades that whoever runs geomap gave them.
"""

from geomap.grouping.corrected import event_id
from geomap.grouping.events import group_events
from geomap.grouping.grading import graded
from geomap.grouping.order import is_denial
from geomap.grouping.sites import group_sites
from geomap.grouping.standing import standing
from geomap.grouping.weighing import weigh, weighed_anew

__all__ = [
    "event_id",
    "graded",
    "group_events",
    "group_sites",
    "is_denial",
    "standing",
    "weigh",
    "weighed_anew",
]
