"""Finishing and writing up: five minutes after the last cup of tea."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.gatherings.actions.finish import Finished, finish, reopen
from bandstand.gatherings.actions.meeting import never_met
from bandstand.gatherings.actions.planning import same_weekday_next_month
from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.day import expected, helpers_with_address, here, lines, room
from bandstand.gatherings.queries.finish import helpers_without_times, named_and_more, said_before
from bandstand.gatherings.queries.meeting import introductions_of, likely_to_have_met
from bandstand.gatherings.queries.paper import slips_of
from bandstand.gatherings.queries.write_up import draft_write_up
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.forms.finish import Asked, FinishForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

from .talk import talked


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def wrap_up(request: DeskRequest, slug: str) -> HttpResponse:
    """Finish a gathering; once finished, show what was said."""
    gathering = the_gathering(slug)
    if gathering.state != Gathering.State.ANNOUNCED:
        return _finished(request, gathering)
    form = _form(request, gathering)
    if request.method == "POST" and form.is_valid():
        done = finish(gathering, form.finish(), by=request.person, form_key=form.cleaned_data["form_key"])
        messages.success(request, _said(done))
        return redirect("desk-finish", slug=slug)
    shown = {"gathering": gathering, "form": form, "room": room(lines(gathering))}
    shown |= {"introductions": introductions_of(gathering), "slips": len(slips_of(gathering))}
    return render(request, "desk/finish/form.html", shown, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_POST
def open_again(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    if reopen(gathering, by=request.person):
        messages.info(
            request, "It is open again. Letters that went out, and the next date, stand as they are."
        )
    return redirect("desk-finish", slug=slug)


@desk(Right.PLAN)
@require_POST
def not_met(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Take back that some people met."""
    introduction = get_object_or_404(introductions_of(the_gathering(slug)), uid=uid)
    never_met(introduction, by=request.person)
    messages.info(request, "Taken back: they did not meet there.")
    return redirect("desk-finish", slug=slug)


def _finished(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    sheet = lines(gathering)
    not_known = sum(line.attendance.arrival == line.attendance.Arrival.UNKNOWN for line in sheet)
    shown = {"gathering": gathering, "room": room(sheet), "not_known": not_known}
    shown["introductions"] = introductions_of(gathering)
    shown["named"], shown["more"] = named_and_more(gathering, sheet)
    shown["no_times"] = len(helpers_without_times(gathering))
    return render(request, "desk/finish/done.html", shown | talked(gathering))


def _form(request: DeskRequest, gathering: Gathering) -> FinishForm:
    """Offer the draft, unless the write-up was begun before; and a next date that is still to come."""
    day = same_weekday_next_month(timezone.localdate(gathering.starts_at))
    while day < timezone.localdate():
        day = same_weekday_next_month(day)
    return FinishForm(
        request.POST or None,
        gathering=gathering,
        asked=_to_ask(gathering),
        draft=gathering.write_up or draft_write_up(gathering),
        next_day=day,
    )


def _to_ask(gathering: Gathering) -> Asked:
    people = [row for row in here(gathering) if row.called]
    return Asked(
        left_over=list(expected(gathering)),
        said_before=said_before(gathering),
        helpers=helpers_without_times(gathering),
        people=people,
        likely=likely_to_have_met(gathering, introductions_of(gathering)) if len(people) > 1 else [],
        to_thank=helpers_with_address(gathering).count(),
    )


def _said(done: Finished) -> str:
    """Say what finishing set going."""
    if not done.new:
        return "It was finished already; nothing was done twice."
    said = ["Finished."]
    if done.letters:
        said.append(f"{counted(done.letters, 'thank-you letter is', 'thank-you letters are')} in the outbox.")
    if done.met:
        said.append(f"{counted(done.met, 'meeting is', 'meetings are')} written down.")
    if done.follow_ups:
        said.append(
            f"{counted(done.follow_ups, 'person', 'people')} will be asked in six weeks whether it stuck."
        )
    if done.checks:
        said.append(
            f"{counted(done.checks, 'website', 'websites')} of groups helped will be looked at again."
        )
    if done.next_one:
        said.append(f"{done.next_one.title} is announced.")
    return " ".join(said)


urls = [
    path("gatherings/<slug:slug>/finish/", wrap_up, name="desk-finish"),
    path("gatherings/<slug:slug>/finish/open-again/", open_again, name="desk-finish-open-again"),
    path("gatherings/<slug:slug>/finish/not-met/<uuid:uid>/", not_met, name="desk-finish-not-met"),
]
