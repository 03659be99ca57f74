"""Where next: the borough at a glance, a season planned in one press, and every choice overruled at will."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import seasons as actions
from bandstand.gatherings.models import SeasonPlan
from bandstand.gatherings.queries import where_next as queries
from bandstand.gatherings.seasons.planned import Season, Session
from bandstand.groups.map import Pin, draw_pins
from bandstand.kit.words import counted
from bandstand.people.models import Person
from bandstand.people.rights import Right
from bandstand.places.models import Venue
from bandstand.web.forms.season import OverruleForm, SeasonForm
from bandstand.web.guards import DeskRequest, desk

_PLANS_SHOWN = 6
_ON_CALENDAR = "This season is on the calendar already."


@desk(Right.SEE)
@require_safe
def at_a_glance(request: DeskRequest) -> HttpResponse:
    kinds, rows = queries.where_next()
    shown = {
        "kinds": kinds,
        "rows": rows,
        "plans": queries.plans_made()[:_PLANS_SHOWN],
        "venues": Venue.objects.filter(lat__isnull=False).count(),
    }
    return render(request, "desk/where_next/glance.html", shown)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    form = SeasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = actions.plan_season(request.hub, form.wishes(), by=request.person)
        return redirect("desk-season", plan.uid)
    return render(request, "desk/where_next/new.html", {"form": form}, status=422 if form.errors else 200)


@desk(Right.SEE)
@require_safe
def season(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    kept = _plan(uid)
    planned = Season(kept)
    shown = {
        "plan": kept,
        "season": planned,
        "map": _map(kept, planned.sessions),
        "refused": Venue.objects.filter(pk__in=kept.refused),
        "outcomes": queries.outcomes(kept) if kept.on_calendar_at else [],
    }
    return render(request, "desk/where_next/season.html", shown)


@desk(Right.SEE)
@require_safe
def session(request: DeskRequest, uid: uuid.UUID, number: int) -> HttpResponse:
    """Show one session: who is asked and why, who is not and why, and what another place would cost."""
    kept = _plan(uid)
    planned = Season(kept)
    if not 1 <= number <= len(planned.sessions):
        raise Http404
    shown = {
        "plan": kept,
        "session": planned.sessions[number - 1],
        "instead": planned.instead_of(number - 1),
        "refusing": planned.price_of_refusing(number - 1).words,
        "left_out": planned.left_out(number - 1),
        "number": number,
        "form": OverruleForm(),
    }
    return render(request, "desk/where_next/session.html", shown)


@desk(Right.PLAN)
@require_POST
def overrule(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    kept, form = _plan(uid), OverruleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "That did not arrive whole. Please press once more.")
        return redirect("desk-season", uid)
    try:
        words = _overruled(kept, form.cleaned_data, by=request.person)
    except actions.OnCalendarError:
        messages.info(request, _ON_CALENDAR)
    else:
        messages.success(request, f"{words} The rest was planned again round it.")
    return redirect("desk-season", uid)


def _overruled(kept: SeasonPlan, said: dict[str, Any], *, by: Person) -> str:
    """Do what was said about a place; return it in words."""
    venue, note = get_object_or_404(Venue, pk=said["venue"]), said["note"]
    if said["say"] == OverruleForm.INSTEAD:
        other = get_object_or_404(Venue, pk=said["other"] or 0)
        actions.choose_instead(kept, venue, other, note=note, by=by)
        return f"{other.name} instead of {venue.name}."
    if said["say"] == OverruleForm.HOLD:
        actions.hold(kept, venue, note=note, by=by)
        return f"{venue.name} stays, whatever else changes."
    if said["say"] == OverruleForm.REFUSE:
        actions.refuse(kept, venue, note=note, by=by)
        return f"Not at {venue.name} this season."
    actions.let_go(kept, venue, by=by)
    return f"{venue.name} may be chosen or not, as it comes."


@desk(Right.PLAN)
@require_POST
def on_calendar(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    try:
        made = actions.put_on_calendar(_plan(uid), by=request.person)
    except actions.OnCalendarError:
        messages.info(request, _ON_CALENDAR)
    else:
        messages.success(
            request,
            f"{counted(len(made), 'session is', 'sessions are')} on the calendar. "
            "Whom to ask is chosen, and nothing is sent: look over each one’s invitations first.",
        )
    return redirect("desk-season", uid)


def _plan(uid: uuid.UUID) -> SeasonPlan:
    return get_object_or_404(SeasonPlan.objects.select_related("hub", "made_by"), uid=uid)


def _map(kept: SeasonPlan, sessions: list[Session]) -> str:
    pins = [
        Pin(
            one.number + 1,
            one.venue.name,
            one.venue.lat or 0.0,
            one.venue.lon or 0.0,
            reverse("desk-season-session", args=[kept.uid, one.number + 1]),
        )
        for one in sessions
    ]
    return draw_pins(pins, label="Where the sessions are")


urls = [
    path("where-next/", at_a_glance, name="desk-where-next"),
    path("where-next/new/", new, name="desk-season-new"),
    path("where-next/<uuid:uid>/", season, name="desk-season"),
    path("where-next/<uuid:uid>/say/", overrule, name="desk-season-say"),
    path("where-next/<uuid:uid>/calendar/", on_calendar, name="desk-season-calendar"),
    path("where-next/<uuid:uid>/<int:number>/", session, name="desk-season-session"),
]
