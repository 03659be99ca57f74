"""Tables: who might sit with whom, suggested from who is there; every seat overruled with two taps."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.gatherings.actions import tables as actions
from bandstand.gatherings.models import Attendance, DayEntry, Gathering
from bandstand.gatherings.queries.day import everyone
from bandstand.gatherings.seating.planning import MOST_ROUNDS, Asked, sitting_down, usual
from bandstand.gatherings.seating.rounds import Round
from bandstand.gatherings.seating.shown import Shown, remarks, shown
from bandstand.gatherings.shapes import MOST_TABLES, shape_of
from bandstand.kit.words import listed
from bandstand.people.rights import Right
from bandstand.web.forms.tables import TablesForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

from .day import name_of, sent_key, tell, the_attendance


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def tables(request: DeskRequest, slug: str) -> HttpResponse:
    """Show who sits where in one round; with `move`, ask at which table somebody is to sit."""
    gathering = the_gathering(slug)
    if request.method == "POST" and request.POST.get("do", "suggest") in _DO:
        return _DO[request.POST["do"]](request, gathering)
    seen = shown(gathering, _number(request.GET.get("round", "")))
    form = TablesForm(request.POST or None, usual=_usual(gathering, seen))
    if request.method == "POST" and form.is_valid():
        seed = seen.last.number + int(seen.at is not None) if seen.last else 0
        entry = actions.suggest_tables(
            gathering, form.asked(seed=seed + _plans(gathering)), by=request.person, form_key=form.key
        )
        tell(request, entry, "Tables are suggested. Change whatever you know better.")
        return _back(gathering)
    return _page(request, gathering, seen, form)


def _page(request: DeskRequest, gathering: Gathering, seen: Shown, form: TablesForm) -> HttpResponse:
    moving = next((one for one in seen.party.sitters if one.uid == request.GET.get("move")), None)
    asked = _usual(gathering, seen)
    told = {
        "gathering": gathering,
        "seen": seen,
        "form": form,
        "moving": moving if seen.at else None,
        "at_table": seen.at.table_of(moving.uid) if moving and seen.at else 0,
        "here": sum(one.here for one in seen.party.sitters),
        "sitting": len(sitting_down(seen.party, expected=asked.expected)),
        "remarks": remarks(seen.party, expected=asked.expected, tables=len(seen.tables) or asked.tables),
        "one_more": bool(seen.last and seen.last.number < MOST_ROUNDS),
        "next_round": _after(seen),
        "open": bool(seen.last and not seen.last.began),
        "new_key": uuid.uuid4,
    }
    return render(request, "desk/tables/page.html", told, status=422 if form.errors else 200)


def _after(seen: Shown) -> Round | None:
    """Return the round to go on to, once the one that is looked at is under way."""
    if seen.at is None or not seen.at.began:
        return None
    return next((one for one in seen.rounds if not one.began), None)


def _usual(gathering: Gathering, seen: Shown) -> Asked:
    """Return what to ask for as a rule: what there was before, or what suits so many."""
    expected = _still_coming(gathering, seen)
    people = sitting_down(seen.party, expected=expected)
    if seen.last:
        to_come = sum(not one.began for one in seen.rounds) or 1
        return Asked(len(seen.last.tables), seen.last.chairs, min(to_come, 4), expected)
    fits = usual(len(people), sum(1 + one.extra for one in people))
    return Asked(fits.tables, fits.chairs, fits.rounds, expected)


def _still_coming(gathering: Gathering, seen: Shown) -> bool:
    """Tell whether to seat those still to come, too: before it begins, and while most of them are."""
    here = sum(one.here for one in seen.party.sitters)
    return gathering.starts_at > timezone.now() or (0 < 2 * here < len(seen.party.sitters))


def _plans(gathering: Gathering) -> int:
    """Return how often tables were suggested: asked again, the plan is another one."""
    return DayEntry.objects.filter(gathering=gathering, verb=DayEntry.Verb.TABLES).count()


def _next(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    key = sent_key(request)
    if key is not None and shown(gathering).last is not None:
        entry = actions.suggest_next(gathering, by=request.person, form_key=key)
        tell(request, entry, "One round more is suggested.")
    last = shown(gathering).last
    return _back(gathering, last.number if last else 0)


def _begin(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    key, number = sent_key(request), _number(request.POST.get("round", ""))
    if key is not None and number:
        entry = actions.begin_round(gathering, number, by=request.person, form_key=key)
        tell(request, entry, f"Round {number} is on: nobody is moved by a suggestion now.")
    return _back(gathering, number)


def _away(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    key = sent_key(request)
    if key is not None:
        entry = actions.put_tables_away(gathering, by=request.person, form_key=key)
        tell(request, entry, "The plan for rounds to come is put away.")
    return _back(gathering)


def _late(request: DeskRequest, gathering: Gathering) -> HttpResponse:
    given = actions.seat_the_late(gathering, by=request.person)
    words = listed([f"{name} at {shape_of(table).name}" for name, table in given])
    messages.success(request, f"{words}. Nobody else was moved." if words else "Everybody here has a table.")
    return _back(gathering)


_DO: dict[str, Callable[[DeskRequest, Gathering], HttpResponse]] = {
    "next": _next,
    "begin": _begin,
    "away": _away,
    "late": _late,
}


@desk(Right.DAY)
@require_POST
def move(request: DeskRequest, slug: str, number: int, uid: uuid.UUID) -> HttpResponse:
    """Put somebody at another table: the second of two taps."""
    attendance = the_attendance(slug, uid)
    key, table = sent_key(request), _number(request.POST.get("table", ""))
    if key is not None and 0 < table <= MOST_TABLES and 0 < number <= MOST_ROUNDS:
        entry = actions.move(attendance, number, table, by=request.person, form_key=key)
        tell(request, entry, f"{name_of(attendance)} sits at {shape_of(table).name} in round {number}.")
    return _back(attendance.gathering, number)


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def beside(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Choose whom somebody would like to sit with; chosen again, they need not."""
    attendance = the_attendance(slug, uid)
    gathering = attendance.gathering
    if request.method == "POST":
        return _beside(request, attendance)
    others = [one for one in everyone(gathering) if one.pk != attendance.pk and one.called]
    friends = set(attendance.beside.values_list("pk", flat=True))
    told = {
        "gathering": gathering,
        "attendance": attendance,
        "called": name_of(attendance),
        "others": sorted(((one.pk in friends, one) for one in others), key=lambda pair: not pair[0]),
        "new_key": uuid.uuid4,
    }
    return render(request, "desk/tables/beside.html", told)


