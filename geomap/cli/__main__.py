"""`python -m geomap.cli`, where the command `geomap` is not on the path."""

from geomap.cli import run

run()
