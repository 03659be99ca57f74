"""What people told us some weeks after they were helped, and who would like to be rung."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import after
from bandstand.gatherings.models import FollowUp, Gathering
from bandstand.gatherings.queries.after import answers, stuck_after, to_ring
from bandstand.gatherings.queries.returning import came_back_to_help, first_timers
from bandstand.people.actions.looks import looked_at
from bandstand.people.rights import Right
from bandstand.web.groups_helped import fixed_since
from bandstand.web.guards import DeskRequest, desk

SHOWS = {"answered": "Answered", "ring": "To ring", "asked": "Asked", "planned": "To be asked"}


@desk(Right.PEOPLE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    show = request.GET.get("show", "answered")
    show = show if show in SHOWS else "answered"
    rows = to_ring() if show == "ring" else answers(show)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    looked_at(request.hub, "what people told us some weeks after", by=request.person)
    told = {
        "page": page,
        "rows": fixed_since(list(page)),
        "show": show,
        "shows": SHOWS,
        "to_ring": to_ring().count(),
    }
    return render(request, "desk/after/list.html", told)


@desk(Right.PEOPLE)
@require_POST
def rang(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(FollowUp.objects.select_related("hub"), uid=uid, more=FollowUp.More.RING)
    undo = "undo" in request.POST
    after.see_to(row, by=request.person, seen_to=not undo)
    messages.success(request, "Put back on the list." if undo else "Written down that you rang.")
    return redirect("desk-after")


def what_came_of(gathering: Gathering) -> dict[str, object]:
    """Return what a gathering's own page tells: first-timers, who came back to help, and what stuck."""
    if not gathering.is_over:
        return {}
    this = Gathering.objects.filter(pk=gathering.pk)
    return {
        "first_timers": list(first_timers(gathering)),
        "came_back": list(came_back_to_help(this)),
        "stuck": stuck_after(gathering),
    }


urls = [
    path("after/", every, name="desk-after"),
    path("after/<uuid:uid>/rang/", rang, name="desk-after-rang"),
]
