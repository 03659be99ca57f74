"""Pages of a list, as the standard counts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """Which page is asked for, and how many things are on a whole one."""

    number: int
    size: int

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    def of_two(self, first: int) -> tuple[int, int, int]:
        """Return what of this page comes from the first of two lists, and where the second's part starts.

        Given how long the first is: (start in the first, how many of the first, start in the second).
        """
        from_first = max(0, min(self.size, first - self.start))
        return self.start, from_first, max(0, self.start - first)


def page(part: Part, total: int, contents: Sequence[Any]) -> dict[str, Any]:
    """Return a page object. A page beyond the last is empty; nothing comes after it either."""
    pages = -(-total // part.size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": part.number,
        "size": len(contents),
        "first_page": part.number == 1,
        "last_page": part.number >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
