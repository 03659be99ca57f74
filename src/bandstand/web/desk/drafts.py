"""A draft at the desk: read it, change it, announce it or throw it away; nobody outside knows of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from bandstand.gatherings.actions.drafts import DayIsOverError, announce_draft, throw_away
from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.inviting import invitations_of
from bandstand.gatherings.queries.where_next import planned_of
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering_or_draft

from .plan import plan_told


def draft_page(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    waves = list(invitations_of(gathering).values_list("wave", flat=True))
    told = {
        "gathering": gathering,
        "planned": planned_of(gathering),
        "chosen": len(waves),
        "first": waves.count(1),
        **plan_told(gathering),
    }
    return render(request, "desk/gatherings/draft.html", told)


@desk(Right.PLAN)
@require_POST
def announce(request: DeskRequest, slug: str) -> HttpResponse:
    draft = the_gathering_or_draft(slug)
    try:
        made = announce_draft(draft, by=request.person)
    except DayIsOverError:
        messages.warning(request, f"The day of {draft} has passed. Give it another date first.")
        return redirect("desk-gathering-change", slug=slug)
    messages.success(request, f"{made} is on the calendar. Anyone can book from now on.")
    return redirect("desk-gathering", slug=made.slug)


@desk(Right.PLAN)
@require_POST
def throw(request: DeskRequest, slug: str) -> HttpResponse:
    """Back to the season it came from, where its draft can be made again."""
    draft = the_gathering_or_draft(slug)
    if not draft.is_draft:
        raise Http404
    plan = throw_away(draft, by=request.person)
    if plan is None:
        messages.success(request, f"The draft of {draft} is gone.")
        return redirect(f"{reverse('desk-gatherings')}?show=drafts")
    messages.success(request, f"The draft of {draft} is gone. Its place in the season is free again.")
    return redirect("desk-season", plan.uid)


urls = [
    path("gatherings/<slug:slug>/announce/", announce, name="desk-draft-announce"),
    path("gatherings/<slug:slug>/throw-away/", throw, name="desk-draft-throw-away"),
]
