"""What readings depend on beside the article: another epoch, another reading."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from geomap.run.record import Parts
from geomap.settings import Settings

# Settings that only say how a map looks, or that each article's own digest holds.
_NOT_READ_BY = frozenset(
    {
        "borders", "corrections", "delay", "embed", "most_events", "own_troops", "publish",
        "published", "since", "sources", "strict", "tiles", "tiles_attribution", "until",
    }
)  # fmt: skip
# The code that makes articles of files, sightings of articles, and what is kept of these: a change
# of it that no version tells must not leave old readings in place.
_CODE = (
    "articles", "reader", "locate", "names", "model.py", "days.py", "apposition.py",
    "run/packing.py", "run/reading.py", "export/listing.py", "grouping/order.py",
)  # fmt: skip
_LIBRARIES = (
    "charset-normalizer", "dateparser", "lxml", "onnxruntime", "pydantic", "pymorphy3", "rapidfuzz",
    "tokenizers", "trafilatura", "warcio",
)  # fmt: skip


def epoch(parts: Parts, settings: Settings) -> dict[str, str]:
    """Return what readings depend on, by name."""
    told = settings.model_dump(mode="json", exclude=set(_NOT_READ_BY))
    return {
        "parts": parts.model_dump_json(),
        "settings": json.dumps(told, sort_keys=True),
        "code": _code(),
        "libraries": json.dumps({name: _version(name) for name in _LIBRARIES}),
    }


def _code() -> str:
    root = Path(__file__).parents[1]
    digest = sha256()
    for name in _CODE:
        path = root / name
        files = sorted([*path.rglob("*.py"), *path.rglob("*.toml")]) if path.is_dir() else [path]
        for file in files:
            digest.update(f"{file.relative_to(root).as_posix()}\0".encode())
            digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
