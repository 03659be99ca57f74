"""What drawings are made of: paths and circles in the colours of the page, by their names in the styles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# The colours of a picture that is taken along, where no style reaches: as in tokens.css, by day.
PAINT = {
    "air": "#e3f0f0", "band": "#14392d", "brass": "#d9a441", "brick": "#a63c28", "cloth": "#fdf8ea",
    "deep": "#3f7350", "friends": "#37742b", "grey": "#79837c", "hair": "#3b2c25", "leaves": "#6d9c62",
    "lit": "#f4e3b4", "sport": "#1f5f8b", "bark": "#7a5a3c", "s1": "#f0c6a0",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """One path, filled with a colour; or a line of that colour, `thick` units wide, dashed if wanted."""

    colour: str
    path: str
    thick: float = 0
    dashes: str = ""

    def styled(self) -> SafeString:
        """Draw it for a page, which knows the colours by day and by night."""
        if not self.thick:
            return format_html('<path class="{}" d="{}"/>', self.colour, self.path)
        dashes = format_html(' stroke-dasharray="{}"', self.dashes) if self.dashes else ""
        return format_html(
            '<path class="l {}" d="{}" stroke-width="{}"{}/>', self.colour, self.path, self.thick, dashes
        )

    def painted(self) -> SafeString:
        """Draw it with its colour in it."""
        paint = PAINT[self.colour]
        if not self.thick:
            return format_html('<path fill="{}" d="{}"/>', paint, self.path)
        dashes = format_html(' stroke-dasharray="{}"', self.dashes) if self.dashes else ""
        line = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        return format_html(
            '<path {} stroke="{}" stroke-width="{}"{} d="{}"/>',
            SafeString(line), paint, self.thick, dashes, self.path,
        )  # fmt: skip


def disc(colour: str, x: float, y: float, r: float) -> Shape:
    return Shape(colour, _circle(x, y, r))


def ring(colour: str, x: float, y: float, r: float, *, thick: float, dashes: str = "") -> Shape:
    return Shape(colour, _circle(x, y, r), thick, dashes)


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def box(colour: str, x: float, y: float, wide: float, high: float, *, r: float = 0) -> Shape:
    if not r:
        return Shape(colour, f"M{x:g} {y:g}h{wide:g}v{high:g}h{-wide:g}z")
    across, down = wide - 2 * r, high - 2 * r
    corners = (
        f"M{x + r:g} {y:g}h{across:g}q{r:g} 0 {r:g} {r:g}v{down:g}q0 {r:g} {-r:g} {r:g}"
        f"h{-across:g}q{-r:g} 0 {-r:g} {-r:g}v{-down:g}q0 {-r:g} {r:g} {-r:g}z"
    )
    return Shape(colour, corners)


def lines(colour: str, *runs: tuple[float, float, float], thick: float = 5) -> Shape:
    """Level lines, each from x, y and so long: writing seen from afar."""
    return Shape(colour, "".join(f"M{x:g} {y:g}h{long:g}" for x, y, long in runs), thick)


def styled(shapes: Iterable[Shape]) -> SafeString:
    return format_html_join("", "{}", ((shape.styled(),) for shape in shapes))


def painted(shapes: Iterable[Shape]) -> SafeString:
    return format_html_join("", "{}", ((shape.painted(),) for shape in shapes))
