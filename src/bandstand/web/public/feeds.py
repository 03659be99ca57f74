"""Following the dates: calendar files, feeds, and a strip for other people's websites, by area and kind.

`area` is an area's code, `kind` a kind of gathering, `for` a kind of group; without them it is everything.
Nothing here sets a cookie.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from bandstand.gatherings.queries import calendar
from bandstand.gatherings.queries.choosing import (
    KINDS,
    Choice,
    NoSuchChoiceError,
    areas_with_gatherings,
    choice_of,
)
from bandstand.groups.queries.kinds import kinds
from bandstand.kit.calendar import CONTENT_TYPE, calendar_file
from bandstand.people.actions.links import site_address
from bandstand.web import gathering_facts as facts
from bandstand.web.files import attached
from bandstand.web.guards import HubRequest, keepable, public
from bandstand.web.named import the_gathering

_STAYS_IN_DIARIES = timedelta(days=60)
_USUAL_DATES, _MOST_DATES = 3, 20
# A strip may stand in anybody's page, so it loads nothing but its own looks and can do nothing.
_STRIP_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


@public
@conditional_page
@require_safe
def calendar_of_all(request: HubRequest) -> HttpResponse:
    """Everything coming, and what has just been, for diaries that subscribe."""
    chosen = _chosen(request)
    shown = chosen.of(calendar.since(timezone.now() - _STAYS_IN_DIARIES))
    happenings = (facts.happening(request.hub, gathering) for gathering in shown)
    text = calendar_file(happenings, name=_name(request, chosen))
    return keepable(request, HttpResponse(text, content_type=CONTENT_TYPE))


@public
@conditional_page
@require_safe
def calendar_of_one(request: HubRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    text = calendar_file([facts.happening(request.hub, gathering)], name=gathering.title)
    return keepable(request, attached(text, CONTENT_TYPE, f"{gathering.slug}.ics"))


@public
@conditional_page
@require_safe
def feed(request: HubRequest) -> HttpResponse:
    """The same as an Atom feed."""
    site, chosen = site_address(request.hub), _chosen(request)
    asked = _asked(request)
    atom = Atom1Feed(
        title=_name(request, chosen),
        link=f"{site}/whats-on/",
        description="Free, friendly sessions for small local groups.",
        language="en-GB",
        feed_url=f"{site}/whats-on.atom{asked}",
        feed_guid=f"{site}/whats-on/{asked}",
    )
    for gathering in chosen.of(calendar.upcoming()):
        atom.add_item(
            title=facts.headline(gathering),
            link=facts.address_of(request.hub, gathering),
            description=f"{facts.when(gathering)}, {gathering.venue.in_full}.",
            unique_id=gathering.uid.urn,
            pubdate=gathering.created_at,
            updateddate=gathering.changed_at,
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return keepable(request, response)


@public
@conditional_page
@require_safe
def follow(request: HubRequest) -> HttpResponse:
    """The addresses to follow, how to add them on a phone, and the strip for a website."""
    chosen, site, asked = _chosen(request), site_address(request.hub), _asked(request)
    how_many = _how_many(request)
    strip = f"{site}/embed/whats-on/{_asked(request, n=how_many)}"
    told = {
        "chosen": chosen,
        "in_words": chosen.in_words,
        "areas": areas_with_gatherings(),
        "gathering_kinds": list(KINDS.items()),
        "group_kinds": kinds(),
        "numbers": [3, 5, 10],
        "how_many": how_many,
        "calendar": f"{site}/whats-on.ics{asked}",
        "into_diary": f"webcal://{site.partition('://')[2]}/whats-on.ics{asked}",
        "feed": f"{site}/whats-on.atom{asked}",
        "strip": strip,
        "height": _height(how_many),
        "code": _code(strip, _name(request, chosen), _height(how_many)),
    }
    return keepable(request, render(request, "public/whats_on/follow.html", told))


@public
@conditional_page
@xframe_options_exempt
@require_safe
def strip(request: HubRequest) -> HttpResponse:
    """The next dates, to stand in another website: no script, no cookie, nothing to press but links."""
    chosen = _chosen(request)
    coming = chosen.of(calendar.bookable())
    told = {
        "gatherings": coming[: _how_many(request)],
        "name": _name(request, chosen),
        "site": site_address(request.hub),
    }
    response = render(request, "public/whats_on/strip.html", told)
    response.headers["Content-Security-Policy"] = _STRIP_POLICY
    # Pictures and styles of a page that stands in another origin may be kept apart from ours.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return keepable(request, response)


def _chosen(request: HubRequest) -> Choice:
    area, kind, group_kind = (request.GET.get(name, "")[:80] for name in ("area", "kind", "for"))
    if not (area + kind + group_kind).isprintable():
        raise Http404
    try:
        return choice_of(area=area, kind=kind, group_kind=group_kind)
    except NoSuchChoiceError as trouble:
        raise Http404 from trouble


def _asked(request: HubRequest, **more: int) -> str:
    """Return the choice as the end of an address, always in the same order."""
    chosen = {name: request.GET[name] for name in ("area", "kind", "for") if request.GET.get(name)}
    return f"?{urlencode(chosen | more)}" if chosen | more else ""


def _how_many(request: HubRequest) -> int:
    typed = request.GET.get("n", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 4
    return min(max(int(typed), 1), _MOST_DATES) if is_number else _USUAL_DATES


def _name(request: HubRequest, chosen: Choice) -> str:
    of = f" ({chosen.in_words})" if chosen.in_words else ""
    return f"What’s on: {request.hub.name}{of}"


def _height(how_many: int) -> int:
    """How high the strip is, in pixels, with room for names that take two lines on a phone."""
    return 96 + 118 * how_many


def _code(strip: str, name: str, height: int) -> str:
    shape = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>'
    return str(format_html(shape, strip, name, height))


urls = [
    path("whats-on.ics", calendar_of_all, name="whats-on-calendar"),
    path("whats-on/feed.ics", calendar_of_all, name="whats-on-calendar-too"),
    path("whats-on.atom", feed, name="whats-on-feed"),
    path("whats-on/follow/", follow, name="whats-on-follow"),
    path("embed/whats-on/", strip, name="whats-on-strip"),
    path("whats-on/<slug:slug>/calendar.ics", calendar_of_one, name="gathering-calendar"),
]
