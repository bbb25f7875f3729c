"""Distances and directions on a sphere: off by up to 0.5 %, far inside any radius we hold."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EARTH_M = 6_371_009.0  # IUGG mean radius

BEARINGS: dict[str, float] = {
    "n": 0.0,
    "ne": 45.0,
    "e": 90.0,
    "se": 135.0,
    "s": 180.0,
    "sw": 225.0,
    "w": 270.0,
    "nw": 315.0,
}


def distance_m(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Return the great-circle distance in metres (haversine)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = radians(lon_b - lon_a) / 2
    chord = sin(half_phi) ** 2 + cos(phi_a) * cos(phi_b) * sin(half_lambda) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(chord)))


def distances_m(lon: float | Floats, lat: float | Floats, lons: Floats, lats: Floats) -> Floats:
    """Return the distances in metres from one point, or a column of them, to several; in radians."""
    import numpy as np

    chord = (
        np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    )
    metres: Floats = 2 * EARTH_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return metres


def bearing(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Return the initial bearing from a to b in degrees clockwise from north, 0 <= x < 360."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    delta = radians(lon_b - lon_a)
    y = sin(delta) * cos(phi_b)
    x = cos(phi_a) * sin(phi_b) - sin(phi_a) * cos(phi_b) * cos(delta)
    return degrees(atan2(y, x)) % 360


def destination(
    lon: float, lat: float, *, bearing_deg: float, metres: float
) -> tuple[float, float]:
    """Return (lon, lat) of the point `metres` away along the great circle that starts so."""
    phi, theta, arc = radians(lat), radians(bearing_deg), metres / EARTH_M
    sin_phi = sin(phi) * cos(arc) + cos(phi) * sin(arc) * cos(theta)
    phi_to = asin(max(-1.0, min(1.0, sin_phi)))
    delta = atan2(sin(theta) * sin(arc) * cos(phi), cos(arc) - sin(phi) * sin_phi)
    lon_to = (lon + degrees(delta) + 540) % 360 - 180
    return round(lon_to, 6), round(degrees(phi_to), 6)


def along(
    lon_a: float, lat_a: float, lon_b: float, lat_b: float, *, share: float = 0.5
) -> tuple[float, float]:
    """Return (lon, lat) of the point `share` of the way from a to b on the great circle."""
    metres = distance_m(lon_a, lat_a, lon_b, lat_b)
    heading = bearing(lon_a, lat_a, lon_b, lat_b)
    return destination(lon_a, lat_a, bearing_deg=heading, metres=metres * share)
