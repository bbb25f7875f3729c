"""The article's surest points: for `why` to name, and to see what lies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from math import radians

from geomap.locate.groups import Choice, Group
from geomap.locate.options import AREAS
from geomap.locate.sphere import distances_m
from geomap.names import Row

_NEAR_M = 200_000.0
_SURELY = 0.85
_LOOSELY_M = 60_000.0  # 'Hostomel airport in Kyiv'
_QUARTER_M = 5_000.0  # the Old City of Jerusalem is no other city's


class Surest:
    """The article's surest points."""

    def __init__(self, rows: Sequence[Row]) -> None:
        import numpy as np

        self.rows = rows
        self._lon = np.radians([row.lon for row in rows])
        self._lat = np.radians([row.lat for row in rows])

    def nearest(self, row: Row) -> str | None:
        """Return in words which of them is nearest to `row`; None: none is near, or `row` is a country."""
        import numpy as np

        if row.kind in ("country", "continent") or not self.rows:
            return None
        metres = distances_m(radians(row.lon), radians(row.lat), self._lon, self._lat)
        for at in np.argsort(metres, kind="stable").tolist():
            other = self.rows[at]
            if metres[at] > _NEAR_M:
                return None
            if other.id != row.id and other.name != row.name:
                return f"{metres[at] / 1000:.0f} km from {other.name}, which the article names too"
        return None

    def puts_elsewhere(self, row: Row, outside: float) -> bool:
        """Return whether the text puts a building or a quarter in a place in which it doesn't lie.

        `outside` is how surely it does. A building may stand beside the town that it is told of with.
        """
        if outside <= _SURELY:
            return False
        if row.kind == "facility":
            return not self.within(row, _LOOSELY_M)
        return row.kind == "region" and row.radius_m < _QUARTER_M

    def within(self, row: Row, reach_m: float) -> bool:
        """Return whether another of them lies within `reach_m` of `row`."""
        metres = distances_m(radians(row.lon), radians(row.lat), self._lon, self._lat)
        return any(m <= reach_m and r.id != row.id for m, r in zip(metres, self.rows, strict=True))


def surest_points(board: Sequence[Group], choices: Sequence[Choice]) -> Surest:
    """Return the article's surest points."""
    sure: list[tuple[float, Row]] = []
    for group, choice in zip(board, choices, strict=True):
        if not choice.order:
            continue
        best = choice.order[0]
        row = group.pool.options[best].row
        if row.kind not in AREAS and choice.probabilities[best] > 0.5 and group.weight:
            sure.append((choice.probabilities[best] * group.weight, row))
    sure.sort(key=lambda pair: (-pair[0], pair[1].id))
    return Surest([row for _, row in sure[:40]])
