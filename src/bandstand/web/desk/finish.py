"""Finishing and writing up: five minutes after the last cup of tea."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.gatherings.actions.finish import Finished, finish, reopen
from bandstand.gatherings.actions.planning import same_weekday_next_month
from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.day import expected, helpers_with_address, lines, room
from bandstand.gatherings.queries.write_up import draft_write_up
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.forms.finish import FinishForm
from bandstand.web.guards import DeskRequest, desk

from .day import the_gathering


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


def _finished(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    sheet = lines(gathering)
    not_known = sum(line.attendance.arrival == line.attendance.Arrival.UNKNOWN for line in sheet)
    shown = {"gathering": gathering, "room": room(sheet), "not_known": not_known}
    return render(request, "desk/finish/done.html", shown)


def _form(request: DeskRequest, gathering: Gathering) -> FinishForm:
    """Offer the draft, unless the write-up was begun before; and a next date that is still to come."""
    day = same_weekday_next_month(timezone.localdate(gathering.starts_at))
    while day < timezone.localdate():
        day = same_weekday_next_month(day)
    return FinishForm(
        request.POST or None,
        gathering=gathering,
        left_over=expected(gathering),
        draft=gathering.write_up or draft_write_up(gathering),
        next_day=day,
        helpers_to_thank=helpers_with_address(gathering).count(),
    )


def _said(done: Finished) -> str:
    """Say what finishing set going."""
    if not done.new:
        return "It was finished already; nothing was done twice."
    said = ["Finished."]
    if done.letters:
        said.append(f"{counted(done.letters, 'thank-you letter is', 'thank-you letters are')} in the outbox.")
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
]
