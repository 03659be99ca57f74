"""Both halves of a change on one sheet, with its words, to take along: into a report, onto a slide."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .change import Change, Side
from .kinds import kind_of
from .lettering import plain, wrapped
from .page import HIGH
from .shapes import Shape, box, painted

_WIDE, _EDGE, _HALF, _GAP = 760, 24, 320, 72
_INK, _QUIET, _GROUND = "#1d2521", "#535f58", "#ffffff"


def sheet(change: Change) -> str:
    """Return a whole SVG file. Anything may stand in its words; they wrap inside it."""
    title = wrapped(change.group, room=_WIDE - 2 * _EDGE, size=26, most=3)
    top = 30 + 32 * len(title)
    halves = [_caption(side) for side in change.sides]
    under = top + HIGH + 14
    foot = under + max(len(lines) for lines in halves) * 25 + 46
    help_ = wrapped(change.after_help, room=_WIDE - 2 * _EDGE, size=18, most=3) if change.help else []
    high = foot + 24 * len(help_) + (10 if help_ else -8)
    parts = [
        format_html('<rect width="{}" height="{}" rx="14" fill="{}"/>', _WIDE, high, _GROUND),
        _text(title, _EDGE, 44, size=26, step=32, weight=700),
        _half(change.before, halves[0], _EDGE, top),
        _half(change.after, halves[1], _EDGE + _HALF + _GAP, top),
        painted([_arrow(top + HIGH / 2)]),
    ]
    if help_:
        parts += [painted([box("brass", _EDGE, foot - 18, 5, 24 * len(help_))])]
        parts += [_text(help_, _EDGE + 16, foot, size=18, step=24, weight=400)]
    return _whole(change, high, format_html_join("\n", "{}", ((part,) for part in parts)))


def _whole(change: Change, high: float, inside: SafeString) -> str:
    words = [f"{side.seen}: {side.words}." for side in change.sides]
    told = " ".join([*words, f"{change.after_help}." if change.help else ""]).strip()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'role="img" aria-labelledby="title told" '
        'font-family="\'Atkinson Hyperlegible Next\', Arial, Helvetica, sans-serif">\n'
        '<title id="title">{title}</title>\n<desc id="told">{told}</desc>\n{inside}\n</svg>\n',
        wide=_WIDE, high=f"{high:g}", title=plain(change.group), told=plain(told), inside=inside,
    )  # fmt: skip


def _caption(side: Side) -> list[str]:
    return wrapped(side.words[:1].upper() + side.words[1:], room=_HALF - 8, size=19, most=5)


def _half(side: Side, lines: list[str], left: float, top: float) -> SafeString:
    drawn = kind_of(side.look).draw(side.where, there=side.is_after)
    page = painted([box("air", 4, 0, 312, HIGH, r=14), *drawn])
    return format_html(
        '<g transform="translate({} {})">{}</g>\n{}\n{}',
        left, f"{top:g}", page,
        _text([side.seen], left + 4, top + HIGH + 26, size=16, step=0, weight=400, fill=_QUIET),
        _text(lines, left + 4, top + HIGH + 52, size=19, step=25, weight=700),
    )  # fmt: skip


def _arrow(y: float) -> Shape:
    x = _EDGE + _HALF + 16
    return Shape("friends", f"M{x} {y:g}h40m-14-14l14 14-14 14", 6)


def _text(
    lines: list[str], x: float, y: float, *, size: int, step: int, weight: int, fill: str = _INK
) -> SafeString:
    rows = ((f"{x:g}", f"{y + at * step:g}", line) for at, line in enumerate(lines))
    spans = format_html_join("", '<tspan x="{}" y="{}">{}</tspan>', rows)
    return format_html('<text font-size="{}" font-weight="{}" fill="{}">{}</text>', size, weight, fill, spans)
