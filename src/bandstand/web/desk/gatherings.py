"""Planning gatherings at the desk: lists, a date and a place, getting ready, calling off, the next one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import planning
from bandstand.gatherings.actions.planning import Plan, TooManyBookedError
from bandstand.gatherings.actions.series import begin_series
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries import calendar, day
from bandstand.gatherings.queries.bookings import bookings_of, to_write_to
from bandstand.gatherings.queries.clashes import clashes_of
from bandstand.gatherings.queries.evenings import on_list_of, to_ring
from bandstand.gatherings.queries.wins import with_wins
from bandstand.groups.models import Kind
from bandstand.kit.words import counted
from bandstand.people.actions.looks import looked_at
from bandstand.people.rights import Right
from bandstand.places.queries import venues
from bandstand.web.forms.gathering import PlanForm
from bandstand.web.forms.series import NewPlanForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering, the_gathering_or_draft

from .after import what_came_of
from .drafts import draft_page
from .plan import clash_in_words, plan_told
from .series import began
from .talk import talked

LISTS = {
    "": ("Coming up", calendar.upcoming),
    "drafts": ("Drafts", calendar.drafts),
    "finish": ("To finish", day.to_finish),
    "past": ("Past", calendar.put_away),
}


_BOOKED = Attendance.Booking.BOOKED


@desk(Right.SEE)
@require_safe
def gatherings(request: DeskRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in LISTS else ""
    shown = calendar.with_bookings_counted(LISTS[show][1]())
    page = Paginator(shown, 30).get_page(request.GET.get("page"))
    every = [(key, words, of().count()) for key, (words, of) in LISTS.items()]
    tabs = [tab for tab in every if tab[2] or tab[0] in {show, "", "finish", "past"}]
    return render(request, "desk/gatherings/list.html", {"page": page, "tabs": tabs, "show": show})


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """A date and a place; the times of the last one, if there was one. It may come round by itself."""
    last = calendar.latest()
    start = PlanForm.start(None)
    if last is not None:
        usual = PlanForm.start(planning.plan_of(last))
        start |= {name: usual[name] for name in ("starts", "ends")}
    form = NewPlanForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        if form.is_draft:
            made = planning.draft(request.hub, form.plan(), by=request.person)
            return redirect("desk-gathering", slug=made.slug)
        gathering = planning.announce(request.hub, form.plan(), by=request.person)
        messages.success(request, f"{gathering} is on the calendar. Anyone can book from now on.")
        if (rhythm := form.rhythm()) and gathering.series_id is None:
            messages.success(request, began(begin_series(gathering, rhythm, by=request.person)))
        _say_what_clashes(request, gathering)
        return redirect("desk-gathering", slug=gathering.slug)
    return _form_page(request, "desk/gatherings/new.html", form)


@desk(Right.SEE)
@require_safe
def one(request: DeskRequest, slug: str) -> HttpResponse:
    """Getting ready: who is coming and what for, who is waiting, and what could be mended."""
    gathering = the_gathering_or_draft(slug)
    if gathering.is_draft:
        return draft_page(request, gathering)
    coming = with_wins(bookings_of(gathering))
    mix = calendar.mixes([gathering]).get(gathering.pk, [])
    if coming and any(kind.look == Kind.Look.HEALTH for kind, _ in mix):
        looked_at(request.hub, f"who is coming to {gathering}, with a health group", by=request.person)
    told = {
        "gathering": gathering,
        "looking": [pair for pair in coming if pair[0].booking == _BOOKED and pair[0].looking],
        "helping": [pair for pair in coming if pair[0].booking == _BOOKED and pair[0].helping],
        "waiting": [pair for pair in coming if pair[0].booking == Attendance.Booking.WAITING],
        "mix": mix,
        **plan_told(gathering),
        **what_came_of(gathering),
        **talked(gathering),
    }
    return render(request, "desk/gatherings/one.html", told)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = the_gathering_or_draft(slug)
    start = PlanForm.start(planning.plan_of(gathering))
    form = PlanForm(request.POST or None, initial=start, in_the_past_is_fine=gathering.is_over)
    if (
        request.method == "POST"
        and form.is_valid()
        and (sent := _change(request, gathering, form)) is not None
    ):
        messages.success(request, f"Saved.{_letters(sent)}")
        gathering.refresh_from_db()
        _say_what_clashes(request, gathering)
        return redirect("desk-gathering", slug=slug)
    told = {"gathering": gathering, "writes_to": to_write_to(gathering).count()}
    return _form_page(request, "desk/gatherings/change.html", form, **told)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def call_off(request: DeskRequest, slug: str) -> HttpResponse:
    """Ask once more, saying who will hear of it; then call it off."""
    gathering = the_gathering(slug)
    if request.method == "POST":
        sent = planning.call_off(gathering, by=request.person)
        messages.success(request, f"{gathering} is called off.{_letters(sent)}")
        return redirect("desk-gathering", slug=slug)
    coming, signed = bookings_of(gathering), on_list_of(gathering, drawn=False)
    unreached = [one for one in coming if one.person and not one.person.email]
    told = {
        "gathering": gathering,
        "writes_to": len(coming) - len(unreached),
        "unreached": unreached,
        "writes_to_list": sum(bool(one.email) for one in signed),
        "to_ring": to_ring(signed),
    }
    return render(request, "desk/gatherings/call_off.html", told)


@desk(Right.PLAN)
@require_POST
def put_back_on(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    sent = planning.put_back_on(gathering, by=request.person)
    messages.success(request, f"{gathering} is on again.{_letters(sent)}")
    return redirect("desk-gathering", slug=slug)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def copy(request: DeskRequest, slug: str) -> HttpResponse:
    """The same again: everything filled in, with the same weekday of next month."""
    gathering = the_gathering(slug)
    form = PlanForm(request.POST or None, initial=PlanForm.start(_next_plan(gathering)))
    if request.method == "POST" and form.is_valid():
        made = planning.announce_next(gathering, form.plan(), by=request.person)
        messages.success(request, f"{made} is on the calendar. Anyone can book from now on.")
        _say_what_clashes(request, made)
        return redirect("desk-gathering", slug=made.slug)
    return _form_page(request, "desk/gatherings/copy.html", form, gathering=gathering)


def _form_page(request: DeskRequest, template: str, form: PlanForm, **told: object) -> HttpResponse:
    shown = {"form": form, "venues": venues(), **told}
    return render(request, template, shown, status=422 if form.errors else 200)


def _change(request: DeskRequest, gathering: Gathering, form: PlanForm) -> int | None:
    """Return how many letters went out; None when it cannot be done, with the form saying why."""
    try:
        return planning.change_plan(
            gathering, form.plan(), by=request.person, tell="quietly" not in request.POST
        )
    except TooManyBookedError as trouble:
        people = counted(trouble.taken, "person has", "people have")
        form.add_error(
            trouble.side, f"{people} a place already. Type {trouble.taken} or more, or leave it empty."
        )
        return None


def _say_what_clashes(request: DeskRequest, gathering: Gathering) -> None:
    """Say it once, after it is saved: nothing here is in anybody's way."""
    for clash in clashes_of(gathering):
        messages.warning(request, clash_in_words(clash))


def _next_plan(gathering: Gathering) -> Plan:
    on = timezone.localtime(gathering.starts_at).date()
    return planning.plan_for_next(gathering, planning.same_weekday_next_month(max(on, timezone.localdate())))


def _letters(sent: int) -> str:
    return f" {counted(sent, 'letter is', 'letters are')} on the way to those booked." if sent else ""


urls = [
    path("gatherings/", gatherings, name="desk-gatherings"),
    path("gatherings/new/", new, name="desk-gathering-new"),
    path("gatherings/<slug:slug>/", one, name="desk-gathering"),
    path("gatherings/<slug:slug>/change/", change, name="desk-gathering-change"),
    path("gatherings/<slug:slug>/call-off/", call_off, name="desk-gathering-call-off"),
    path("gatherings/<slug:slug>/put-back-on/", put_back_on, name="desk-gathering-put-back-on"),
    path("gatherings/<slug:slug>/copy/", copy, name="desk-gathering-copy"),
]
