"""One place for each name, chosen with the whole article in view.

Two passes: what names and the words beside them say alone, then what the article's surer
places say of the others (country, first-order unit, distance, neighbours, one sense for one
name). Linear in the mentions: anchors and options are capped.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.locate import weights
from geomap.locate.containing import contained, elsewhere
from geomap.locate.groups import Choice, Group
from geomap.locate.inside import unit
from geomap.locate.options import AREAS, Option
from geomap.locate.sphere import EARTH_M
from geomap.locate.weights import CONTEXT
from geomap.locate.words import fit
from geomap.names import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ANCHORS = 48  # places that all others are measured against
SAME_M = 40_000.0  # options closer than this do not compete for a mention
SURE = 0.3  # probability from which a place may anchor others
HEADLINE = 150  # code points in which a headline's names are told apart
COLUMNS = tuple(CONTEXT)
_NAMED = ("primary", "official", "abbreviation")  # called by the name that papers use
_LOOSE = ("fuzzy", "demonym", "approximate")
_BARRED = 30.0  # more than all signs together
_KNOWN = 0.7  # the fame of what was written by hand: of a town of 80,000


def choose(groups: Sequence[Group]) -> list[Choice]:
    """Return a choice for each group, in their order."""
    if not any(group.pool.options for group in groups):
        return [Choice((), (), 0.0, (), 0.0, 0.0) for _ in groups]
    board = Board(groups)
    return board.choices()


class Board:
    """All options of an article's groups as arrays, and the passes over them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        import numpy as np

        self.groups = groups
        self.options: list[Option] = [o for g in groups for o in g.pool.options]
        sizes = [len(g.pool.options) for g in groups]
        self.starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.group_of = np.repeat(np.arange(len(groups)), sizes)
        rows = [option.row for option in self.options]
        lon, lat = np.radians([[row.lon, row.lat] for row in rows]).reshape(-1, 2).T
        self.xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)
        countries: dict[str | None, int] = {None: 0}
        units: dict[object, int] = {None: 0}
        self.country = np.array([countries.setdefault(r.country, len(countries)) for r in rows])
        self.unit = np.array([units.setdefault(unit(r), len(units)) for r in rows])
        self.is_point = np.array([r.kind not in AREAS or r.radius_m < 120_000 for r in rows])
        self.weight = np.array([g.weight for g in groups])
        self.company = np.zeros(len(groups))  # how many others could vouch for a place, 0 to 1
        self.world = 0.0  # how many countries the article names, 0 to 1
        self.features = np.zeros((len(rows), len(COLUMNS)))
        self.barred = np.zeros(len(rows), dtype=bool)
        self.prior = np.array([option.prior for option in self.options])
        self.is_fuzzy = np.array([option.quality == "fuzzy" for option in self.options])
        self.is_well_named = np.array([option.quality != "alternate" for option in self.options])
        self.kind = np.array([r.kind for r in rows])
        self.is_town, self.is_country = self.kind == "city", self.kind == "country"
        self.is_capital = np.array([r.seat == 2 for r in rows], dtype=float)
        self.fame = np.log10(np.array([max(r.population, 1) for r in rows])) / 7
        self._cues()
        self._sites()
        self._family: dict[str, list[int]] = {}  # groups with the same name: no help to each other
        for at, group in enumerate(groups):
            self._family.setdefault(group.pool.core, []).append(at)
        self.family_of = self._family_numbers()[self.group_of]

    def choices(self) -> list[Choice]:
        """Return the choice for each group after all passes."""
        probabilities = self.passes()
        features = [tuple(row) for row in self.features.tolist()]
        found: list[Choice] = []
        for at, (start, end) in enumerate(pairwise(self.starts.tolist())):
            own = probabilities[start:end]
            order, sure = self._ranked(at, own)
            each, barred = tuple(own.tolist()), tuple(self.barred[start:end].tolist())
            signs, company = tuple(features[start:end]), float(self.company[at])
            found.append(Choice(each, order, sure, signs, company, self.world, barred))
        return found

    def _ranked(self, at: int, own: Floats) -> tuple[tuple[int, ...], float]:
        """Return the options best first, and how sure the best is.

        A town and the county around it don't compete: options close together count as one.
        """
        import numpy as np

        if len(own) < 2:
            return tuple(range(len(own))), float(own.sum())
        mine: list[float] = own.tolist()
        order = sorted(range(len(mine)), key=mine.__getitem__, reverse=True)
        top = [i for i in order[:8] if mine[i] > 0.01] or order[:1]
        if len(top) == 1:
            return tuple(order), mine[top[0]]
        xyz = self.xyz[self.starts[at] + np.array(top)]
        near = np.arccos(np.clip(xyz @ xyz.T, -1.0, 1.0)) * EARTH_M < SAME_M
        close, mass = near.tolist(), (near @ own[top]).tolist()
        best = max(range(len(top)), key=lambda i: (round(mass[i], 6), mine[top[i]], -i))
        # Of those that count as one, the likeliest.
        index = max((j for j in range(len(top)) if close[best][j]), key=lambda j: mine[top[j]])
        first = top[index]
        return (first, *(i for i in order if i != first)), mass[index]

    def passes(self) -> Floats:
        """Run the passes; return each option's probability within its group."""
        self._world(self.probabilities())
        probabilities = self.probabilities()
        for _ in range(2):
            self._contain(probabilities)
            probabilities = self.probabilities()
        for _ in range(2):
            self._contain(probabilities)
            self._senses(probabilities)
            self._shares(probabilities)
            self._distances(probabilities)
            self._beside(probabilities)
            self._world(probabilities)
            probabilities = self.probabilities()
        return probabilities

    def probabilities(self) -> Floats:
        """Return softmax(prior + context) within each group."""
        import numpy as np

        scores = self.prior + self.features @ np.array([CONTEXT[name] for name in COLUMNS])
        scores -= _BARRED * self.barred
        starts = self.starts[:-1]
        filled = self.starts[1:] > starts
        top = np.full(len(self.groups), -np.inf)
        top[filled] = np.maximum.reduceat(scores, starts[filled])
        grown = np.exp(scores - top[self.group_of])
        unknown = np.zeros(len(self.groups))
        among = weights.UNKNOWN_AMONG + weights.UNKNOWN_WORLD * self.world
        lacking = weights.UNKNOWN + among * self.company + self.unheard
        unknown[filled] = np.exp(np.minimum(lacking - top, 50.0)[filled])
        total = np.bincount(self.group_of, grown, len(self.groups)) + unknown
        return np.asarray(grown / total[self.group_of])

    def _column(self, name: str) -> Floats:
        return self.features[:, COLUMNS.index(name)]

    def _cues(self) -> None:
        column, actor = self._column("cue"), self._column("actor")
        for at, group in enumerate(self.groups):
            if group.is_actor:
                for here in range(self.starts[at], self.starts[at + 1]):
                    actor[here] = _can_act(self.options[here].row)
            if group.cue is None:
                continue
            for here in range(self.starts[at], self.starts[at + 1]):
                row = self.options[here].row
                column[here] = fit(group.cue, row.kind, row.seat)

    def _sites(self) -> None:
        """Where something happened that papers tell of: what the world knows is meant more often."""
        import numpy as np

        site = np.array([group.site for group in self.groups])
        self.unheard = np.array([weights.UNKNOWN_SITE.get(name, 0.0) for name in site.tolist()])
        of_option = site[self.group_of]
        named = np.array([o.quality in _NAMED and not o.stand_in for o in self.options])
        curated = np.array([o.row.source == "overlay" for o in self.options])
        known = named * np.maximum(self.fame * (self.is_town | self.is_country), _KNOWN * curated)
        alone = (np.diff(self.starts) == 1)[self.group_of]
        whole = [not o.stand_in and not o.form.word for o in self.options]
        exact = np.array([o.quality not in _LOOSE for o in self.options]) * whole
        told_of = [o.row.is_told_of for o in self.options]
        self._column("told_of")[:] = (of_option != "none") * named * told_of
        self.only = (of_option != "none") * alone * exact
        self._column("field_fame")[:] = (of_option == "battlefield") * known
        self._column("venue_fame")[:] = (of_option == "diplomatic") * known

    def _top(self, at: int, probabilities: Floats, *, most: int = 6) -> list[int]:
        start, end = int(self.starts[at]), int(self.starts[at + 1])
        here = sorted(range(start, end), key=lambda i: -probabilities[i])[:most]
        return [i for i in here if probabilities[i] > 0.02]

    def _weighed(self, at: int, probabilities: Floats) -> list[tuple[float, Row]]:
        top = self._top(at, probabilities)
        return [(float(probabilities[i]), self.options[i].row) for i in top]

    def _lands(self, at: int) -> list[Row]:
        options = self.options[self.starts[at] : self.starts[at + 1]]
        return [o.row for o in options if o.row.kind in AREAS and o.quality != "fuzzy"]

    def _contain(self, probabilities: Floats) -> None:
        inside, holds = self._column("inside"), self._column("holds")
        outside, near = self._column("outside"), self._column("told_near")
        for at, group in enumerate(self.groups):
            if not (group.inside or group.holds or group.anchors):
                continue
            outers = [self._weighed(other, probabilities) for other in group.inside]
            inners = [self._weighed(other, probabilities) for other in group.holds]
            barring = [
                (self._weighed(other, probabilities), self._lands(other)) for other in group.barring
            ]
            anchors = [(self._weighed(a.base, probabilities), a) for a in group.anchors]
            start, end = int(self.starts[at]), int(self.starts[at + 1])
            for here in range(start, end):
                found = contained(
                    self.options[here],
                    outers=outers,
                    inners=inners,
                    barring=barring,
                    anchors=anchors,
                    is_told=group.is_told,
                    told_as=group.told_as,
                )
                inside[here], outside[here], holds[here], near[here], self.barred[here] = found
            if group.barring and group.told_as != "lead":
                options = self.options[start:end]
                self.barred[start:end] |= elsewhere(options, inside[start:end], barring)
        self._bar_namesakes()

    def _bar_namesakes(self) -> None:
        """What 'Kaya, Nigeria' leaves no place for, no other 'Kaya' of the article means either."""
        bases = {anchor.base for group in self.groups for anchor in group.anchors}
        for family in self._family.values():
            parts = [slice(self.starts[at], self.starts[at + 1]) for at in family]
            full = [part for part in parts if part.stop > part.start]
            if len(family) < 2 or not any(self.barred[part].all() for part in full):
                continue
            for at, part in zip(family, parts, strict=True):
                if not (at in bases or self.groups[at].inside or self.groups[at].is_actor):
                    self.barred[part] = True

    def _senses(self, probabilities: Floats) -> None:
        """One sense for one name: what the text says once of a name holds for all its mentions."""
        column = self._column("sense")
        inside = self._column("inside")
        for family in self._family.values():
            if len(family) < 2:
                continue
            for other in family:
                told = {
                    self.options[i].row.id: float(probabilities[i] * inside[i])
                    for i in range(self.starts[other], self.starts[other + 1])
                    if inside[i] > 0.3
                }
                for at in family if told else ():
                    if at == other:
                        continue
                    # A headline may be told apart by the first paragraph; later, 'Tripoli in
                    # Lebanon' is told apart from the Tripoli that the article has spoken of.
                    late = self.groups[other].first > self.groups[at].first + HEADLINE
                    reach = 0.2 if late else 1.0
                    for i in range(self.starts[at], self.starts[at + 1]):
                        said = reach * told.get(self.options[i].row.id, 0.0)
                        column[i] = max(column[i], said)

    def _masses(self, probabilities: Floats) -> Floats:
        """Return how much each option may say of others: its probability by its group's weight."""
        mass: Floats = probabilities * (probabilities > 0.1) * self.weight[self.group_of]
        return mass

    def _shares(self, probabilities: Floats) -> None:
        """The share of the article's other places that lie in the same country, the same unit."""
        import numpy as np

        mass = self._masses(probabilities)
        for name, keys in (("country", self.country), ("admin1", self.unit)):
            known = keys > 0
            width = int(keys.max()) + 1
            total = np.bincount(keys, mass * known, width)
            pair = self.family_of * width + keys
            own_index, own_inverse = np.unique(pair, return_inverse=True)
            own = np.bincount(own_inverse, mass * known, len(own_index))[own_inverse]
            own_mass = np.bincount(self.family_of, mass, len(self._family))[self.family_of]
            others = mass.sum() - own_mass
            share = np.where(known, (total[keys] - own) / np.maximum(others, 1e-9), 0.0)
            share = np.clip(share, 0.0, 1.0) * (others / (others + 0.5))
            self.company[self.group_of] = others / (others + 2.0)
            self._column(f"{name}_share")[:] = share
            if name == "country":
                alone = (share < 0.01) * (others / (others + 2.0)) * known
                self._column("alone")[:] = alone
                # The lists have many a wrong name.
                self._column("event_only")[:] = self.only * ((alone == 0) | self.is_well_named)
                self._column("fuzzy_alone")[:] = alone * self.is_fuzzy
            self._column(f"{name}_log")[:] = np.log(1 + 50 * share) / np.log(51)

    def _distances(self, probabilities: Floats) -> None:
        """Nearness to the article's surest points."""
        import numpy as np

        mass = self._masses(probabilities) * self.is_point * (probabilities >= SURE)
        anchors = np.argsort(-mass, kind="stable")[:ANCHORS]
        anchors = anchors[mass[anchors] > 0]
        near, wide = self._column("near"), self._column("near_wide")
        near[:] = wide[:] = 0.0
        if not len(anchors):
            return
        weight = np.minimum(mass[anchors], 1.0)
        for begin in range(0, len(self.options), 20_000):
            part = slice(begin, begin + 20_000)
            km = (
                EARTH_M / 1000 * np.arccos(np.clip(self.xyz[part] @ self.xyz[anchors].T, -1.0, 1.0))
            )
            other = self.family_of[part][:, None] != self.family_of[anchors]
            pull = weight * other
            near[part] = (pull * np.exp(-km / 80)).max(1)
            wide[part] = (pull * np.exp(-km / 400)).sum(1) / np.maximum(pull.sum(1), 1.0)
        # The middle of an area is no place to measure from: what lies in it is its nearness.
        for kind, name in (("country", "country_share"), ("admin1", "admin1_share")):
            areas = self.kind == kind
            near[areas] = wide[areas] = self._column(name)[areas]

    def _family_numbers(self) -> Ints:
        import numpy as np

        numbers = np.zeros(len(self.groups), dtype=np.int64)
        for number, family in enumerate(self._family.values()):
            numbers[family] = number
        return numbers

    def _world(self, probabilities: Floats) -> None:
        """In an article that names several countries, names mean the places the world knows."""
        import numpy as np

        named = np.zeros(int(self.country.max()) + 1, bool)
        named[self.country[(self.country > 0) & (probabilities > 0.5)]] = True
        countries = int(named.sum())
        # The country itself is no sign that its namesake elsewhere is not meant.
        known = countries - named[self.country]
        world = known / (known + 2.0)
        self._column("capital_world")[:] = world * self.is_capital
        self._column("fame_world")[:] = world * self.fame
        self._column("big_world")[:] = world * np.maximum(self.fame * 7 - 5, 0.0) / 2 * self.is_town
        self._column("country_world")[:] = world * self.is_country
        self.world = countries / (countries + 2.0)

    def _beside(self, probabilities: Floats) -> None:
        """Nearness to the names that stand right beside it in the text."""
        import numpy as np

        own, others = self._neighbours
        best, sure = self._best(probabilities)
        heard = sure[others] >= SURE
        own, others = own[heard], others[heard]
        there, sure = best[others], sure[others]
        cosine = np.clip((self.xyz[own] * self.xyz[there]).sum(axis=1), -1.0, 1.0)
        closeness = self.is_point[there] * np.exp(-np.arccos(cosine) * EARTH_M / 200_000)
        for share, code in ((0.5, self.country), (0.75, self.unit)):
            same = (code[own] == code[there]) & (code[there] > 0)
            closeness = np.maximum(closeness, share * same)
        column = self._column("beside")
        column[:] = 0.0
        np.maximum.at(column, own, sure * closeness)

    @cached_property
    def _neighbours(self) -> tuple[Ints, Ints]:
        """Options, and a group that stands beside theirs, for each of these groups."""
        import numpy as np

        pairs = [(at, other) for at, group in enumerate(self.groups) for other in group.neighbours]
        at, others = np.array(pairs, np.int64).reshape(-1, 2).T
        sizes = np.diff(self.starts)[at]
        # Each pair as often as its group has options: 0, 1, … from the group's start on.
        before = np.cumsum(sizes) - sizes
        own = np.arange(sizes.sum()) + np.repeat(self.starts[at] - before, sizes)
        return own, np.repeat(others, sizes)

    def _best(self, probabilities: Floats) -> tuple[Ints, Floats]:
        """Return each group's likeliest option, the first of equal ones, and its probability."""
        import numpy as np

        starts = self.starts[:-1]
        filled = self.starts[1:] > starts
        sure = np.zeros(len(self.groups))
        sure[filled] = np.maximum.reduceat(probabilities, starts[filled])
        backwards = np.flatnonzero(probabilities == sure[self.group_of])[::-1]
        best = np.full(len(self.groups), -1)
        best[self.group_of[backwards]] = backwards
        return best, sure


def _can_act(row: Row) -> float:
    """Return whether a text may speak of the place as of a government."""
    return float(row.seat == 2 or row.kind in ("country", "continent", "facility"))
