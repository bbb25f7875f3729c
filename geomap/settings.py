"""Settings: flags over geomap.toml over defaults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from geomap.countries import COUNTRIES
from geomap.errors import UsageError

# What geopy's services call them: api_key, access_token, auth, password, client_secret, …
_SECRET = re.compile(r"key|token|secret|passw|auth|credential", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GRADE = re.compile(r"[A-F][1-6]?")
# What articles have; as in `geomap.articles.row`, which lies above.
FIELDS = (
    "id", "text", "title", "date", "source", "url", "archive_url", "publisher", "status",
    "retrieved_at",
)  # fmt: skip


def _day(value: object) -> object:
    """Return `value`, a day; a number or a form that pydantic would take for another is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("it is no day. Write it as 2025-08-21")


def _country(value: object) -> str:
    """Return a country's code in capitals."""
    code = value.upper() if isinstance(value, str) else ""
    if code not in COUNTRIES:
        raise ValueError('it is no code of a country (ISO 3166-1 alpha-2). Write ["UA"] or ["GB"]')
    return code


def _grade(value: str) -> str:
    if not _GRADE.fullmatch(value):
        raise ValueError('grades are A1 to F6, or A to F alone. Write "B2"')
    return value


def _columns(value: dict[str, str]) -> dict[str, str]:
    for name in value:
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise ValueError(f"{name!r:.80} is nothing that articles have. Known: {known}")
    return value


Day = Annotated[date | None, BeforeValidator(_day)]


class Settings(BaseModel):
    """What a run is told; passed as an argument, never kept in a module."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    published: Day = None  # dates the articles that carry none
    max_article_bytes: int = Field(default=5_000_000, gt=0)  # a larger article is refused
    strict: bool = False  # exit 1 when an article was skipped
    fast: bool = False  # a cheaper reading
    reader: str = "model"  # entry point in geomap.readers
    geocoder: str = "gazetteer"  # entry point in geomap.geocoders
    # what a geocoder is told, by its name: [services.nominatim] domain = "…", user_agent = "…"
    services: dict[str, dict[str, Any]] = Field(default_factory=dict)
    gazetteer: Path | None = None  # an index of one's own; None: the one that ships
    # a house style: a place's id, or a name of it -> the name it is shown by. In a geomap.toml
    # either that table or the path of a names.toml with it
    names: dict[str, str] = Field(default_factory=dict)
    # sources graded by the Admiralty scale: a publisher or its host -> "B" or "B2". In a geomap.toml
    # either that table or the path of a sources.toml with it; what isn't there is not assessed
    sources: dict[str, Annotated[str, AfterValidator(_grade)]] = Field(default_factory=dict)
    corrections: Path | None = None  # corrections.toml; None: the one in the folder of outputs
    borders: Literal["un", "none"] = "un"  # whose practice the drawn borders follow
    tiles: str | None = None  # online background: osm, or https://…/{z}/{x}/{y}.png
    tiles_attribution: str | None = None  # what its makers want to be said, with tiles of one's own
    publish: bool = False  # files for anyone: evidence cut, sensitive places by their district
    delay: int = Field(default=0, ge=0)  # days that a published map is behind its newest article
    # countries (ISO 3166-1 alpha-2) whose troops and military sites --publish coarsens, and all
    # that may be theirs; (): everybody's
    own_troops: tuple[Annotated[str, BeforeValidator(_country)], ...] = ()
    since: Day = None  # the page begins with the events of this day; None: with the first
    until: Day = None  # and ends with those of this one
    # on one page: of more, those that most sources report, and one at least for each place
    most_events: int = Field(default=100_000, gt=0)
    embed: bool = False  # also write the map without its panel, for a frame in another page
    # columns of .json, .jsonl and .parquet articles, where theirs are named otherwise
    columns: Annotated[dict[str, str], AfterValidator(_columns)] = Field(default_factory=dict)


def without_secrets(settings: Settings) -> Settings:
    """Return `settings` without what lets one into a service: it belongs in no output."""
    services = {
        service: {name: value for name, value in told.items() if not _SECRET.search(name)}
        for service, told in settings.services.items()
    }
    return settings.model_copy(update={"services": services})


def _toml(path: Path, mend: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}. {mend}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no valid TOML: {error}.") from None


_LIKE = {
    "names": '"geonames:703448" = "Kyiv" or "Turkey" = "Türkiye"',
    "sources": '"Meridian Wire" = "B2" or "example.org" = "D"',
}


def _table(path: Path, kind: str) -> dict[str, str]:
    """Return the house style in a names.toml, the grades in a sources.toml: one table of texts."""
    held = _toml(path, f"Check {kind} in the settings.")
    found = held.get(kind)
    if not isinstance(found, dict) or len(held) > 1:
        raise UsageError(f"{path} must hold one table, [{kind}], with lines like {_LIKE[kind]}.")
    for name, shown in found.items():
        if not isinstance(shown, str):
            raise UsageError(f'{path}: {name!r} = {shown!r:.80} is no text. Write it in "quotes".')
    return found


def load_settings(path: Path | None, **flags: Any) -> Settings:
    """Return the settings of `path` (a geomap.toml; None: defaults) with `flags` that are not None over them.

    Raises UsageError: the file is missing, is no TOML, or holds an unknown or wrong setting.
    """
    values: dict[str, Any] = {}
    tables: dict[str, Path] = {}  # which have a file of their own
    if path is not None:
        values = _toml(path, "Check --config.")
        for kind in _LIKE:
            if isinstance(values.get(kind), str):
                tables[kind] = path.parent / values[kind]
                values[kind] = _table(tables[kind], kind)
        for name in ("gazetteer", "corrections"):
            if isinstance(values.get(name), str):
                # A path in a file counts from the file, wherever the command is called.
                values[name] = path.parent / values[name]
    given = {key: value for key, value in flags.items() if value is not None}
    try:
        return Settings.model_validate(values | given)
    except ValidationError as error:
        raise _wrong(error, path, tables, given) from None


def _wrong(
    error: ValidationError, path: Path | None, tables: Mapping[str, Path], given: Collection[str]
) -> UsageError:
    """Return the first fault as a message that names where it stands."""
    first = error.errors()[0]
    setting = str(first["loc"][0]) if first["loc"] else ""
    origin = "settings" if path is None or setting in given else str(tables.get(setting, path))
    where = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        alike = get_close_matches(where, Settings.model_fields, n=1)
        asked = f" Is it {alike[0]}?" if alike else ""
        return UsageError(
            f"{origin}: {where} is no setting.{asked} Known: {', '.join(Settings.model_fields)}."
        )
    return UsageError(f"{origin}: {where} = {_shown(first['input'])!r:.200}: {what}.")


def _shown(value: object) -> object:
    """Return a value as a settings file has it."""
    return value.isoformat() if isinstance(value, date) else value
