"""What is counted, and by which rule. To add a measure, copy a neighbour and name it here."""

from .attendances import ATTENDANCES
from .came_back_to_help import CAME_BACK_TO_HELP
from .came_for_help import CAME_FOR_HELP
from .connections import ACROSS_KINDS, CONNECTIONS
from .didnt_come import DIDNT_COME
from .first_timers import CAME_AGAIN, FIRST_TIMERS
from .gatherings_held import GATHERINGS
from .groups_helped import GROUPS_HELPED
from .groups_present import GROUPS_PRESENT
from .helpers import HELPERS
from .mended import MENDED
from .people_came import PEOPLE_CAME
from .people_helped import PEOPLE_HELPED
from .places_booked import PLACES_BOOKED
from .set_up_or_fixed import SET_UP_OR_FIXED
from .shapes import Figure, Measure, Part, Period, Row, Scope
from .still_working import STILL_WORKING
from .surgeries import SURGERIES
from .time_given import HOURS_ESTIMATED, HOURS_RECORDED

# In the order they are read out, chapter by chapter.
MEASURES = [
    SURGERIES,
    GATHERINGS,
    PLACES_BOOKED,
    DIDNT_COME,
    PEOPLE_CAME,
    ATTENDANCES,
    FIRST_TIMERS,
    CAME_AGAIN,
    GROUPS_PRESENT,
    HELPERS,
    HOURS_RECORDED,
    HOURS_ESTIMATED,
    CAME_BACK_TO_HELP,
    CAME_FOR_HELP,
    PEOPLE_HELPED,
    GROUPS_HELPED,
    SET_UP_OR_FIXED,
    STILL_WORKING,
    MENDED,
    CONNECTIONS,
    ACROSS_KINDS,
]

# The six for a front page, the desk's first page and a strip on somebody else's website.
HEADLINES = [SURGERIES, HELPERS, PEOPLE_HELPED, ATTENDANCES, GROUPS_HELPED, MENDED]

__all__ = ["HEADLINES", "MEASURES", "Figure", "Measure", "Part", "Period", "Row", "Scope"]
