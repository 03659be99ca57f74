"""Lists of groups with duplicates whose answer is known, made anew from a seed.

Two makers with nothing in common but the shape of what they return, so that what was tuned on one can be
held against the other: `field_note` (real charity names where there are any, put in other places; slips and
words lost; postcodes removed and changed) and `by_hand` (composed names; what people do when they type the
same group twice: abbreviations, other order, a new name in part, another telephone).
"""

from .by_hand import by_hand
from .country import Listed
from .field_note import field_note

__all__ = ["Listed", "by_hand", "field_note"]
