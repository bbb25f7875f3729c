"""Articles from the web: feeds and pages to files that geomap reads."""

from geomap.fetching.asking import Manners
from geomap.fetching.visits import Outcome, fetch

__all__ = ["Manners", "Outcome", "fetch"]
