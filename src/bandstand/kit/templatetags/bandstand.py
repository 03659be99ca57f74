"""Words and small drawings for every template; loaded everywhere, so `{% load %}` is not needed."""

import re
from datetime import date, datetime, time
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bandstand.kit import dates, distances
from bandstand.kit.icons import LINES, SHAPES

register = template.Library()


class KindOfGroup(Protocol):
    """What a kind of group needs to be drawn: its look is one of the names in `icons.SHAPES`."""

    look: str
    name: str
    plural: str


# Drawings


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line drawing. Hidden from screen readers unless it stands alone and has a `label`."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>', spoken, LINES[name])


@register.simple_tag
def shape(look: str) -> SafeString:
    """The flag of a kind of group, without its word: only beside other words."""
    look = look if look in SHAPES else "other"
    return format_html(
        '<svg class="shape {}" viewBox="0 0 16 16" aria-hidden="true"><path d="{}"/></svg>',
        look,
        SHAPES[look],
    )


@register.simple_tag
def all_drawings() -> SafeString:
    """Every icon (`i-…`) and shape (`s-…`) once, hidden, for a page whose script draws with `<use>`."""
    sheets = [("i", 24, LINES), ("s", 16, SHAPES)]
    rows = [(sheet, name, size, size, line) for sheet, size, lines in sheets for name, line in lines.items()]
    symbol = '<symbol id="{}-{}" viewBox="0 0 {} {}"><path d="{}"/></symbol>'
    return format_html("<svg hidden>{}</svg>", format_html_join("", symbol, rows))


@register.simple_tag
def kind(of: KindOfGroup | None, count: int | None = None) -> SafeString:
    """Colour, shape and word: “Sports club”, or with a count “5 sports clubs”. Nothing for no kind."""
    if of is None:
        return SafeString("")
    look = of.look if of.look in SHAPES else "other"
    word = _capital(of.name) if count is None else f"{count:,} {of.name if count == 1 else of.plural}"
    return format_html('<span class="kind {}">{}{}</span>', look, shape(look), word)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@register.simple_tag
def date_leaf(moment: date | datetime) -> SafeString:
    """A tear-off calendar leaf: always beside the full date in words, so hidden from screen readers."""
    parts = dates.leaf(moment)
    return format_html(
        '<span class="leaf" aria-hidden="true"><b>{}</b><span>{}</span><small>{}</small></span>',
        parts.month, parts.day, parts.weekday,
    )  # fmt: skip


STATES = {"win": "spark", "fixed": "tick", "unsure": "unknown", "news": "info", "careful": "careful"}


@register.simple_tag
def state(look: str, word: str) -> SafeString:
    """A state as a word with its colour and drawing: looks are win, fixed, unsure, news and careful."""
    return format_html('<span class="state {}">{}{}</span>', look, icon(STATES[look]), word)


_OPENABLE = re.compile(r"https?://[^\s<>\"'`]+")


@register.filter
def openable(address: str) -> str:
    """Return a web address met on somebody’s page if it is one to be opened, else nothing."""
    return address if _OPENABLE.fullmatch(address) else ""


# Dates. `today` is asked here, at the edge.


@register.filter
def day(moment: date | datetime | None) -> str:
    return dates.day(moment, today=timezone.localdate()) if moment else ""


@register.filter
def short_day(moment: date | datetime | None) -> str:
    return dates.short_day(moment, today=timezone.localdate()) if moment else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    return dates.clock(moment) if moment else ""


@register.filter
def hours(start: datetime, end: datetime) -> str:
    return dates.hours(start, end)


@register.filter
def when(start: datetime | None, end: datetime | None = None) -> str:
    return dates.when(start, end, today=timezone.localdate()) if start else ""


@register.filter
def ago(moment: date | datetime | None) -> str:
    return dates.ago(moment, today=timezone.localdate()) if moment else ""


@register.filter
def how_long(minutes: int | None) -> str:
    return dates.how_long(minutes) if minutes else ""


# Figures in words


@register.filter
def in_hours(minutes: int) -> str:
    """“31½” for 1,890 minutes: hours to the nearest half, for sums."""
    whole, half = divmod(round(minutes / 30), 2)
    return f"{whole:,}½" if half and whole else "½" if half else f"{whole:,}"


@register.filter
def counted(number: int, words: str) -> str:
    """`{{ n|counted:"group,groups" }}` is “1 group” or “1,204 groups”."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many}"


@register.filter
def plural(number: int, words: str) -> str:
    """The word alone: `{{ n|plural:"is,are" }}`."""
    one, _, many = words.partition(",")
    return one if number == 1 else many


@register.filter
def miles(metres: float | None, roughly: str = "") -> str:
    """A distance in metres as people say it: “under a mile”, “about 12 miles”; see `kit.distances`."""
    return "" if metres is None else distances.how_far(metres, roughly=bool(roughly))


@register.filter
def in_parts(address: str) -> SafeString:
    """A long address that goes on to the next line after a slash or before an @, not inside a word."""
    parts = re.split(r"(?<=/)|(?=@)", str(address))
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))


# Where we are


@register.simple_tag(takes_context=True)
def here_at(context: Context, address: str, *, only: bool = False) -> SafeString:
    """Mark a link of a menu as current: on its own page, and in the pages below it unless `only` says so."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    if request.path == address:
        return SafeString(' aria-current="page"')
    below = request.path.startswith(address) and not only
    return SafeString(' aria-current="true"' if below else "")


# Pages of a list


@register.simple_tag(takes_context=True)
def page_link(context: Context, number: int) -> str:
    """The address of another page of this list, everything else asked for unchanged."""
    asked = context["request"].GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Context, page: "Page[Any]") -> dict[str, Any]:
    """Earlier, later and nearby pages; nothing when there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
        "request": context["request"],
    }


# Notices

NOTICES = {"success": "good", "warning": "careful", "error": "careful"}
NOTICE_ICONS = {"good": "tick", "careful": "careful", "": "info"}


@register.filter
def notice_look(tag: str) -> str:
    """Django's level of a message as one of our three notices: good, careful, or plain."""
    return NOTICES.get(tag, "")


@register.filter
def notice_icon(tag: str) -> str:
    return NOTICE_ICONS[notice_look(tag)]


# Forms


@register.filter
def is_ticked_alone(field: Any) -> bool:
    """Whether a form field is one tick box, whose words come after it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset
