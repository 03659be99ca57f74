"""On the day: who is here, who walked in, who does what; one tap an arrival, and every tap can be undone."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import day as actions
from bandstand.gatherings.actions.entries import CannotUndoError
from bandstand.gatherings.actions.tables import seat_the_late
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.models import Attendance, DayEntry, Gathering
from bandstand.gatherings.queries.day import (
    Line,
    entry_of_form,
    everyone,
    known_people,
    latest_entry,
    lines,
    notes_of,
    room,
)
from bandstand.gatherings.queries.wins import wins_of
from bandstand.gatherings.seating.rounds import has_tables, table_now
from bandstand.gatherings.shapes import shape_of
from bandstand.people.queries import may_be_named
from bandstand.people.rights import Right
from bandstand.web.forms.day import STALE, TonightForm, WalkInForm
from bandstand.web.guards import DeskRequest, desk, safe_next
from bandstand.web.named import the_gathering
from bandstand.web.wins import wins_with_cards

SHOWN: dict[str, tuple[str, Callable[[Line], bool]]] = {
    "": ("Everyone", lambda line: True),  # noqa: ARG005
    "to-come": ("To come", lambda line: line.to_come),
    "here": ("Here", lambda line: line.here),
    "waiting": ("Waiting", lambda line: line.waiting),
    "helping": ("Helpers", lambda line: line.here and line.attendance.helping),
}


@desk(Right.DAY)
@require_safe
def sheet(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the sheet at the door; `show` picks some of it, `find` narrows it to a name or a group."""
    gathering = the_gathering(slug)
    everybody = lines(gathering)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    find = " ".join(request.GET.get("find", "").split())
    picked = [line for line in everybody if SHOWN[show][1](line) and find.casefold() in line.words]
    tabs = [(key, words, sum(map(of, everybody))) for key, (words, of) in SHOWN.items()]
    shown = {"lines": picked, "tabs": tabs, "show": show, "find": find, "room": room(everybody)}
    # Each form has a key of its own, so that one sent twice is done once.
    return render(request, "desk/day/sheet.html", {"gathering": gathering, "new_key": uuid.uuid4, **shown})


