"""Where next: the borough at a glance, a season planned in one press, and every choice overruled at will."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import seasons as actions
from bandstand.gatherings.actions.drafts import announce_all
from bandstand.gatherings.models import PlannedSession, SeasonPlan
from bandstand.gatherings.queries import where_next as queries
from bandstand.gatherings.seasons.planned import Season, Session
from bandstand.gatherings.seasons.turns import names_in, turns_by_area
from bandstand.groups.map import Pin, draw_pins
from bandstand.kit.words import counted
from bandstand.people.models import Person
from bandstand.people.rights import Right
from bandstand.places.models import Venue
from bandstand.web.forms.season import OverruleForm, SeasonForm
from bandstand.web.guards import DeskRequest, desk

_PLANS_SHOWN = 6
_LONG = timedelta(minutes=5)  # to wait for a plan, before we say where to look
_ON_CALENDAR = "There are drafts of this season already. Throw them all away to plan it again."


@desk(Right.SEE)
@require_safe
def at_a_glance(request: DeskRequest) -> HttpResponse:
    kinds, rows = queries.where_next()
    shown = {
        "kinds": kinds,
        "rows": rows,
        "plans": Paginator(queries.plans_made(), _PLANS_SHOWN).get_page(request.GET.get("page")),
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
    if planned.is_waiting:
        return render(request, "desk/where_next/waiting.html", {"plan": kept, "is_stuck": _is_stuck(kept)})
    outcomes = list(queries.outcomes(kept))
    shown = {
        "plan": kept,
        "season": planned,
        "sessions": _with_what_came_of_it(planned, outcomes),
        "map": _map(kept, planned.sessions),
        "refused": _refused(planned),
        "in_vain": planned.held_in_vain,
        "areas": turns_by_area(planned),
        "drafts": sum(one.gathering.is_draft for one in outcomes),
        "outcomes": [one for one in outcomes if not one.gathering.is_draft],
    }
    return render(request, "desk/where_next/season.html", shown)


@desk(Right.SEE)
@require_safe
def progress(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """The piece of the waiting page that looks again by itself."""
    kept = _plan(uid)
    shown = {"plan": kept, "is_done": not Season(kept).is_waiting, "is_stuck": _is_stuck(kept)}
    return render(request, "desk/where_next/progress.html", shown)


@desk(Right.SEE)
@require_safe
def session(request: DeskRequest, uid: uuid.UUID, number: int) -> HttpResponse:
    """Show one session: who is asked and why, who is not and why, and what another place would cost."""
    kept = _plan(uid)
    planned = Season(kept)
    found = None if planned.is_waiting else planned.session(number - 1)
    if found is None:
        raise Http404
    shown = {"plan": kept, "session": found, "number": number, "form": OverruleForm()}
    if kept.on_calendar_at is None:
        shown |= {
            "instead": planned.instead_of(number - 1),
            "refusing": planned.price_of_refusing(number - 1).words,
            "letting_go": planned.price_of_letting_in(found.venue.pk).words if found.held else "",
        }
    return render(request, "desk/where_next/session.html", shown)


@desk(Right.SEE)
@require_safe
def area(request: DeskRequest, uid: uuid.UUID, area_id: int) -> HttpResponse:
    """Show the groups of one area by name: asked this season, not asked and why, never asked so far."""
    kept = _plan(uid)
    planned = Season(kept)
    found = None if planned.is_waiting else names_in(planned, area_id)
    if found is None:
        raise Http404
    return render(request, "desk/where_next/area.html", {"plan": kept, "names": found})


@desk(Right.PLAN)
@require_POST
def overrule(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    kept, form = _ready(uid), OverruleForm(request.POST)
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
def make_drafts(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    try:
        made = actions.make_drafts(_ready(uid), by=request.person)
    except actions.OnCalendarError:
        messages.info(request, _ON_CALENDAR)
    else:
        _say_drafted(request, len(made))
    return redirect("desk-season", uid)


@desk(Right.PLAN)
@require_POST
def draft_again(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """Make one draft again that was thrown away."""
    typed = request.POST.get("venue", "")
    venue = get_object_or_404(Venue, pk=int(typed) if typed.isdecimal() and len(typed) < 19 else 0)
    made = actions.draft_again(_ready(uid), venue, by=request.person)
    _say_drafted(request, int(made is not None))
    return redirect("desk-season", uid)


@desk(Right.PLAN)
@require_POST
def announce(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """Announce every draft of the season."""
    made, over = announce_all(_plan(uid), by=request.person)
    if made:
        says = counted(len(made), "session is", "sessions are")
        messages.success(request, f"{says} on the calendar. Anyone can book from now on.")
    if over:
        days = counted(over, "draft has a day that is past", "drafts have days that are past")
        messages.warning(request, f"{days}: another date first.")
    if not made and not over:
        messages.info(request, "There was no draft to announce.")
    return redirect("desk-season", uid)


def _say_drafted(request: DeskRequest, many: int) -> None:
    if many:
        drafts = counted(many, "draft is", "drafts are")
        messages.success(
            request,
            f"{drafts} made, with whom to ask. Nobody outside sees a draft, and nothing is sent: "
            "change what you like, then announce.",
        )
    else:
        messages.info(request, "There was nothing to make a draft of: its date may be past.")


def _with_what_came_of_it(
    planned: Season, outcomes: list[PlannedSession]
) -> list[tuple[Session, PlannedSession | None]]:
    by_venue = {one.venue_id: one for one in outcomes}
    return [(one, by_venue.get(one.venue.pk)) for one in planned.sessions]


def _refused(planned: Season) -> list[tuple[Venue, str, str]]:
    """Return the places ruled out, the note why, and what letting one in again would bring."""
    kept = planned.kept
    found = []
    for venue in Venue.objects.filter(pk__in=kept.refused):
        price = planned.price_of_letting_in(venue.pk).words if kept.on_calendar_at is None else ""
        found.append((venue, str(kept.notes.get(str(venue.pk), "")), price))
    return found


def _is_stuck(kept: SeasonPlan) -> bool:
    since = datetime.fromisoformat(kept.worked_out.get("waiting", kept.made_at.isoformat()))
    return timezone.now() - since > _LONG


def _ready(uid: uuid.UUID) -> SeasonPlan:
    """Return a plan that has been worked out."""
    kept = _plan(uid)
    if Season(kept).is_waiting:
        raise Http404
    return kept


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
    path("where-next/<uuid:uid>/progress/", progress, name="desk-season-progress"),
    path("where-next/<uuid:uid>/drafts/", make_drafts, name="desk-season-drafts"),
    path("where-next/<uuid:uid>/drafts/again/", draft_again, name="desk-season-draft-again"),
    path("where-next/<uuid:uid>/announce/", announce, name="desk-season-announce"),
    path("where-next/<uuid:uid>/areas/<int:area_id>/", area, name="desk-season-area"),
    path("where-next/<uuid:uid>/<int:number>/", session, name="desk-season-session"),
]
