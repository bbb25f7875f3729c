"""Online services, against a server on loopback that speaks Nominatim's protocol and misbehaves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from small_gazetteer import located, small_geocoder

from geomap.errors import GeocoderError, GeocoderUnusable, UsageError
from geomap.locate.answers import Answers
from geomap.locate.online import ServiceGeocoder, services
from geomap.settings import Settings
from geomap.stages import open_geocoder

ANSWER = {
    "osm_type": "node",
    "osm_id": 4711,
    "lat": "48.5",
    "lon": "37.5",
    "class": "place",
    "type": "village",
    "addresstype": "village",
    "importance": 0.4,
    "name": "Testivka",
    "display_name": "Testivka, Donetsk Oblast, Ukraine",
    "address": {"state": "Donetsk Oblast", "country_code": "ua"},
    "boundingbox": ["48.48", "48.52", "37.46", "37.54"],
}


class _Service(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: Any = self.server
        query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
        server.asked.append((query, self.headers.get("User-Agent"), time.monotonic()))
        status, headers, body = server.says(query)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


def says(query: str) -> tuple[int, dict[str, str], bytes]:
    """Answer as the query asks to be answered."""
    if query == "Slowville":
        time.sleep(1.5)
    statuses = {"Busyville": 429, "Downville": 503, "Brokenville": 500, "Secretville": 401,
                "Forbidville": 403, "Lostville": 404}  # fmt: skip
    if query in statuses:
        headers = {"Retry-After": "30"} if query == "Busyville" else {}
        return statuses[query], headers, b"no"
    if query == "Htmlville":
        return 200, {}, b"<html>welcome</html>"
    if query == "Oddville":
        return 200, {}, b'[{"somewhere": 1}]'
    if query == "Farville":
        return 200, {}, json.dumps([{**ANSWER, "lat": "148.5"}]).encode()
    if query == "Nowhereville":
        return 200, {}, b"[]"
    return 200, {"Content-Type": "application/json"}, json.dumps([ANSWER]).encode()


@pytest.fixture
def service() -> Iterator[Any]:
    """Run the service on a free port."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    server.asked, server.says = [], says
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def geocoder(service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServiceGeocoder:
    """Return a geocoder over that service which does not really wait between requests."""
    monkeypatch.setattr("geomap.locate.answers.Answers.wait", _no_wait)
    return opened(service, tmp_path)


def _no_wait(self: Answers, *, longest_s: float) -> float | None:
    return None


def opened(service: Any, folder: Path, **options: Any) -> ServiceGeocoder:
    """Return a geocoder over the service."""
    options = {
        "domain": f"127.0.0.1:{service.server_address[1]}",
        "scheme": "http",
        "user_agent": "geomap tests",
        "timeout": 0.5,
        **options,
    }
    return ServiceGeocoder(
        small_geocoder(), "nominatim", options=options, cache=folder / "answers.sqlite"
    )


def test_the_service_is_asked_only_for_what_the_gazetteer_lacks(
    geocoder: ServiceGeocoder, service: Any
) -> None:
    assert geocoder.candidates("Kyiv")[0].id == "geonames:29"
    assert service.asked == []
    found = geocoder.candidates("Testivka")
    assert [(query, agent) for query, agent, _ in service.asked] == [("Testivka", "geomap tests")]
    assert found[0].id == "nominatim:N4711"
    assert (found[0].lon, found[0].lat) == (37.5, 48.5)
    assert (found[0].kind, found[0].country, found[0].source) == ("city", "UA", "nominatim")
    assert 1_000 < found[0].radius_m < 10_000


def test_an_answer_is_asked_for_once(geocoder: ServiceGeocoder, service: Any) -> None:
    assert geocoder.candidates("Testivka") == geocoder.candidates("Testivka")
    assert geocoder.candidates("Nowhereville") == geocoder.candidates("Nowhereville") == []
    assert len(service.asked) == 2


def test_a_mention_is_placed_by_the_service(geocoder: ServiceGeocoder) -> None:
    sighting = located("Shells fell on [Testivka] near [Donetsk].", geocoder)[0]
    assert sighting.place is not None
    assert sighting.place.source == "nominatim"


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Busyville", "limits requests"),
        ("Downville", "no answer"),
        ("Slowville", "no answer"),
        ("Brokenville", "failed"),
        ("Htmlville", "failed"),
        ("Oddville", "can't be read"),
        ("Farville", "can't be read"),
    ],
)
def test_a_failed_lookup_leaves_the_mention_unplaced_and_the_run_goes_on(
    geocoder: ServiceGeocoder, name: str, words: str
) -> None:
    found = located(f"Shells fell on [{name}] and on [Kyiv].", geocoder)
    assert found[0].place is None
    assert words in found[0].why[-1]
    assert found[1].place is not None


@pytest.mark.parametrize("name", ["Secretville", "Forbidville", "Lostville"])
def test_a_wrong_key_or_address_stops_the_run(geocoder: ServiceGeocoder, name: str) -> None:
    with pytest.raises(GeocoderUnusable, match=r"services\.nominatim"):
        located(f"Shells fell on [{name}].", geocoder)


def test_an_error_is_never_kept(geocoder: ServiceGeocoder, service: Any) -> None:
    for _ in range(2):
        with pytest.raises(GeocoderError):
            geocoder.candidates("Brokenville")
    assert len(service.asked) == 2


def test_a_silent_service_is_not_asked_for_ever(geocoder: ServiceGeocoder, service: Any) -> None:
    for number in range(6):
        with pytest.raises(GeocoderError):
            geocoder.candidates("Downville" + " " * number)
    assert len(service.asked) == 3


