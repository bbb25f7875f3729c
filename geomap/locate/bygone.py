"""Former names that another town bears today: 'Salisbury' was Harare, and is a town in England."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from geomap.locate.options import Pool
from geomap.locate.weights import BYGONE

if TYPE_CHECKING:
    from geomap.locate.targets import Target

_OLD, _TODAY = 1980, 2005  # up to the one year a text may well mean the former place, then less so
_UNDATED = 1995
_TOWN = 10_000  # people from which a town of that name is thought of


def weigh(found: Sequence[Target], published: date | None) -> None:
    """Weigh the former names among the options of `found` by when the article was written."""
    year = published.year if published else _UNDATED
    share = min(1.0, max(0.0, (year - _OLD) / (_TODAY - _OLD)))
    for target in found:
        target.pool = _weighed(target.pool, share * BYGONE)


def today(pool: Pool) -> Pool:
    """Return the options as they are for who asks of a name now, with no article."""
    return _weighed(pool, BYGONE)


def _weighed(pool: Pool, less: float) -> Pool:
    if not any(o.quality == "former" for o in pool.options) or not any(
        o.quality == "primary" and o.row.kind == "city" and o.row.population >= _TOWN
        for o in pool.options
    ):
        return pool
    options = [
        o._replace(prior=o.prior + less) if o.quality == "former" else o for o in pool.options
    ]
    return pool._replace(options=tuple(sorted(options, key=lambda o: (-o.prior, o.row.id))))
