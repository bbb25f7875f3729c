"""The gazetteer's data as it ships: sorted text under xz, and its MANIFEST."""

from __future__ import annotations

import hashlib
import lzma
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.names.rows import Entry

FORMAT = 1
_MEND = "Install geomap again, or run `python gazetteer/build.py` in a checkout."
_SOURCES = {
    "geonames-settlements.tsv.xz": "geonames",
    "first-order.tsv.xz": "geonames",
    "second-order.tsv.xz": "geonames",
    "countries.tsv.xz": "geonames",
    "katottg.tsv.xz": "katottg",
    "overlay.tsv.xz": "overlay",
}


def folder() -> Path:
    """Return where the data are: the wheel's copy, else the checkout's.

    Raises GazetteerError: there are none.
    """
    package = Path(__file__).parent.parent
    for place in (package / "_gazetteer", package.parent / "gazetteer" / "data"):
        if (place / "MANIFEST.toml").exists():
            return place
    raise GazetteerError(f"No gazetteer data beside {package}. {_MEND}")


def manifest(data: Path) -> dict[str, Any]:
    """Return the MANIFEST of `data`.

    Raises GazetteerError: it is missing, no TOML, or of a format that this geomap can't read.
    """
    path = data / "MANIFEST.toml"
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GazetteerError(f"{path} can't be read: {error.strerror}. {_MEND}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path} is damaged: {error}. {_MEND}") from None
    if loaded.get("format") != FORMAT:
        raise GazetteerError(
            f"{path} is of format {loaded.get('format')}, this geomap reads {FORMAT}. {_MEND}"
        )
    return loaded


def digest(data: Path) -> str:
    """Return a digest of everything in `data` that the index is made of."""
    files = manifest(data)["files"]
    lines = [f"{name} {files[name]['text_sha256']}" for name in sorted(files)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def entries(data: Path) -> Iterator[Entry]:
    """Yield every place of `data`, file by file in the MANIFEST's order.

    Raises GazetteerError: a file is missing or differs from the MANIFEST's digest.
    """
    files = manifest(data)["files"]
    for name in sorted(files):
        path = data / name
        try:
            packed = path.read_bytes()
        except OSError as error:
            raise GazetteerError(f"{path} can't be read: {error.strerror}. {_MEND}") from None
        found = hashlib.sha256(packed).hexdigest()
        if found != files[name]["file_sha256"]:
            raise GazetteerError(
                f"{path} is damaged: sha256 {found[:12]}…, MANIFEST.toml has "
                f"{files[name]['file_sha256'][:12]}…. {_MEND}"
            )
        text = lzma.decompress(packed).decode("utf-8")
        source = _SOURCES.get(name, name.partition(".")[0])
        for line in text.splitlines()[1:]:
            yield _entry(line.split("\t"), source)


def _entry(fields: list[str], source: str) -> Entry:
    return Entry(
        id=fields[0],
        name=fields[1],
        kind=fields[2],
        country=fields[3],
        admin1=fields[4],
        lon=float(fields[5]),
        lat=float(fields[6]),
        radius_m=float(fields[7]),
        population=int(fields[8]),
        feature=fields[9],
        seat=int(fields[10]),
        note=fields[11],
        names=fields[12],
        source=source,
    )
