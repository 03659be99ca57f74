"""The directory: who is there, on a list and on a map, and a page for each group."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.calendar import upcoming
from bandstand.groups import queries
from bandstand.groups.map import MOST_DOTS, dots, draw, draw_numbers
from bandstand.groups.models import Group
from bandstand.impact.queries import checks_of
from bandstand.places.grid import metres_between
from bandstand.places.postcodes import tidy
from bandstand.places.queries import Point, area_names, points_of, postcodes_are_loaded
from bandstand.web.forms.fields import words_asked
from bandstand.web.guards import HubRequest, keepable, public

A_PAGE = 50
NEARBY = 2


@public
@require_safe
def directory(request: HubRequest) -> HttpResponse:
    near, point = point_asked(request)
    asked = queries.Asked(
        words=words_asked(request, "q"),
        kind=words_asked(request, "kind"),
        area=words_asked(request, "area"),
        near=point,
    )
    found = queries.directory(asked)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for one in page.object_list:
        one.away = queries.metres_away(one) if point else None  # type: ignore[attr-defined]  # for the template
    context = {
        "page": page, "asked": asked, "near": near,
        "kinds": queries.kinds(), "areas": area_names().order_by("kind", "name"),
        "can_be_near": bool(near) or postcodes_are_loaded(),
        "is_filtered": any([asked.words, asked.kind, asked.area, near]), **_map(found, page, asked),
    }  # fmt: skip
    return keepable(request, render(request, "public/groups/list.html", context))


def point_asked(request: HubRequest) -> tuple[str, Point | None]:
    """Return the postcode typed into “near” and where it is, if it is known."""
    near = words_asked(request, "near")
    tidied = tidy(near)
    return near, points_of([tidied]).get(tidied) if tidied else None


def _map(found: QuerySet[Group], page: "Page[Group]", asked: queries.Asked) -> dict[str, Any]:
    """Return the map: dots while they can be told apart, beyond that a number for each area."""
    many = page.paginator.count
    label = "Map of the groups on this list"
    if many > MOST_DOTS and (numbers := queries.numbers_by_area(found)):
        also = urlencode({"q": asked.words, "kind": asked.kind})
        return {"map": draw_numbers(numbers, label=label, query=f"{also}&"), "map_counts": True}
    shown = dots(page.object_list if many <= A_PAGE else found[:MOST_DOTS])
    drawn = draw(shown, label=label, here=asked.area)
    not_on_map = min(many, MOST_DOTS) - len(shown) + drawn.beyond
    return {"map": drawn.svg, "not_on_map": not_on_map, "only_first": many > MOST_DOTS}


@public
@require_safe
def group(request: HubRequest, slug: str) -> HttpResponse:
    found = queries.group_by_slug(slug)
    if found is None:
        raise Http404
    context = {
        "group": found,
        "places": queries.public_places(found),
        "gatherings": _nearby(found),
        "checks": checks_of(found),
        "map": _little_map(found),
    }
    return keepable(request, render(request, "public/groups/one.html", context))


def _little_map(found: Group) -> SafeString:
    here = found.area.code if found.area else ""
    return draw(dots([found]), label=f"Map of where {found.name} is", here=here).svg


def _nearby(found: Group) -> list[tuple[Gathering, float | None]]:
    """Return the next gatherings with how far each is from the group; the nearest of the next few first."""
    coming = [(gathering, _away(found, gathering)) for gathering in upcoming()[:6]]
    coming.sort(key=lambda pair: pair[1] if pair[1] is not None else float("inf"))
    return coming[:NEARBY]


def _away(found: Group, gathering: Gathering) -> float | None:
    venue = gathering.venue
    if found.lat is None or found.lon is None or venue.lat is None or venue.lon is None:
        return None
    return metres_between(found.lat, found.lon, venue.lat, venue.lon)


@public
@require_safe
def suggest(request: HubRequest) -> HttpResponse:
    """Answer a type-ahead box: rows for `js/pick.js`, or JSON where that is asked for."""
    found = queries.suggest(words_asked(request, "q"))
    if "application/json" in request.headers.get("Accept", ""):
        told = [{"id": str(one.uid), "name": one.name, "place": _place_words(one)} for one in found]
        return JsonResponse(told, safe=False)
    options = [
        {
            "value": one.uid,
            "label": one.name,
            "hint": _place_words(one),
            "look": one.kind.look if one.kind else "",
        }
        for one in found
    ]
    return render(request, "parts/options.html", {"options": options})


def _place_words(one: Group) -> str:
    return one.area.name if one.area else one.postcode.partition(" ")[0] or one.address[:40]


urls = [
    path("groups/", directory, name="groups"),
    path("groups/suggest/", suggest, name="group-suggest"),
    path("groups/<slug:slug>/", group, name="group"),
]
