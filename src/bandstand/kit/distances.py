"""How far, as people here say it: in miles, and about. The one rule for all screens and letters."""

METRES_A_MILE = 1609.344
ROUND_THE_CORNER = "round the corner"


def how_far(metres: float, *, roughly: bool = False) -> str:
    """Return “round the corner”, “under half a mile”, “under a mile”, “about a mile”, “about 2 miles”.

    `roughly` is for a place known by its area alone: it says nothing finer than a mile.
    """
    miles = metres / METRES_A_MILE
    finer = ((0.25, ROUND_THE_CORNER), (0.5, "under half a mile"), (0.9, "under a mile"))
    near = next((words for limit, words in finer if miles < limit), "")
    if near and not roughly:
        return near
    whole = max(1, round(miles))
    return "about a mile" if whole == 1 else f"about {whole:,} miles"


def away(metres: float) -> str:
    """Return “about 2 miles away”, or “round the corner”."""
    far = how_far(metres)
    return far if far == ROUND_THE_CORNER else f"{far} away"


def apart(metres: float) -> str:
    """Return “about 2 miles apart”, or “round the corner from each other”."""
    far = how_far(metres)
    return f"{far} from each other" if far == ROUND_THE_CORNER else f"{far} apart"
