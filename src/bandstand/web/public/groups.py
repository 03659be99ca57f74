"""The directory: who is there, on a list and on a map, and a page for each group."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.calendar import upcoming
from bandstand.groups import queries
from bandstand.groups.json_ld import for_page
from bandstand.groups.map import ABOUT, MOST_DOTS, dots, dots_at, draw, draw_numbers
from bandstand.groups.models import Group
from bandstand.groups.queries.contacts import public_contacts
from bandstand.groups.search.found import MOST
from bandstand.impact.queries import checks_of
from bandstand.kit.icons import SHAPES
from bandstand.places.grid import metres_between
from bandstand.places.models import Precision
from bandstand.places.postcodes import tidy
from bandstand.places.queries import Point, points_of, postcodes_are_loaded
from bandstand.web.forms.fields import words_asked
from bandstand.web.guards import HubRequest, keepable, public

A_PAGE = 30
NEARBY = 2
MOST_IN_VIEW = 400  # groups told to the map that moves, at a time


@public
@require_safe
def directory(request: HubRequest) -> HttpResponse:
    near, asked = _asked(request)
    answer = queries.find(asked, as_typed="exactly" in request.GET)
    page = Paginator(answer.found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "asked": asked, "near": near, "answer": answer, "total": answer.found.total,
        "most": MOST, "interest": next((one for one in answer.interests if one.chosen), None),
        "roughly": asked.near and asked.near.precision == Precision.OUTCODE,
        "can_be_near": bool(near) or postcodes_are_loaded(),
        "is_filtered": any([asked.words, asked.kind, asked.area, asked.interest, near]),
        "tiles": settings.TILES, "tiles_credit": settings.TILES_CREDIT,
        "view": _as_typed(asked, near), **_map(page, asked, answer),
    }  # fmt: skip
    return keepable(request, render(request, "public/groups/list.html", context))


def _asked(request: HubRequest) -> tuple[str, queries.Asked]:
    """Return the postcode typed into “near”, and what is looked for."""
    near, point = point_asked(request)
    asked = queries.Asked(
        words=words_asked(request, "q"),
        kind=words_asked(request, "kind"),
        area=words_asked(request, "area"),
        interest=words_asked(request, "interest"),
        near=point,
    )
    return near, asked


def point_asked(request: HubRequest) -> tuple[str, Point | None]:
    """Return the postcode typed into “near” and where it is, if it is known."""
    near = words_asked(request, "near")
    tidied = tidy(near)
    return near, points_of([tidied]).get(tidied) if tidied else None


def _as_typed(asked: queries.Asked, near: str) -> str:
    """Return what was asked for as an address spells it."""
    given = {
        "q": asked.words,
        "kind": asked.kind,
        "area": asked.area,
        "interest": asked.interest,
        "near": near,
    }
    return urlencode({name: words for name, words in given.items() if words})


def _map(page: "Page[Group]", asked: queries.Asked, answer: queries.Answer) -> dict[str, Any]:
    """Return the map: dots while they can be told apart, beyond that a number for each area."""
    many, label = answer.found.total, "Map of the groups on this list"
    counted = [choice for choice in answer.areas if choice.many]
    if counted and not asked.area and (many is None or many > MOST_DOTS):
        numbers = queries.areas_with_numbers({choice.value: choice.many or 0 for choice in counted})
        also = _as_typed(asked, "")
        drawn = draw_numbers(numbers, label=label, query=f"{also}&" if also else "")
        return {"map": drawn.svg, "edges": drawn.edges, "map_counts": True}
    few = many is not None and many <= MOST_DOTS
    shown = dots_at(answer.found.placed(MOST_DOTS)) if few else dots(page.object_list)
    drawn = draw(shown, label=label, here=asked.area)
    not_on_map = (many if few and many else len(page)) - len(shown) + drawn.beyond
    return {"map": drawn.svg, "edges": drawn.edges, "not_on_map": not_on_map, "only_page": not few}


@public
@require_safe
def in_view(request: HubRequest) -> HttpResponse:
    """Answer the map that moves: the groups of this list in a box of it, as GeoJSON."""
    _, asked = _asked(request)
    box = _box(request.GET.get("box", ""))
    if box is None:
        return JsonResponse({"says": "Give box=west,south,east,north in degrees."}, status=400)
    found = queries.search(asked, as_typed="exactly" in request.GET).found
    shown = dots_at(found.within(*box, most=MOST_IN_VIEW))
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(dot.lon, 5), round(dot.lat, 5)]},
            "properties": {
                "name": dot.name, "kind": dot.kind, "look": dot.look, "url": f"/groups/{dot.slug}/",
                "roughly": dot.precision in {Precision.OUTCODE, ABOUT},
            },
        }
        for dot in shown
    ]  # fmt: skip
    shapes = {dot.look: SHAPES.get(dot.look, SHAPES["other"]) for dot in shown}
    more = len(shown) >= MOST_IN_VIEW
    told = {"type": "FeatureCollection", "features": features, "shapes": shapes, "more": more}
    return keepable(request, JsonResponse(told))


def _box(words: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north as typed, none of them beyond the world."""
    try:
        west, south, east, north = map(float, words.split(","))
    except ValueError:
        return None
    inside = -360 <= west <= east <= 360 and -90 <= south <= north <= 90
    return (west, south, east, north) if inside else None


@public
@require_safe
def group(request: HubRequest, slug: str) -> HttpResponse:
    found = queries.group_by_slug(slug)
    if found is None:
        return _moved(slug)
    places, contacts, interests = (
        queries.public_places(found), public_contacts(found), queries.interests_of(found),
    )  # fmt: skip
    context = {
        "group": found,
        "is_exact": found.place_shown == Group.PlaceShown.EXACT,
        "places": places,
        "contacts": contacts,
        "interests": interests,
        "json_ld": for_page(request.hub, found, online=places, interests=interests, contacts=contacts),
        "branches": list(queries.branches(found)[:A_PAGE]),
        "gatherings": _nearby(found),
        "checks": checks_of(found),
        "map": _little_map(found),
    }
    return keepable(request, render(request, "public/groups/one.html", context))


def _moved(slug: str) -> HttpResponse:
    """Lead on to the group this one was merged into."""
    kept = queries.moved_to(slug)
    if kept is None:
        raise Http404
    return HttpResponseRedirect(f"/groups/{kept.slug}/")


def _little_map(found: Group) -> SafeString:
    here = found.area.code if found.area and found.place_shown != Group.PlaceShown.NONE else ""
    return draw(dots([found]), label=f"Map of where {found.name} is", here=here).svg


def _nearby(found: Group) -> list[tuple[Gathering, float | None]]:
    """Return the next gatherings with how far each is from the group; the nearest of the next few first."""
    coming = [(gathering, _away(found, gathering)) for gathering in upcoming()[:6]]
    coming.sort(key=lambda pair: pair[1] if pair[1] is not None else float("inf"))
    return coming[:NEARBY]


def _away(found: Group, gathering: Gathering) -> float | None:
    """Return how far it is, unless that would tell where a group is that does not say."""
    venue = gathering.venue
    if found.place_shown != Group.PlaceShown.EXACT:
        return None
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
    if one.place_shown == Group.PlaceShown.NONE:
        return ""
    if one.area or one.place_shown == Group.PlaceShown.AREA:
        return one.area.name if one.area else ""
    return one.postcode.partition(" ")[0] or one.address[:40]


urls = [
    path("groups/", directory, name="groups"),
    path("groups/in-view/", in_view, name="groups-in-view"),
    path("groups/suggest/", suggest, name="group-suggest"),
    path("groups/<slug:slug>/", group, name="group"),
]
