"""Before and after: two drawn web pages side by side, made of facts. To draw another kind, see `kinds`."""

from .change import Change, Side, change_of
from .sheet import sheet

__all__ = ["Change", "Side", "change_of", "sheet"]
