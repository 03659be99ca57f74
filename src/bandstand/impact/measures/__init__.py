"""What is counted, and by which rule. To add a measure, copy a neighbour and name it here."""

from .attendances import ATTENDANCES
from .groups_helped import GROUPS_HELPED
from .helpers import HELPERS
from .mended import MENDED
from .people_helped import PEOPLE_HELPED
from .shapes import Figure, Measure, Period, Row
from .surgeries import SURGERIES

# In the order they are read out.
MEASURES = [SURGERIES, HELPERS, PEOPLE_HELPED, ATTENDANCES, GROUPS_HELPED, MENDED]

__all__ = ["MEASURES", "Figure", "Measure", "Period", "Row"]
