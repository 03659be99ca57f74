"""What changed: the figures anyone may see, each with its rule and the rows behind it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.impact import queries
from bandstand.impact.charts import bars
from bandstand.impact.measures import Period
from bandstand.impact.measures.base import counting
from bandstand.impact.small_numbers import rows_for_everybody, years_for_everybody
from bandstand.web.drawings import drawing
from bandstand.web.guards import HubRequest, public


@public
@require_safe
def what_changed(request: HubRequest) -> HttpResponse:
    context = {
        "chapters": queries.by_chapter(queries.public_figures(Period(), request.hub)),
        "began": queries.began(),
        "lately": queries.lately_fixed(3),
    }
    return render(request, "public/what_changed/list.html", context)


@public
@require_safe
def one_figure(request: HubRequest, code: str) -> HttpResponse:
    """A figure with its rule and its rows: gatherings and groups, never people."""
    measure, few = queries.measure_called(code), request.hub.small_number
    if measure is None or measure.at_desk:
        raise Http404
    with counting():
        [(_, figure)] = queries.public_figures(Period(), request.hub, [measure])
        rows = rows_for_everybody(measure, measure.rows(Period()), few=few)
        years = years_for_everybody(measure, measure.years(Period()), rows, few=few)
    context = {
        "measure": measure,
        "figure": figure,
        "chart": bars(years),
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "began": queries.began(),
    }
    return render(request, "public/what_changed/one.html", context)


@public
@require_safe
def pictures(request: HubRequest) -> HttpResponse:
    """Show what was fixed after help as drawings: before, and after."""
    page = Paginator(queries.all_fixed(), 12).get_page(request.GET.get("page"))
    return render(request, "public/what_changed/pictures.html", {"page": page})


@public
@require_safe
def picture(_: HubRequest, finding_id: int) -> HttpResponse:
    """Hand over one of them as a file, for a report or a slide."""
    one = queries.fixed_called(finding_id)
    if one is None:
        raise Http404
    return drawing(one.change)


urls = [
    path("what-changed/", what_changed, name="what-changed"),
    path("what-changed/pictures/", pictures, name="what-changed-pictures"),
    path("what-changed/pictures/<int:finding_id>.svg", picture, name="what-changed-picture"),
    path("what-changed/<slug:code>/", one_figure, name="what-changed-figure"),
]
