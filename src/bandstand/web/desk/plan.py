"""What the desk says of a gathering's plan: what is close to it, and the series it belongs to."""

from typing import Any

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.clashes import Clash, clashes_of
from bandstand.gatherings.queries.evenings import list_of
from bandstand.gatherings.queries.kit import short_for
from bandstand.gatherings.queries.series import SeriesDay, to_come
from bandstand.kit.distances import away


def plan_told(gathering: Gathering) -> dict[str, Any]:
    """Return what `desk/gatherings/plan.html` shows."""
    return {
        "clashes": [clash_in_words(clash) for clash in clashes_of(gathering)],
        "next_to_come": _next(gathering),
        "meant_for": list(gathering.kinds.all()),
        "counts_towards": list(gathering.programmes.all()),
        "to_bring": list(gathering.kit.select_related("item")),
        "short": short_for(gathering),
        "has_begun": gathering.has_begun,
        "one_list": list_of(gathering),
    }


def clash_in_words(clash: Clash) -> str:
    """“Close to another: Surgery at Priory Hall is the day after, about a mile away.”"""
    where = _far(clash.away) if clash.away is not None else "in the same area"
    return (
        f"Close to another: {clash.other.title} is {clash.when}, {where}. "
        "Both may stand; it is for you to say."
    )


def _far(metres: float) -> str:
    return "in the same place" if metres < 1 else away(metres)


def _next(gathering: Gathering) -> SeriesDay | None:
    """Return the day of its series that a press would announce."""
    if gathering.series is None:
        return None
    return next(iter(to_come(gathering.series, how_many=1)), None)
