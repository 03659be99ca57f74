"""What every reader of postcodes gives."""

from typing import NamedTuple


class CannotReadError(ValueError):
    """The file cannot be used; the message is one plain sentence for whoever chose it."""


class Row(NamedTuple):
    """One placed postcode. `code` has no space; ward and authority are official codes, or empty.

    A row of Northern Ireland has only its first half (`code` is an outcode): its full postcodes are not open
    data.
    """

    code: str
    lat: float
    lon: float
    ward: str
    authority: str
