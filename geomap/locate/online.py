"""Online services through geopy, by choice: the gazetteer first, the service for what it lacks.

    [services.nominatim]           # geomap.toml; any service that geopy knows, by its name
    user_agent = "our-newsroom"    # whatever geopy's class takes: domain, scheme, timeout, api_key
    delay = 1.0                    # seconds between requests, at least 1

Answers are cached in SQLite (found: 90 days, nothing found: 7, an error: never), and the cache
also spaces the requests of all processes that share it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import GeocoderError, GeocoderUnusable
from geomap.locate.answers import Answers
from geomap.locate.gazetteer import GazetteerGeocoder, pool_from
from geomap.locate.options import Pool
from geomap.locate.osm import read_location
from geomap.model import SERVICE_ATTRIBUTION, Candidate
from geomap.names import Names

_LEAST_DELAY_S = 1.0  # operations.osmfoundation.org/policies/nominatim
_LONGEST_WAIT_S = 10.0  # a service that wants us to wait longer fails the lookup instead
_IN_A_ROW = 3  # lookups without any answer after which the service is not asked again
_LIMIT = 5  # candidates asked for
_TIMEOUT_S = 10.0


class ServiceGeocoder:
    """Says which places a name may mean: the gazetteer's, else those that a service gives."""

    def __init__(
        self,
        base: GazetteerGeocoder,
        service: str,
        *,
        options: Mapping[str, Any] | None = None,
        cache: Path | None = None,
    ) -> None:
        """Open `service` with `options`; answers are kept in `cache` (None: the user's own).

        Raises GeocoderUnusable: geopy knows no such service, or an option is wrong.
        """
        given = dict(options or {})
        delay = given.pop("delay", _LEAST_DELAY_S)
        if not isinstance(delay, int | float) or delay < _LEAST_DELAY_S:
            raise GeocoderUnusable(
                f"{service}: delay is {delay!r}; it must be {_LEAST_DELAY_S} or more seconds."
            )
        self.service = service.lower()
        self.names = base.names
        self.version = f"{base.version}+{self.service}"
        self.attribution = SERVICE_ATTRIBUTION.get(self.service)
        self._base = base
        self._client = _client(self.service, given)
        server = given.get("domain", "")
        self._answers = Answers(
            cache or _user_cache(), service=f"{self.service} {server}", delay_s=float(delay)
        )
        self._silent = 0  # lookups in a row without an answer

    def candidates(self, name: str, *, country: str | None = None) -> list[Candidate]:
        """Return the places `name` may mean, best first; empty when there are none.

        Raises GeocoderError: the service was asked and gave no usable answer.
        Raises GeocoderUnusable: the key, the address or an option is wrong.
        """
        known = self._base.candidates(name, country=country)
        if known and not self._is_guess(name):
            return known
        return self._ask(name, country) or known

    def pool(self, name: str) -> Pool:
        """Return the gazetteer's options for a name, or else the service's."""
        pool = self._base.pool(name)
        if pool.options and not self._is_guess(name):
            return pool
        asked = pool_from(pool.name, self._ask(name, None))
        return asked if asked.options else pool

    def known(self, name: str) -> Pool:
        """Return the gazetteer's options alone."""
        return self._base.pool(name)

    def _is_guess(self, name: str) -> bool:
        return all(option.quality == "fuzzy" for option in self._base.pool(name).options)

    def _ask(self, name: str, country: str | None) -> list[Candidate]:
        query = " ".join(name.split())[:200]
        if not query:
            return []
        held = self._answers.get(query, country)
        if held is None:
            held = self._request(query, country)
            self._answers.put(query, country, held)
        return [Candidate.model_validate(values) for values in held]

    def _request(self, query: str, country: str | None) -> list[dict[str, Any]]:
        """Return what the service answers, as plain values for the cache."""
        if self._silent >= _IN_A_ROW:
            raise GeocoderError(
                f"{self.service} was not asked for {query!r}: it gave no answer "
                f"{_IN_A_ROW} times in a row."
            )
        wait = self._answers.wait(longest_s=_LONGEST_WAIT_S)
        if wait is not None:
            raise GeocoderError(
                f"{self.service} was not asked for {query!r}: it wants {wait:.0f} s without requests."
            )
        locations = self._answered(query, country)
        self._silent = 0
        found = [read_location(self.service, location) for location in locations[:_LIMIT]]
        kept = [candidate for candidate in found if candidate is not None]
        if found and not kept:
            raise GeocoderError(f"{self.service} answered {query!r} without usable coordinates.")
        return [candidate.model_dump(mode="json") for candidate in kept]

    def _answered(self, query: str, country: str | None) -> Sequence[Any]:
        from geopy import exc

        wanted = {
            "exactly_one": False,
            "limit": _LIMIT,
            "addressdetails": True,
            "language": "en",
            "country_codes": country.lower() if country else None,
        }
        taken = inspect.signature(self._client.geocode).parameters
        arguments = {key: value for key, value in wanted.items() if key in taken and value}
        arguments["exactly_one"] = False
        try:
            return self._client.geocode(query, **arguments) or []
        except exc.GeocoderRateLimited as error:
            seconds = float(error.retry_after or 60)
            self._answers.hold(seconds)
            raise GeocoderError(
                f"{self.service} limits requests; it was asked for {query!r} and wants "
                f"{seconds:.0f} s of pause. Set a longer delay, or a server of your own."
            ) from None
        except (
            exc.ConfigurationError,
            exc.GeocoderAuthenticationFailure,
            exc.GeocoderInsufficientPrivileges,
        ) as error:
            raise GeocoderUnusable(
                f"{self.service} refuses us: {_words(error)}. "
                f"Check the key, user_agent and domain under [services.{self.service}]."
            ) from None
        except (exc.GeocoderUnavailable, exc.GeocoderTimedOut) as error:
            self._silent += 1
            raise GeocoderError(
                f"{self.service} gave no answer for {query!r}: {_words(error)}."
            ) from None
        except exc.GeopyError as error:
            status = getattr(error.__cause__, "status_code", None)
            if status is None and type(error) is exc.GeocoderServiceError:
                self._silent += 1  # no HTTP at all: refused, no such host, no network
                raise GeocoderError(
                    f"{self.service} gave no answer for {query!r}: {_words(error)}."
                ) from None
            if status == 404:
                raise GeocoderUnusable(
                    f"{self.service} is not at that address (404). "
                    f"Check domain and scheme under [services.{self.service}]."
                ) from None
            raise GeocoderError(f"{self.service} failed for {query!r}: {_words(error)}.") from None
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            # What geopy's parsers raise on an answer of another shape than the service's.
            raise GeocoderError(
                f"{self.service} gave an answer for {query!r} that can't be read: "
                f"{type(error).__name__}."
            ) from None