@desk(Right.DAY)
@require_POST
def arrive(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    attendance = the_attendance(slug, uid)
    key = sent_key(request)
    if key is None:
        return back(request, attendance.gathering, attendance)
    entry = actions.arrive(attendance, by=request.person, form_key=key)
    tell(request, entry, f"{name_of(attendance)} is here.{_table(request, attendance)}")
    return back(request, attendance.gathering, attendance)


def _table(request: DeskRequest, attendance: Attendance | None) -> str:
    """Give somebody who just came a table where there is a plan; return where to sit, as one goes on."""
    if attendance is None or not has_tables(attendance.gathering):
        return ""
    given = dict(seat_the_late(attendance.gathering, by=request.person))
    table = given.get(attendance.called) or table_now(attendance)
    return f" {shape_of(table).name}, table {table}: nobody else is moved." if table else ""


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def someone(request: DeskRequest, slug: str) -> HttpResponse:
    """Add somebody nobody expected."""
    gathering = the_gathering(slug)
    sent_before = entry_of_form(gathering, request.POST.get("form_key", ""))
    if sent_before is not None and sent_before.attendance is not None:
        tell(request, sent_before, f"{name_of(sent_before.attendance)} is here.")
        return back(request, gathering, sent_before.attendance)
    form = WalkInForm(request.POST or None, suggest=reverse("desk-day-known", args=[slug]))
    if request.method == "POST" and form.is_valid():
        guest, key = form.guest(), form.cleaned_data["form_key"]
        entry = actions.walk_in(gathering, guest, by=request.person, form_key=key)
        tell(request, entry, f"{guest.name} is here.{_table(request, entry.attendance)}")
        return back(request, gathering, entry.attendance)
    shown = {"gathering": gathering, "form": form, "new_key": uuid.uuid4}
    return render(request, "desk/day/someone.html", shown, status=422 if form.errors else 200)


@desk(Right.DAY)
@require_safe
def known(request: DeskRequest, slug: str) -> HttpResponse:
    """Suggest people who were on a sheet before, for the box the name is typed in."""
    the_gathering(slug)
    letters = " ".join(request.GET.get("q", "").split())
    found = known_people(letters, whole=False) if len(letters) > 1 else []
    options = [{"value": each.person.uid, "label": each.person.name, "hint": each.words} for each in found]
    return render(request, "parts/options.html", {"options": options})


@desk(Right.DAY)
@require_POST
def tick(request: DeskRequest, slug: str) -> HttpResponse:
    """Count one more without a name."""
    gathering = the_gathering(slug)
    key = sent_key(request)
    if key is None:
        return back(request, gathering)
    helping = request.POST.get("role") == "helping"
    entry = actions.tick(gathering, helping=helping, by=request.person, form_key=key)
    tell(
        request,
        entry,
        "One more helper, without a name." if helping else "One more looking for help, without a name.",
    )
    return back(request, gathering)


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def person(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Show one person's line in full: what they want, what they do tonight, and what can be undone."""
    attendance = the_attendance(slug, uid)
    named = attendance.person_id in may_be_named({attendance.person_id or 0})
    form = TonightForm(request.POST or None, attendance=attendance, named=named)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        entry = actions.say(attendance, form.tonight(), by=request.person, form_key=key)
        tell(request, entry, f"Saved for {name_of(attendance)}.")
        return back(request, attendance.gathering, attendance)
    shown = {
        "gathering": attendance.gathering,
        "attendance": attendance,
        "called": name_of(attendance),
        "form": form,
        "entry": latest_entry(attendance),
        "notes": notes_of(attendance.gathering).filter(helped=attendance),
        "wins": wins_with_cards(wins_of([attendance])[attendance.pk]),
        "new_key": uuid.uuid4,
    }
    return render(request, "desk/day/person.html", shown, status=422 if form.errors else 200)


@desk(Right.DAY)
@require_POST
def take_back(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Undo one thing done on the day; opening a finished gathering again is another matter."""
    entries = DayEntry.objects.exclude(verb=DayEntry.Verb.FINISHED).select_related(
        "gathering__hub", "attendance", "note"
    )
    entry = get_object_or_404(entries, uid=uid, gathering__slug=slug)
    try:
        undo(entry, by=request.person)
    except CannotUndoError as reason:
        messages.warning(request, str(reason))
    else:
        messages.info(request, f"Undone: {entry.get_verb_display().lower()}.")
    return back(request, entry.gathering, entry.attendance)


def the_attendance(slug: str, uid: uuid.UUID) -> Attendance:
    gathering = the_gathering(slug)
    attendance = get_object_or_404(everyone(gathering), uid=uid)
    attendance.gathering = gathering
    return attendance


def name_of(attendance: Attendance) -> str:
    return attendance.called or (
        "A helper without a name" if attendance.helping else "Someone without a name"
    )


def sent_key(request: DeskRequest) -> uuid.UUID | None:
    """Return the key the form came with; without one, say that it has to be sent again."""
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        messages.error(request, STALE)
        return None


def tell(request: DeskRequest, entry: DayEntry, words: str, *, more: str = "") -> None:
    """Say what was done, with a button to undo it; `more` is the address to do another of the kind."""
    if entry.undone_at:
        messages.info(request, "That was undone since. Do it again here if it is needed.")
        return
    told = {"entry": entry, "words": words, "more": more, "next": safe_next(request, "")}
    messages.success(request, SafeString(render_to_string("desk/day/told.html", told, request)))


def back(request: DeskRequest, gathering: Gathering, attendance: Attendance | None = None) -> HttpResponse:
    """Go back to the sheet, at the line that was tapped."""
    address = safe_next(request, reverse("desk-day", args=[gathering.slug])).partition("#")[0]
    return HttpResponseRedirect(address + (f"#a-{attendance.uid}" if attendance else ""))


urls = [
    path("gatherings/<slug:slug>/day/", sheet, name="desk-day"),
    path("gatherings/<slug:slug>/day/someone/", someone, name="desk-day-someone"),
    path("gatherings/<slug:slug>/day/known/", known, name="desk-day-known"),
    path("gatherings/<slug:slug>/day/tick/", tick, name="desk-day-tick"),
    path("gatherings/<slug:slug>/day/undo/<uuid:uid>/", take_back, name="desk-day-undo"),
    path("gatherings/<slug:slug>/day/<uuid:uid>/", person, name="desk-day-person"),
    path("gatherings/<slug:slug>/day/<uuid:uid>/here/", arrive, name="desk-day-arrive"),
]
