"""Sightings -> events -> sites.

An event is what reports say of one place, in one class, of one type, at dates that can be the
same. Within an article that suffices. Across articles geomap is more careful, since a wrong
merger makes two attacks one and counts corroboration that nobody gave: there the dates must be
narrow and overlap, or the one sentence must be a copy of the other.
"""

from geomap.grouping.events import group_events
from geomap.grouping.sites import group_sites

__all__ = ["group_events", "group_sites"]