def opener(service: str) -> Callable[..., ServiceGeocoder]:
    """Return what opens `service` over a gazetteer, as an entry point of geomap.geocoders does."""

    def opened(names: Names, options: Mapping[str, Any] | None = None) -> ServiceGeocoder:
        return ServiceGeocoder(GazetteerGeocoder(names), service, options=options)

    return opened


nominatim = opener("nominatim")
photon = opener("photon")


def services() -> list[str]:
    """Return the names of the services that geopy knows."""
    from geopy.geocoders import SERVICE_TO_GEOCODER

    return sorted(SERVICE_TO_GEOCODER)


def _client(service: str, options: dict[str, Any]) -> Any:
    from geopy.adapters import URLLibAdapter
    from geopy.exc import ConfigurationError, GeocoderNotFound
    from geopy.geocoders import get_geocoder_for_service

    try:
        kind = get_geocoder_for_service(service)
    except GeocoderNotFound:
        raise GeocoderUnusable(
            f"geopy knows no service called {service!r}. It knows: {', '.join(services())}."
        ) from None
    taken = [name for name in inspect.signature(kind).parameters if name != "self"]
    unknown = sorted(set(options) - set(taken))
    if unknown:
        raise GeocoderUnusable(
            f"[services.{service}] has {unknown[0]!r}, which it does not take. "
            f"It takes: {', '.join(taken)}, delay."
        )
    # geopy's other adapter repeats a refused request by itself, and sleeps before it.
    options = {"timeout": _TIMEOUT_S, "adapter_factory": URLLibAdapter, **options}
    if "user_agent" in taken:
        options.setdefault("user_agent", "geomap (conflict-geomap)")
    try:
        return kind(**options)
    except (ConfigurationError, TypeError, ValueError) as error:
        raise GeocoderUnusable(
            f"{service} can't be used so: {_words(error)}. See [services.{service}]."
        ) from None


def _user_cache() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("geomap")) / "services.sqlite"


def _words(error: Exception) -> str:
    """Return an error's first line, without the address that may carry a key."""
    lines = str(error).strip().splitlines()
    text = lines[0] if lines else ""
    return (text.split(" with url")[0].split("?")[0])[:160] or type(error).__name__
