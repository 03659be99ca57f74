"""Who knows whom, drawn: a ring for each locality, its groups in it, a line for each tie.

Places are pinned: a group's place depends on the groups there are and not on the ties, so that the picture of
before and the picture of now can be laid side by side.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin, sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bandstand.groups.models import Group
from bandstand.kit.icons import SHAPES

from .ties import Tie, Together

SIDE = 640
_MIDDLE = SIDE / 2
_MARK = 14  # across
_STEP = 13.0  # between neighbours in a locality
_TURN = 2.399963  # the golden angle: things set round a middle like seeds

Spot = tuple[float, float]


def draw(
    shown: Together, *, label: str, new: Iterable[Tie] = (), address: Callable[[Group], str]
) -> SafeString:
    """Return the picture as SVG. Ties in `new` have thicker lines and a word in their titles; those only seen
    online have broken ones.
    """
    spots, homes = places(shown.groups)
    fresh = {tie.pair for tie in new}
    return format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}"><defs>{}</defs>{}{}{}</svg>',
        SIDE, SIDE, label, _shapes(),
        format_html_join("", "{}", ((_home(name, spot, size),) for name, (spot, size) in homes.items())),
        format_html_join("", "{}", ((_line(tie, spots, new=tie.pair in fresh),) for tie in shown.ties)),
        format_html_join("", "{}", ((_mark(one, spots[one.pk], address(one)),) for one in shown.groups)),
    )  # fmt: skip


def places(groups: Sequence[Group]) -> tuple[dict[int, Spot], dict[str, tuple[Spot, float]]]:
    """Return where each group goes, by its id, and each locality with its middle and how far it reaches."""
    here: dict[str, list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda one: (one.area.name if one.area else "", one.pk)):
        here[group.area.name if group.area else "Elsewhere"].append(group)
    reach = {name: _STEP * (1 + sqrt(len(some))) for name, some in here.items()}
    room = _around(list(reach.values()))
    spots: dict[int, Spot] = {}
    homes: dict[str, tuple[Spot, float]] = {}
    for (name, some), middle in zip(here.items(), room, strict=True):
        homes[name] = (middle, reach[name])
        spots |= {group.pk: _seed(middle, at, len(some)) for at, group in enumerate(some)}
    return spots, homes


def _around(reach: list[float]) -> list[Spot]:
    """Return the middles of localities set round one ring, each with room for its own size."""
    if len(reach) == 1:
        return [(_MIDDLE, _MIDDLE)]
    whole, far = sum(reach), _MIDDLE - max(reach, default=0) - 18
    found, turned = [], -pi / 2
    for each in reach:
        turned += pi * each / whole
        found.append((round(_MIDDLE + far * cos(turned), 1), round(_MIDDLE + far * sin(turned), 1)))
        turned += pi * each / whole
    return found


def _seed(middle: Spot, at: int, many: int) -> Spot:
    away = 0.0 if many == 1 else _STEP * sqrt(at + 0.5)
    return round(middle[0] + away * cos(at * _TURN), 1), round(middle[1] + away * sin(at * _TURN), 1)


def _shapes() -> SafeString:
    return format_html_join("", '<path id="tie-{}" d="{}"/>', SHAPES.items())


def _home(name: str, middle: Spot, reach: float) -> SafeString:
    x, y = middle
    return format_html(
        '<circle class="home" cx="{}" cy="{}" r="{}"/>'
        '<text class="home-name" text-anchor="middle" aria-hidden="true" x="{}" y="{}">{}</text>',
        x, y, round(reach + 8, 1), x, round(y + reach + 22, 1), name,
    )  # fmt: skip


def _line(tie: Tie, spots: dict[int, Spot], *, new: bool) -> SafeString:
    (x1, y1), (x2, y2) = spots[tie.one.pk], spots[tie.other.pk]
    # Bent towards the middle, so that lines across the borough part from one another.
    bend_x, bend_y = (x1 + x2) / 2 * 0.7 + _MIDDLE * 0.3, (y1 + y2) / 2 * 0.7 + _MIDDLE * 0.3
    words = f"{tie.one.name} and {tie.other.name}{_seen_online(tie)}{', new' if new else ''}"
    looks = ["tie", *(["online"] if not tie.recorded else []), *(["new"] if new else [])]
    return format_html(
        '<path class="{}" d="M{} {}Q{} {} {} {}"><title>{}</title></path>',
        " ".join(looks), x1, y1, round(bend_x, 1), round(bend_y, 1), x2, y2, words,
    )  # fmt: skip


def _seen_online(tie: Tie) -> str:
    if tie.recorded or not tie.online:
        return f", {tie.way} online" if tie.online else ""
    return f", seen online only: {tie.way}"


def _mark(group: Group, spot: Spot, address: str) -> SafeString:
    look = group.kind.look if group.kind and group.kind.look in SHAPES else "other"
    half = _MARK / 2
    return format_html(
        '<a href="{}" class="{}"><title>{}{}</title>'
        '<use class="dot" href="#tie-{}" transform="translate({} {}) scale({})"/></a>',
        address, look, group.name, f", {group.kind.name}" if group.kind else "", look,
        round(spot[0] - half, 1), round(spot[1] - half, 1), _MARK / 16,
    )  # fmt: skip
