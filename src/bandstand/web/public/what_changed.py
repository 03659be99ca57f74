"""What changed: the figures anyone may see, each with its rule and the rows behind it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.impact import queries
from bandstand.impact.charts import bars
from bandstand.impact.measures import Period
from bandstand.impact.small_numbers import for_everybody
from bandstand.web.guards import HubRequest, public


@public
@require_safe
def what_changed(request: HubRequest) -> HttpResponse:
    context = {
        "figures": queries.figures(Period()),
        "began": queries.began(),
        "lately": queries.lately_fixed(3),
    }
    return render(request, "public/what_changed/list.html", context)


@public
@require_safe
def one_figure(request: HubRequest, code: str) -> HttpResponse:
    """A figure with its rule and its rows: gatherings and groups, never people."""
    measure = queries.measure_called(code)
    if measure is None:
        raise Http404
    page = Paginator(measure.rows(Period()), 50).get_page(request.GET.get("page"))
    page.object_list = for_everybody(page.object_list, few=request.hub.small_number)
    context = {
        "measure": measure,
        "figure": measure.figure(Period()),
        "chart": bars(measure.years(Period())),
        "page": page,
        "began": queries.began(),
    }
    return render(request, "public/what_changed/one.html", context)


urls = [
    path("what-changed/", what_changed, name="what-changed"),
    path("what-changed/<slug:code>/", one_figure, name="what-changed-figure"),
]
