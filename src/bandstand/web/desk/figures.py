"""Figures for officers: any period, each opening to its rule and its rows."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from bandstand.impact import queries
from bandstand.impact.charts import bars
from bandstand.impact.exports import figures_sheet, rows_sheet
from bandstand.impact.measures import Measure
from bandstand.impact.measures.base import counting
from bandstand.people.actions.looks import looked_at, took_away
from bandstand.people.rights import Right, may
from bandstand.web.files import SHEET, attached
from bandstand.web.forms.period import ScopeForm, query_of
from bandstand.web.guards import DeskRequest, desk


@desk(Right.SEE)
@require_safe
def every_figure(request: DeskRequest) -> HttpResponse:
    form = ScopeForm(request.GET)
    context = {
        "form": form,
        "period": form.period,
        "asked": query_of(form.period),
        "chapters": queries.by_chapter(queries.figures(form.period)) if form.is_valid() else [],
        "began": queries.began(),
    }
    return render(request, "desk/figures/list.html", context, status=200 if form.is_valid() else 422)


@desk(Right.SEE)
@require_safe
def one_figure(request: DeskRequest, code: str) -> HttpResponse:
    """A figure with its rule, its years and its rows; who is behind it, for those who may see names."""
    measure, form = _measure(code), ScopeForm(request.GET)
    if not form.is_valid():
        return _ask_again(request)
    names = measure.names if may(request.role, Right.PEOPLE) else None
    if names:
        looked_at(request.hub, f"the names behind “{measure.title}”", by=request.person)
    with counting():
        context = {
            "measure": measure,
            "period": form.period,
            "asked": query_of(form.period),
            "figure": measure.figure(form.period),
            "chart": bars(measure.years(form.period)),
            "page": Paginator(measure.rows(form.period), 50).get_page(request.GET.get("page")),
            "names": names(form.period) if names else [],
            "captured": measure.captured(form.period) if measure.captured else [],
            "programmes": queries.by_programme(measure, form.period),
        }
    return render(request, "desk/figures/one.html", context)


@desk(Right.SEE)
@require_safe
def figures_as_sheet(request: DeskRequest) -> HttpResponse:
    form = ScopeForm(request.GET)
    if not form.is_valid():
        return _ask_again(request)
    return attached(figures_sheet(queries.figures(form.period), form.period), SHEET, "figures.csv")


@desk(Right.SEE)
@require_safe
def rows_as_sheet(request: DeskRequest, code: str) -> HttpResponse:
    measure, form = _measure(code), ScopeForm(request.GET)
    if not form.is_valid():
        return _ask_again(request)
    return attached(rows_sheet(measure.rows(form.period)), SHEET, f"{code}.csv")


@desk(Right.PEOPLE)
@require_safe
def names_as_sheet(request: DeskRequest, code: str) -> HttpResponse:
    measure = _measure(code)
    names = measure.names
    if names is None:
        raise Http404
    form = ScopeForm(request.GET)
    if not form.is_valid():
        return _ask_again(request)
    took_away(request.hub, f"the names behind “{measure.title}”", by=request.person)
    return attached(rows_sheet(names(form.period)), SHEET, f"{code}-names.csv")


def _ask_again(request: DeskRequest) -> HttpResponse:
    """Go back to the page that says what was wrong with the days, the programme or the area."""
    return redirect(f"{reverse('desk-figures')}?{request.GET.urlencode()}")


def _measure(code: str) -> Measure:
    measure = queries.measure_called(code)
    if measure is None:
        raise Http404
    return measure


urls = [
    path("figures/", every_figure, name="desk-figures"),
    path("figures/figures.csv", figures_as_sheet, name="desk-figures-sheet"),
    path("figures/<slug:code>/", one_figure, name="desk-figure"),
    path("figures/<slug:code>/rows.csv", rows_as_sheet, name="desk-figure-rows"),
    path("figures/<slug:code>/names.csv", names_as_sheet, name="desk-figure-names"),
]
