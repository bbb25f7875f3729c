"""What the network says of a mention, and the rules that overrule it: its class, role and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from geomap.reader.decode import Read
from geomap.reader.launching import is_no_origin, is_origin, is_shot_from
from geomap.reader.look_alikes import is_exchange, not_fought, not_met
from geomap.reader.plain_venues import plain_venue
from geomap.reader.wording import cues

Range = tuple[int, int]
_RULED = 0.95  # how sure a rule is: an estimate


class Judged(NamedTuple):
    """What a mention is taken for; `event`: its sentence's cue, None where there is none."""

    usage: str
    site: str
    p_site: float
    event: cues.Cue | None = None
    ruled: str | None = None  # why it is none although the network says otherwise


def judged_together(text: str, reads: Sequence[Read], sentences: Sequence[Range]) -> list[Judged]:
    """Return the class of each of `reads`; `sentences` are the ranges of `text` they stand in."""
    sites = Counter(
        sentence for read, sentence in zip(reads, sentences, strict=True) if _is_site(read)
    )
    return [
        judged(read, text[s:e], (read.start - s, read.end - s), others=sites[s, e] > _is_site(read))
        for read, (s, e) in zip(reads, sentences, strict=True)
    ]


def overruled(taken: Judged, why: str | None) -> Judged:
    """Return what is taken for a site as none, and why it is none; without `why` as it is."""
    if why is None or taken.usage != "literal":
        return taken
    if taken.site == "none":
        return taken._replace(ruled=taken.ruled or why)
    return Judged(taken.usage, "none", _RULED, None, why)


def _is_site(read: Read) -> bool:
    return read.best("usage") == "literal" and read.best("site") != "none"


def judged(read: Read, sentence: str, mention: Range, *, others: bool) -> Judged:
    """Return the class of `read`, which stands at `mention` of `sentence`.

    Only what is literal has one. `others`: another place of the sentence is read as a site.
    """
    usage = read.best("usage")
    if usage != "literal":
        some = read.probability("usage", "literal") * (1 - read.probability("site", "none"))
        return Judged(usage, "none", 1.0 - some)
    site = read.best("site")
    p = read.probability("site", site)
    if site == "none":
        if plain_venue(sentence, mention) is not None:
            site, p = "diplomatic", _RULED
        elif others and is_shot_from(sentence, mention):
            site, p = "battlefield", _RULED
        event = None if site == "none" else _event(read, sentence, mention, site)
        return Judged(usage, site, p, event)
    event = _event(read, sentence, mention, site)
    trigger = event.span if event else None
    if site == "battlefield" and is_exchange(sentence, mention, trigger):
        swap = _event(read, sentence, mention, "diplomatic")
        return Judged(usage, "diplomatic", _RULED, swap)
    if site == "battlefield":
        words = not_fought(sentence, mention, trigger, others=others)
    else:
        words = not_met(sentence, mention, trigger)
    if words is None:
        return Judged(usage, site, p, event)
    return Judged(usage, "none", _RULED, None, f"{words!r} is told of")


def _event(read: Read, sentence: str, mention: Range, site: str) -> cues.Cue | None:
    status = read.best("status")
    told = role_in(read, site, sentence, mention)
    return cues.find(sentence, mention=mention, site=site, status=status, role=told)


def role(read: Read, site: str, *, no_origin: bool = False) -> str:
    """Return the likeliest role that `site` can have; with `no_origin`, where nothing is launched from it."""
    fitting = ("venue",) if site == "diplomatic" else ("target", "origin", "route", "near")
    left = [one for one in fitting if not (no_origin and one == "origin")]
    return max(left, key=lambda one: read.probability("role", one))


def role_in(read: Read, site: str, sentence: str, mention: Range) -> str:
    """Return the role of `read` in its sentence: what is launched from it makes it the origin."""
    found = role(read, site)
    if site != "battlefield":
        return found
    if found == "origin":
        return role(read, site, no_origin=is_no_origin(sentence, mention))
    return "origin" if is_origin(sentence, mention) else found
