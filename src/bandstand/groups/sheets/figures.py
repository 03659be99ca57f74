"""Figures of a workbook as a person sees them: dates as dates, leading noughts kept, no “.0”."""

import re
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Sort(Enum):
    PLAIN, DATE, TIME, NOUGHTS, PERCENT = range(5)


class Shown(NamedTuple):
    """How a cell's figure is shown; `code` is the spreadsheet program's own way of writing that down."""

    sort: Sort
    code: str = ""


PLAIN = Shown(Sort.PLAIN)
# Ways every spreadsheet program knows by number, without writing them down.
BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm",
    19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys([*range(27, 32), 36, *range(50, 59)], "yyyy-mm-dd"),
}  # fmt: skip
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_NOUGHTS = re.compile(r'(?=.*0)(?:0|[ ()/+-]|\\.|"[^"]*")+')
_FIRST_1900, _FIRST_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001


@lru_cache(maxsize=500)
def shown_as(code: str) -> Shown:
    """Return how figures of this format code are shown."""
    first = code.partition(";")[0]
    bare = _QUOTED.sub("", first).lower()
    if "general" in bare or "@" in bare or not bare:
        return PLAIN
    if re.search(r"[ymdhs]", bare):
        return Shown(Sort.DATE if re.search(r"[yd]|mmm", bare) else Sort.TIME, code)
    if "%" in bare:
        return Shown(Sort.PERCENT, code)
    if _NOUGHTS.fullmatch(first) and first.count("0") > 1:
        return Shown(Sort.NOUGHTS, re.sub(r'"([^"]*)"|\\(.)', r"\1\2", first))
    return PLAIN


def show(figure: str, shown: Shown, *, since_1904: bool = False) -> str:
    """Return a stored figure as it is shown; what is no figure stays as it is."""
    try:
        number = float(figure)
    except ValueError:
        return figure
    if shown.sort is Sort.PLAIN:
        return plain_figure(figure, number)
    if shown.sort is Sort.PERCENT:
        return f"{number * 100:.15g}%"
    if shown.sort is Sort.NOUGHTS:
        return _with_noughts(figure, number, shown.code)
    return _moment(number, shown.sort, since_1904=since_1904) or plain_figure(figure, number)


def plain_figure(figure: str, number: float) -> str:
    """Return a figure without “.0” and without what is left of binary sums (53.401234999999997)."""
    if figure.removeprefix("-").isdigit() and len(figure) < 16:
        return figure
    if number.is_integer() and abs(number) < 1e16:
        return str(int(number))
    return f"{number:.15g}" if number - number == 0 else figure


def _with_noughts(figure: str, number: float, code: str) -> str:
    if not number.is_integer() or not 0 <= number < 1e16:
        return plain_figure(figure, number)
    digits = str(int(number)).rjust(code.count("0"), "0")
    extra = len(digits) - code.count("0")
    left = iter(digits)
    out = [next(left) for _ in range(extra)]
    out.extend(next(left) if letter == "0" else letter for letter in code)
    return "".join(out)


def _moment(number: float, sort: Sort, *, since_1904: bool) -> str:
    """Return “2026-04-14”, with the time where there is one; “18:00” for a time alone."""
    if not 0 <= number < 2_958_466:
        return ""
    # Excel believes in 29 February 1900, so its first sixty days are one out.
    late = 1 if not since_1904 and 0 < number < 60 and sort is Sort.DATE else 0
    first = _FIRST_1904 if since_1904 else _FIRST_1900
    at = first + timedelta(days=int(number) + late, seconds=round((number % 1) * 86_400))
    clock = at.strftime("%H:%M:%S").removesuffix(":00")
    if sort is Sort.TIME and number < 1:
        return clock
    return f"{at:%Y-%m-%d}" if (at.hour, at.minute, at.second) == (0, 0, 0) else f"{at:%Y-%m-%d} {clock}"