def _beside(request: DeskRequest, attendance: Attendance) -> HttpResponse:
    key, yes = sent_key(request), request.POST.get("yes") != "no"
    try:
        chosen = uuid.UUID(request.POST.get("friend", ""))
    except ValueError:
        return _back(attendance.gathering)
    other = get_object_or_404(everyone(attendance.gathering).exclude(pk=attendance.pk), uid=chosen)
    if key is not None:
        entry = actions.seat_beside(attendance, other, yes=yes, by=request.person, form_key=key)
        pair = f"{name_of(attendance)} and {name_of(other)}"
        ends = "will be seated together from the next suggestion on" if yes else "may sit apart"
        tell(request, entry, f"{pair} {ends}.")
    return _back(attendance.gathering)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


def _back(gathering: Gathering, number: int = 0) -> HttpResponse:
    address = reverse("desk-tables", args=[gathering.slug])
    return HttpResponseRedirect(f"{address}?round={number}" if number else address)


urls = [
    path("gatherings/<slug:slug>/tables/", tables, name="desk-tables"),
    path("gatherings/<slug:slug>/tables/<int:number>/<uuid:uid>/", move, name="desk-tables-move"),
    path("gatherings/<slug:slug>/tables/beside/<uuid:uid>/", beside, name="desk-tables-beside"),
]
