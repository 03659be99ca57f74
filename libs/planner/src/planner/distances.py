"""Distances in words: metric here; whoever shows them to people may say them their own way."""

from typing import Protocol


class Distances(Protocol):
    """How distances in metres are said: bare, after “the nearest is”, and of two places."""

    def how_far(self, metres: float) -> str: ...

    def away(self, metres: float) -> str: ...

    def apart(self, metres: float) -> str: ...


class Metric:
    """“2.1 km”, “300 m away”, “1.6 km apart”."""

    def how_far(self, metres: float) -> str:
        return f"{metres / 1000:.1f} km"

    def away(self, metres: float) -> str:
        return f"{round(metres, -2):.0f} m away" if metres >= 100 else "next door"

    def apart(self, metres: float) -> str:
        return f"{metres / 1000:.1f} km apart"


METRIC = Metric()
