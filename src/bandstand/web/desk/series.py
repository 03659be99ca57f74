"""Series at the desk: dates that come round, at places in turn."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import series as actions
from bandstand.gatherings.models import Gathering, Series
from bandstand.gatherings.queries import series as queries
from bandstand.kit import dates
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.places.queries import venues
from bandstand.web.forms.series import BeginSeriesForm, SeriesForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering


@desk(Right.SEE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/series/list.html", {"rows": queries.every_series()})


@desk(Right.SEE)
@require_safe
def one(request: DeskRequest, series_id: int) -> HttpResponse:
    """What is announced, what is still to come, and what may be done about it."""
    series = _found(series_id)
    told = {
        "series": series,
        "days": queries.next_days(series, how_many=series.ahead + 6),
        "turns": queries.venues_in_turn(series),
    }
    return render(request, "desk/series/one.html", told)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest, slug: str) -> HttpResponse:
    """Make a gathering that is on the calendar the first of many."""
    gathering = the_gathering(slug)
    if gathering.series_id is not None:
        return redirect("desk-series-one", series_id=gathering.series_id)
    start = {"turns": gathering.venue.name, "every": Series.Every.MONTH, "ahead": "3"}
    form = BeginSeriesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and (rhythm := form.rhythm()):
        series = actions.begin_series(gathering, rhythm, by=request.person)
        messages.success(request, began(series))
        return redirect("desk-series-one", series_id=series.pk)
    told = {"form": form, "gathering": gathering, "venues": venues()}
    return render(request, "desk/series/begin.html", told, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, series_id: int) -> HttpResponse:
    series = _found(series_id)
    start = SeriesForm.start(series, queries.next_turn(series))
    form = SeriesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and (rhythm := form.rhythm()):
        actions.change_rhythm(series, rhythm, form.usual(), by=request.person)
        messages.success(request, "Saved. What is announced already stays as it is.")
        return redirect("desk-series-one", series_id=series.pk)
    told = {"form": form, "series": series, "venues": venues()}
    return render(request, "desk/series/change.html", told, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_POST
def day(request: DeskRequest, series_id: int) -> HttpResponse:
    """Leave one day out, or put it back."""
    series, on = _found(series_id), _day(request.POST.get("on", ""))
    said = dates.day(on, today=timezone.localdate())
    if request.POST.get("act") == "put-back":
        actions.put_back(series, on, by=request.person)
        messages.success(request, f"{said} is back in.")
    else:
        actions.skip(series, on, by=request.person)
        messages.success(request, f"{said} is left out. Whose turn it is on the other days stays as it was.")
    return redirect("desk-series-one", series_id=series.pk)


@desk(Right.PLAN)
@require_POST
def turn(request: DeskRequest, series_id: int) -> HttpResponse:
    """Pause, go on, or announce the next date."""
    series = _found(series_id)
    act = request.POST.get("act")
    if act == "pause":
        actions.pause(series, by=request.person)
        messages.success(request, "Paused: no more dates are announced. Those announced stay on.")
    elif act == "go-on":
        made = actions.go_on(series, by=request.person)
        messages.success(request, f"It comes round again. {_announced(made)}")
    else:
        return _announce_next(request, series)
    return redirect("desk-series-one", series_id=series.pk)


def began(series: Series) -> str:
    """Say what was begun and how many dates can be booked now."""
    announced = counted(series.gatherings.count(), "date is", "dates are")
    return f"It comes round {series.often}. {announced} on the calendar; the rest follow by themselves."


def _announce_next(request: DeskRequest, series: Series) -> HttpResponse:
    made = actions.announce_one_more(series, by=request.person)
    if made is None:
        messages.error(request, "There is no date left to announce. Look at how often it comes round.")
        return redirect("desk-series-one", series_id=series.pk)
    when = dates.day(made.starts_at, today=timezone.localdate())
    messages.success(request, f"{made} is on the calendar: {when}. Anyone can book from now on.")
    return redirect("desk-gathering", slug=made.slug)


def _announced(made: list[Gathering]) -> str:
    return f"{counted(len(made), 'date is', 'dates are')} announced by that." if made else ""


def _found(series_id: int) -> Series:
    return get_object_or_404(Series.objects.select_related("hub"), pk=series_id)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as trouble:
        raise Http404 from trouble


urls = [
    path("series/", every, name="desk-series"),
    path("series/<int:series_id>/", one, name="desk-series-one"),
    path("series/<int:series_id>/change/", change, name="desk-series-change"),
    path("series/<int:series_id>/day/", day, name="desk-series-day"),
    path("series/<int:series_id>/turn/", turn, name="desk-series-turn"),
    path("gatherings/<slug:slug>/comes-round/", begin, name="desk-gathering-comes-round"),
]
