"""Two evenings, one list, at the desk: made from two like gatherings, drawn once, taken along as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import drawing, evenings
from bandstand.gatherings.actions.evenings import ListClosedError, NotAlikeError
from bandstand.gatherings.lot import METHOD
from bandstand.gatherings.models import SignUp, TwoEvenings
from bandstand.gatherings.queries.evenings import (
    as_drawn,
    booked_later,
    left_out,
    lists,
    on_the_list,
    to_pair,
    to_ring,
    with_numbers,
)
from bandstand.groups.shown import tells_of_health
from bandstand.impact.together import lot_files
from bandstand.kit.words import counted
from bandstand.people.actions.looks import looked_at
from bandstand.people.rights import Right
from bandstand.places.queries import venues
from bandstand.web.files import SHEET, attached
from bandstand.web.forms.evenings import BothForm, PairForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.public.evenings import the_list


@desk(Right.SEE)
@require_safe
def all_lists(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/evenings/list.html", {"lists": with_numbers(lists())})


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """What it is for and what it costs; then two that are announced, or both announced now."""
    how = request.POST.get("how", "")
    pair = PairForm(request.POST if how == "pair" else None)
    both = BothForm(request.POST if how == "both" else None)
    forms: dict[str, PairForm | BothForm] = {"pair": pair, "both": both}
    chosen = forms.get(how)
    if chosen is not None and chosen.is_valid():
        try:
            made = _made(request, chosen)
        except NotAlikeError as trouble:
            chosen.add_error(None, str(trouble))
        else:
            messages.success(request, "There is one list for the two. People sign up for either from now on.")
            return redirect("desk-evenings-one", made.slug)
    told = {"pair": pair, "both": both, "form": chosen, "can_pair": to_pair().count() > 1, "venues": venues()}
    return render(request, "desk/evenings/new.html", told, status=422 if chosen and chosen.errors else 200)


@desk(Right.SEE)
@require_safe
def one(request: DeskRequest, slug: str) -> HttpResponse:
    """Who is on the list; after the draw, where the lot put them."""
    told = _told(the_list(slug))
    _note_look(request, told["list"], told["people"])
    return render(request, "desk/evenings/one.html", told)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def draw(request: DeskRequest, slug: str) -> HttpResponse:
    """Say what will happen, then draw: once, and for good."""
    one_list = the_list(slug)
    if request.method == "POST":
        try:
            drawn = drawing.draw_lots(one_list, by=request.person)
        except ListClosedError:
            messages.warning(request, "Both evenings have begun or are called off: there is nothing to draw.")
        else:
            messages.success(request, f"Drawn. The seed is {drawn.seed}. {_who_hears(drawn)}")
        return redirect("desk-evenings-one", slug)
    if not one_list.can_draw:
        return redirect("desk-evenings-one", slug)
    told = _told(one_list)
    _note_look(request, one_list, told["left_out"])
    return render(request, "desk/evenings/draw.html", told)


@desk(Right.PLAN)
@require_POST
def give_up(request: DeskRequest, slug: str) -> HttpResponse:
    if evenings.give_up(the_list(slug), by=request.person):
        messages.success(request, "The list is gone. Both evenings are booked as usual again.")
        return redirect("desk-evenings")
    messages.info(request, "It stays: somebody is on the list, or it is drawn. Nobody is left standing.")
    return redirect("desk-evenings-one", slug)


@desk(Right.SEE)
@require_safe
def sheet(_: DeskRequest, slug: str) -> HttpResponse:
    return attached(lot_files.as_sheet(the_list(slug)), SHEET, f"{slug}-lots.csv")


@desk(Right.SEE)
@require_safe
def as_json(_: DeskRequest, slug: str) -> HttpResponse:
    return attached(lot_files.as_json(the_list(slug)), "application/json", f"{slug}-lots.json")


def _made(request: DeskRequest, form: PairForm | BothForm) -> TwoEvenings:
    if isinstance(form, PairForm):
        return evenings.pair_up(request.hub, *form.two(), by=request.person)
    return evenings.announce_both(request.hub, form.plans(), by=request.person)


def _note_look(request: DeskRequest, one_list: TwoEvenings, people: list[SignUp]) -> None:
    """Write down that the people of a health group were looked at by name."""
    if any(one.group and tells_of_health(one.group) for one in people):
        looked_at(request.hub, f"who is on “{one_list}”, with a health group", by=request.person)


def _who_hears(drawn: TwoEvenings) -> str:
    many = len(to_ring(on_the_list(drawn)))
    rung = f": ring {counted(many, 'person who', 'people who')} left a number only" if many else ""
    return f"Letters are on their way{rung}."


def _told(one_list: TwoEvenings) -> dict[str, Any]:
    people = list(on_the_list(one_list))
    return {
        "list": one_list,
        "people": people,
        "to_ring": len(to_ring(people)),
        "left_out": left_out(one_list, people),
        "either": [each for each in people if each.only is None],
        "first_only": [each for each in people if each.only == 0],
        "second_only": [each for each in people if each.only == 1],
        "sides": as_drawn(one_list, people),
        "later": booked_later(one_list) if one_list.drawn_at else 0,
        "method": METHOD,
    }


urls = [
    path("evenings/", all_lists, name="desk-evenings"),
    path("evenings/new/", new, name="desk-evenings-new"),
    path("evenings/<slug:slug>/", one, name="desk-evenings-one"),
    path("evenings/<slug:slug>/draw/", draw, name="desk-evenings-draw"),
    path("evenings/<slug:slug>/give-up/", give_up, name="desk-evenings-give-up"),
    path("evenings/<slug:slug>/lots.csv", sheet, name="desk-evenings-sheet"),
    path("evenings/<slug:slug>/lots.json", as_json, name="desk-evenings-json"),
]
