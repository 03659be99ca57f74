"""What the directory already knows about a group, so that a look can compare."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """`accounts` are (platform, address) pairs in any spelling: ("facebook", "fb.com/LeasowPark").

    An address that cannot be read as an account is left out of every comparison, and never
    held against the group.
    """

    accounts: tuple[tuple[str, str], ...] = ()
    group_name: str = ""
