"""Why an event of one map is not on another any more."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from geomap.model import OFF_MAP_REASONS
from geomap.run.lines import SIGHTINGS_FILE
from geomap.run.record import RUN_FILE

# Of an event: the ids of its mentions, and the ids of its articles with where they were read.
Lost = tuple[Collection[str], Collection[tuple[str, str]]]


def withdrawn(gone: Mapping[str, Lost], old: Path, new: Path) -> dict[str, str]:
    """Return for each event that is not in the folder `new` why, as far as its files tell."""
    records = _off_map({m for mentions, _ in gone.values() for m in mentions}, new)
    articles = _articles(new)
    before = _articles(old) or {}
    sources: dict[str, set[str]] = defaultdict(set)
    for identity, source in (articles or {}).items():
        sources[source].add(identity)
    reasons: dict[str, str] = {}
    for identity, (mentions, files) in gone.items():
        codes = Counter(code for m in mentions if (code := (records or {}).get(m)) is not None)
        if codes:
            code = min(codes, key=lambda one: (-codes[one], one))
            reasons[identity] = OFF_MAP_REASONS.get(code, code)
        elif articles is not None and not any(
            _is_there(*one, articles, sources, before) for one in files
        ):
            reasons[identity] = "its articles are gone"
        elif records is None:
            reasons[identity] = "not in the new map"
        else:
            reasons[identity] = "its articles don't say so any more"
    return reasons


def _is_there(
    identity: str,
    source: str,
    articles: Mapping[str, str],
    sources: Mapping[str, set[str]],
    before: Mapping[str, str],
) -> bool:
    """Return whether an article is there, or was edited where it lay.

    Another one that has its file now, as rows move up in a file where one was taken out, is not it.
    """
    return identity in articles or not sources.get(source, set()) <= before.keys()


def _off_map(wanted: Collection[str], folder: Path) -> dict[str, str | None] | None:
    """Return why each of the wanted mentions is off the map; None: the folder has no records."""
    found: dict[str, str | None] = {}
    try:
        with (folder / SIGHTINGS_FILE).open("rb") as lines:
            for line in lines:
                identity = line[8:26].decode("ascii", "replace")  # {"id": "m:0123456789abcdef"
                if identity in wanted:
                    found[identity] = json.loads(line)["off_map_reason"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def _articles(folder: Path) -> dict[str, str] | None:
    """Return the articles that the folder was made of, and where they lay; None: nothing tells."""
    try:
        run = json.loads((folder / RUN_FILE).read_bytes())
        return {one["id"]: one["source"] for one in run["articles"]} or None
    except (OSError, ValueError, KeyError, TypeError):
        return None
