"""The one site that sightings make."""

from __future__ import annotations

from typing import Any

from geomap.grouping import group_events, group_sites
from geomap.model import Site


def site_of(*sightings: Any) -> Site:
    (site,) = group_sites(group_events(sightings))
    return site
