"""Introduce: which groups should meet and why, asking both, and what each of them said."""

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import introducing as actions
from bandstand.gatherings.actions.pair_letters import CannotAskError, ask_both
from bandstand.gatherings.introducing.pairs import pairs_of_willing, told
from bandstand.gatherings.introducing.standing import standing
from bandstand.gatherings.models import SuggestedPair
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk

_A_PAGE = 20
_SETTLED_SHOWN = 20
State = SuggestedPair.State
SHOWN = {
    "": ("To look at", [State.OPEN]),
    "asked": ("Asked", [State.ASKED]),
    "settled": ("Settled", [State.AGREED, State.MET, State.REFUSED]),
    "not": ("Not these two", [State.DISMISSED]),
}


@desk(Right.SEE)
@require_safe
def pairs(request: DeskRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    rows = pairs_of_willing()
    order = ["-worth", "pk"] if show == "" else ["-asked_at", "-closed_at", "pk"]
    page = Paginator(rows.filter(state__in=SHOWN[show][1]).order_by(*order), _A_PAGE).get_page(
        request.GET.get("page")
    )
    told_of = {
        "page": page,
        "pairs": [(one, standing(one.pair)) for one in told(page)],
        "tabs": _tabs(rows),
        "show": show,
        "looked": rows.exists(),
    }
    return render(request, "desk/introduce/list.html", told_of)


def _tabs(rows: QuerySet[SuggestedPair]) -> list[tuple[str, str, int]]:
    many = Counter(rows.values_list("state", flat=True).order_by())
    return [(key, words, sum(many[state] for state in states)) for key, (words, states) in SHOWN.items()]


@desk(Right.GROUPS)
@require_POST
def look(request: DeskRequest) -> HttpResponse:
    made = actions.look_for_pairs(request.hub, by=request.person)
    if made:
        messages.success(request, f"{counted(made, 'new pair', 'new pairs')} to look at.")
    else:
        messages.info(request, "No new pairs: every group near another has one already, or has met it.")
    return redirect("desk-introduce")


@desk(Right.PEOPLE)
@require_POST
def ask(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    pair = _found(uid)
    try:
        ask_both(pair, by=request.person)
    except CannotAskError as why:
        messages.error(request, str(why))
    else:
        messages.success(
            request, f"A letter to each is on its way: {pair}. Nothing is handed over before both say yes."
        )
    return redirect("desk-introduce")


@desk(Right.GROUPS)
@require_POST
def say(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """They know each other, not these two, or suggest them again after all."""
    pair = _found(uid)
    said = request.POST.get("say", "")
    if said in _SAY:
        return _SAY[said](request, pair)
    messages.error(request, "That did not arrive whole. Please press once more.")
    return redirect("desk-introduce")


def _they_know(request: DeskRequest, pair: SuggestedPair) -> HttpResponse:
    made = actions.they_know(pair, by=request.person)
    if made is None:
        messages.info(request, "That one is settled already.")
        return redirect("desk-introduce")
    _tell(request, "written_down", {"pair": pair, "connection": made})
    return redirect("desk-introduce")


def _not_these(request: DeskRequest, pair: SuggestedPair) -> HttpResponse:
    actions.dismiss(pair, by=request.person)
    _tell(request, "dismissed", {"pair": pair})
    return redirect("desk-introduce")


def _after_all(request: DeskRequest, pair: SuggestedPair) -> HttpResponse:
    try:
        actions.bring_back(pair, by=request.person)
    except actions.FullError as why:
        messages.error(request, str(why))
        return HttpResponseRedirect(f"{reverse('desk-introduce')}?show=not")
    messages.info(request, f"{pair} are suggested again.")
    return redirect("desk-introduce")


def _tell(request: DeskRequest, said: str, shown: dict[str, Any]) -> None:
    words = render_to_string(f"desk/introduce/{said}.html", shown, request)
    messages.success(request, SafeString(words))


_SAY = {"know": _they_know, "not": _not_these, "back": _after_all}


def _found(uid: uuid.UUID) -> SuggestedPair:
    return get_object_or_404(pairs_of_willing(), uid=uid)


urls = [
    path("introduce/", pairs, name="desk-introduce"),
    path("introduce/look/", look, name="desk-introduce-look"),
    path("introduce/<uuid:uid>/ask/", ask, name="desk-introduce-ask"),
    path("introduce/<uuid:uid>/say/", say, name="desk-introduce-say"),
]
