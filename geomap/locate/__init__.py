"""Names -> places: one chosen with the whole article in view, or none and why."""

from geomap.locate.gazetteer import GazetteerGeocoder
from geomap.locate.placing import locate

__all__ = ["GazetteerGeocoder", "locate"]
