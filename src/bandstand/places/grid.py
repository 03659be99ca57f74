"""From the British National Grid (metres east and north) to latitude and longitude.

The grid is undone on the Airy 1830 ellipsoid it was drawn on, then moved to WGS84 by the published seven-
number
Helmert shift. Right to about five metres anywhere in Great Britain, which is better than a postcode is.
"""

from math import asin, atan, atan2, cos, degrees, hypot, pi, radians, sin, sqrt, tan

from bandstand.kit.distances import METRES_A_MILE

# Airy 1830: half axes in metres, and the grid's scale and true origin.
_A, _B, _F0 = 6377563.396, 6356256.909, 0.9996012717
_LAT0, _LON0, _N0, _E0 = radians(49), radians(-2), -100000.0, 400000.0
_E2 = 1 - (_B * _B) / (_A * _A)
_N = (_A - _B) / (_A + _B)

# WGS84.
_WA, _WB = 6378137.0, 6356752.3142
_WE2 = 1 - (_WB * _WB) / (_WA * _WA)

# OSGB36 to WGS84: shifts in metres, scale, turns in radians.
_TX, _TY, _TZ, _SCALE = 446.448, -125.157, 542.060, 1 - 20.4894e-6
_RX, _RY, _RZ = (second / 3600 * pi / 180 for second in (0.1502, 0.2470, 0.8421))

_M1 = 1 + _N + 1.25 * (_N**2 + _N**3)
_M2 = 3 * (_N + _N**2) + 2.625 * _N**3
_M3 = 1.875 * (_N**2 + _N**3)
_M4 = 35 / 24 * _N**3

EARTH_METRES = 6371008.8


def lat_lon(east: float, north: float) -> tuple[float, float]:
    """Return WGS84 latitude and longitude in degrees of a grid position in metres."""
    return _shift(*_undo_grid(east, north))


def _along_meridian(lat: float) -> float:
    less, more = lat - _LAT0, lat + _LAT0
    return (
        _B * _F0
        * (_M1 * less - _M2 * sin(less) * cos(more)
           + _M3 * sin(2 * less) * cos(2 * more) - _M4 * sin(3 * less) * cos(3 * more))
    )  # fmt: skip


def _undo_grid(east: float, north: float) -> tuple[float, float]:
    """Return latitude and longitude in radians on the Airy ellipsoid."""
    up = north - _N0
    lat = _LAT0 + up / (_A * _F0)
    while abs(short := up - _along_meridian(lat)) > 1e-3:
        lat += short / (_A * _F0)
    sin2, t = sin(lat) ** 2, tan(lat)
    nu = _A * _F0 / sqrt(1 - _E2 * sin2)
    rho = nu * (1 - _E2) / (1 - _E2 * sin2)
    eta2, sec, t2 = nu / rho - 1, 1 / cos(lat), t * t
    x = (east - _E0) / nu
    lat -= nu / rho * t * x * x * (0.5 - x * x / 24 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2))
    lon = _LON0 + sec * x * (1 - x * x / 6 * (nu / rho + 2 * t2) + x**4 / 120 * (5 + 28 * t2 + 24 * t2 * t2))
    return lat, lon


def _shift(lat: float, lon: float) -> tuple[float, float]:
    """Return WGS84 degrees of a position on the Airy ellipsoid."""
    nu = _A / sqrt(1 - _E2 * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - _E2) * sin(lat)
    east = _TX + _SCALE * x - _RZ * y + _RY * z
    north = _TY + _RZ * x + _SCALE * y - _RX * z
    up = _TZ - _RY * x + _RX * y + _SCALE * z
    flat = hypot(east, north)
    # Bowring's formula: one step is good to a millimetre at ground level.
    bend = atan(up * _WA / (flat * _WB))
    lat = atan2(
        up + _WE2 / (1 - _WE2) * _WB * sin(bend) ** 3,
        flat - _WE2 * _WA * cos(bend) ** 3,
    )
    return degrees(lat), degrees(atan2(north, east))


def metres_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance over the ground, as the crow flies."""
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    bow = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(bow)))


def distance_miles(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    return metres_between(lat1, lon1, lat2, lon2) / METRES_A_MILE
