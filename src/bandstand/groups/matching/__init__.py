"""Which cards of a list are one and the same group? Plain Python: no tables, no Django.

    pairs(cards)            every pair within one list, the surest first
    Pool(cards)             what is known; `.matches(card)` for one more, `.add(card)` to know it from now on

How it is weighed is told in `weights.py`, in words and in bits.
"""

from .cards import Card, Key, Pair, Tier
from .pool import Pool, pairs

__all__ = ["Card", "Key", "Pair", "Pool", "Tier", "pairs"]
