"""What can be drawn of a look. To add one, copy a neighbour and name it here."""

from .base import Kind
from .date import DATE
from .letter import LETTER
from .link import LINK
from .padlock import PADLOCK
from .phone import PHONE
from .picture import PICTURE
from .pin import PIN
from .plain import PLAIN
from .search import SEARCH
from .words import WORDS

KINDS: tuple[Kind, ...] = (LINK, WORDS, DATE, PHONE, PADLOCK, PICTURE, LETTER, PIN, SEARCH, PLAIN)
_BY_LOOK = {look: kind for kind in KINDS for look in kind.looks}

__all__ = ["KINDS", "Kind", "kind_of"]


def kind_of(look: str) -> Kind:
    """Return how a look is drawn; a plain card for one nobody has drawn yet."""
    return _BY_LOOK.get(look, PLAIN)
