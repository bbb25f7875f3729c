"""The gazetteer's name index: which places a name may mean.

The data ship as sorted text (`gazetteer/data/`); the index is an SQLite file, built from them
once into the user's cache. Nothing here chooses among places: `geomap.locate` does.
"""

from geomap.names.build import build_index
from geomap.names.importer import ImportReport, import_dump, import_places
from geomap.names.keys import normalise, skeleton
from geomap.names.lookup import Match, Names, Row

__all__ = [
    "ImportReport",
    "Match",
    "Names",
    "Row",
    "build_index",
    "import_dump",
    "import_places",
    "normalise",
    "skeleton",
]
