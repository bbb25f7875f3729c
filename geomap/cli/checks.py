"""Whether everything that geomap needs is in place, and how to mend what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

from geomap import seams
from geomap.cli.options import settings_from
from geomap.errors import GeomapError
from geomap.model import Article
from geomap.names import Names
from geomap.reader import languages
from geomap.settings import Settings, without_secrets
from geomap.stages import open_geocoder

_LICENCES = ("LICENSE", "LICENSE-DATA", "LICENSE-APACHE", "LICENSE-UNICODE")


class Check(NamedTuple):
    """One part, whether it is good, and its state or how to mend it."""

    part: str
    good: bool
    state: str


def checks(config: Path | None, **flags: Any) -> Iterator[Check]:
    """Yield the state of each part; none is looked at whose settings can't be read."""
    loaded: list[Settings] = []

    def settings() -> str:
        loaded.append(settings_from((".",), config, **flags))
        changed = without_secrets(loaded[0]).model_dump(mode="json", exclude_defaults=True)
        return ", ".join(f"{name} = {value!r}" for name, value in changed.items()) or "defaults"

    yield _checked("settings", settings)
    if not loaded:
        return
    yield _checked("gazetteer", lambda: _gazetteer(loaded[0]))
    yield _checked("geocoder", lambda: _geocoder(loaded[0]))
    yield _checked("reader", lambda: _reader(loaded[0]))
    if loaded[0].reader == "model":
        yield Check("languages", True, languages.state())
    yield _licences()


def _checked(part: str, state: Callable[[], str]) -> Check:
    try:
        return Check(part, True, state())
    except GeomapError as error:
        return Check(part, False, str(error))


def _gazetteer(settings: Settings) -> str:
    names = Names.open(settings.gazetteer)
    info = names.info()
    told = ", ".join(f"{key}: {value}" for key, value in info.items() if isinstance(value, int))
    return f"version {names.version}" + (f"; {told}" if told else "")


def _geocoder(settings: Settings) -> str:
    geocoder = open_geocoder(settings)
    return f"{settings.geocoder}, version {geocoder.version}"


def _reader(settings: Settings) -> str:
    reader: seams.Reader = seams.load("readers", settings.reader)(settings)
    reader.mentions(Article(id="check", text="Nothing happened.", source="check"))
    return f"{settings.reader}, version {reader.version}"


def _licences() -> Check:
    """Look for the texts of the licences: in the installed package, else in the checkout."""
    try:
        installed = {Path(file).name for file in distribution("conflict-geomap").files or ()}
    except PackageNotFoundError:
        installed = set()
    checkout = Path(__file__).parents[2]
    missing = [
        name for name in _LICENCES if name not in installed and not (checkout / name).is_file()
    ]
    if missing:
        return Check(
            "licences", False, f"{', '.join(missing)} missing. Install conflict-geomap again."
        )
    return Check("licences", True, f"{', '.join(_LICENCES)}; `geomap gazetteer info` names sources")
