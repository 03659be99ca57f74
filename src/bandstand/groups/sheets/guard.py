"""A mark before what a spreadsheet would take for a sum: put on when written out, taken off when read in.

What begins with such marks itself gets one more, so that taking one off always gives back what was there.
"""

import re

# What makes a program calculate, or run something, instead of showing the cell.
_A_SUM = re.compile(r"'*[=+\-@|%\t\r\n]")
MARK = "'"


def guarded(text: str) -> str:
    """Return the text as a cell that is safe to open."""
    return f"{MARK}{text}" if _A_SUM.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell that `guarded` made; any other cell as it is."""
    return cell[1:] if cell.startswith(MARK) and _A_SUM.match(cell) else cell
