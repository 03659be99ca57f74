"""Who here should talk: on the sheet of the day, and afterwards how many of them did."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import meeting
from bandstand.gatherings.introducing.room import who_should_talk
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.day import here
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering


def talked(gathering: Gathering) -> dict[str, Any]:
    """Return for a finished gathering who should have talked, and how many of them were noted as met."""
    if gathering.state != Gathering.State.CLOSED:
        return {}
    pairs = who_should_talk(gathering, here(gathering))
    return {"should_have_talked": pairs, "did_talk": sum(one.met for one in pairs)}


@desk(Right.DAY)
@require_safe
def who_should(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    shown = {"gathering": gathering, "talks": who_should_talk(gathering, here(gathering))}
    return render(request, "desk/day/talk.html", shown)


@desk(Right.DAY)
@require_POST
def they_met(request: DeskRequest, slug: str) -> HttpResponse:
    """Write down that two who should talk have met."""
    gathering = the_gathering(slug)
    who = _both(request, gathering)
    if len(who) == 2:
        told = meeting.Meeting(who, suggested=True)
        meeting.met(gathering, told, by=request.person)
        messages.success(request, f"{who[0].called} and {who[1].called} met: written down.")
    else:
        messages.error(request, "One of them is not on the sheet any more.")
    return redirect("desk-day-talk", slug=slug)


def _both(request: DeskRequest, gathering: Gathering) -> tuple[Attendance, ...]:
    asked = {request.POST.get("one", ""), request.POST.get("other", "")}
    return tuple(row for row in here(gathering) if str(row.uid) in asked)


urls = [
    path("gatherings/<slug:slug>/day/talk/", who_should, name="desk-day-talk"),
    path("gatherings/<slug:slug>/day/they-met/", they_met, name="desk-day-they-met"),
]
