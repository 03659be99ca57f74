"""What every drawn kind of look is."""

from collections.abc import Callable
from dataclasses import dataclass

from ..page import SPOTS, empty_page, missing_at, shown_at
from ..shapes import Shape

Draws = Callable[[float, float], list[Shape]]
Whole = Callable[[], list[Shape]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing that is put somewhere on a page; or `whole`, which draws the page before, and after.

    `thing` draws around a middle, within 16 units each way. `usual` is where it is when nothing says where.
    """

    name: str
    looks: tuple[str, ...]
    thing: Draws | None = None
    usual: str = "in the text of the page"
    whole: tuple[Whole, Whole] | None = None

    def draw(self, where: str, *, there: bool) -> list[Shape]:
        if self.whole is not None:
            before, after = self.whole
            return after() if there else before()
        x, y = SPOTS.get(where) or SPOTS[self.usual]
        if not there or self.thing is None:
            return [*empty_page(), *missing_at(x, y)]
        return [*empty_page(), *shown_at(x, y), *self.thing(x, y)]