def test_no_network_fails_the_lookup_not_the_run(tmp_path: Path) -> None:
    geocoder = ServiceGeocoder(
        small_geocoder(),
        "nominatim",
        options={"domain": "127.0.0.1:9", "scheme": "http", "user_agent": "x", "timeout": 0.5},
        cache=tmp_path / "answers.sqlite",
    )
    with pytest.raises(GeocoderError, match="no answer") as caught:
        geocoder.candidates("Testivka")
    assert not isinstance(caught.value, GeocoderUnusable)


def test_requests_are_a_second_apart(service: Any, tmp_path: Path) -> None:
    first, second = opened(service, tmp_path), opened(service, tmp_path)
    first.candidates("Testivka one")
    second.candidates("Testivka two")
    times = [moment for _, _, moment in service.asked]
    assert times[1] - times[0] > 0.8  # when they arrive; a busy machine hears the first late


def test_a_service_that_wants_a_pause_is_left_alone(service: Any, tmp_path: Path) -> None:
    geocoder = opened(service, tmp_path)
    with pytest.raises(GeocoderError):
        geocoder.candidates("Busyville")
    with pytest.raises(GeocoderError, match="without requests"):
        geocoder.candidates("Testivka")
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("nominatimm", {}, "knows no service"),
        ("nominatim", {"colour": "red"}, "does not take"),
        ("nominatim", {"delay": 0.1}, "delay"),
        ("googlev3", {}, "googlev3"),
        ("nominatim", {"user_agent": "geopy/2"}, None),
    ],
)
def test_a_wrong_service_or_option_is_said_at_once(
    name: str, options: dict[str, Any], words: str | None, tmp_path: Path
) -> None:
    if words is None:
        assert ServiceGeocoder(small_geocoder(), name, options=options, cache=tmp_path / "a")
        return
    with pytest.raises(GeocoderUnusable, match=words):
        ServiceGeocoder(small_geocoder(), name, options=options, cache=tmp_path / "a")


def test_answers_grow_old(tmp_path: Path) -> None:
    clock = [1_000_000.0]
    answers = Answers(
        tmp_path / "a", service="x", delay_s=1, now=lambda: clock[0], sleep=lambda s: None
    )
    answers.put("found", None, [{"id": "1"}])
    answers.put("nothing", None, [])
    clock[0] += 8 * 86_400
    assert answers.get("found", None) == [{"id": "1"}]
    assert answers.get("nothing", None) is None
    clock[0] += 90 * 86_400
    assert answers.get("found", None) is None


def test_a_cache_that_can_not_be_written_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(GeocoderUnusable, match="can't keep"):
        Answers(tmp_path / "file" / "a", service="x", delay_s=1)
    (tmp_path / "junk").write_bytes(b"no database " * 100)
    with pytest.raises(GeocoderUnusable, match="can't keep"):
        Answers(tmp_path / "junk", service="x", delay_s=1)


def test_photon_is_asked_in_its_own_protocol(
    service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geomap.locate.answers.Answers.wait", _no_wait)
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [37.5, 48.5]},
        "properties": {
            "osm_type": "N", "osm_id": 4711, "osm_key": "place", "osm_value": "village",
            "name": "Testivka", "state": "Donetsk Oblast", "countrycode": "UA",
        },
    }  # fmt: skip
    pages = {
        "Testivka": {"type": "FeatureCollection", "features": [feature]},
        "Nowhereville": {"type": "FeatureCollection", "features": []},
        "Oddville": {"type": "FeatureCollection", "features": [{"type": "Feature"}]},
    }
    service.says = lambda query: (200, {}, json.dumps(pages[query]).encode())
    options = {
        "domain": f"127.0.0.1:{service.server_address[1]}",
        "scheme": "http",
        "user_agent": "geomap tests",
    }
    geocoder = ServiceGeocoder(
        small_geocoder(), "photon", options=options, cache=tmp_path / "answers.sqlite"
    )
    (found,) = geocoder.candidates("Testivka")
    assert (found.id, found.kind, found.country) == ("photon:N4711", "city", "UA")
    assert (found.lon, found.lat, found.source) == (37.5, 48.5, "photon")
    assert geocoder.candidates("Nowhereville") == []
    with pytest.raises(GeocoderError, match="can't be read"):
        geocoder.candidates("Oddville")
    assert geocoder.attribution is not None and "ODbL" in geocoder.attribution


def test_any_service_that_geopy_knows_is_used_by_its_name(
    service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geomap.locate.online._user_cache", lambda: tmp_path / "answers.sqlite")
    place = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [37.5, 48.5]},
        "properties": {"name": "Qwzrtovka", "label": "Qwzrtovka, Ukraine"},
    }
    page = json.dumps({"type": "FeatureCollection", "features": [place]}).encode()
    service.says = lambda query: (200, {}, page)
    domain = f"127.0.0.1:{service.server_address[1]}"
    told = {"pelias": {"domain": domain, "scheme": "http", "user_agent": "geomap tests"}}
    geocoder = open_geocoder(Settings(geocoder="pelias", services=told))
    (found,) = geocoder.candidates("Qwzrtovka")
    assert (found.name, found.kind, found.source) == ("Qwzrtovka", "city", "pelias")
    assert (found.lon, found.lat) == (37.5, 48.5)
    assert geocoder.candidates("Donetsk")[0].source == "geonames"


def test_a_geocoder_that_nobody_knows_is_told_with_those_that_are() -> None:
    with pytest.raises(
        UsageError, match=r"No geocoder called 'nowhere'.*photon.*geopy knows.*arcgis"
    ):
        open_geocoder(Settings(geocoder="nowhere"))


def test_the_usual_services_are_known() -> None:
    assert {"nominatim", "photon"} <= set(services())
