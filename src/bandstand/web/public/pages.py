"""The pages that are always there: home, accessibility."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.gatherings.queries.calendar import bookable, mixes
from bandstand.impact.measures import MEASURES, Period
from bandstand.impact.queries import began, public_figures
from bandstand.web.guards import HubRequest, public

ON_HOME_PAGE = [
    one for one in MEASURES if one.code in {"surgeries", "helpers", "people-helped", "fixed-after-help"}
]


@public
@require_safe
def home(request: HubRequest) -> HttpResponse:
    coming = list(bookable()[:3])
    kinds = mixes(coming)
    shown = {
        "coming": [(one, kinds.get(one.pk, [])) for one in coming],
        "began": began(),
        "figures": public_figures(Period(), request.hub, ON_HOME_PAGE),
    }
    return render(request, "public/home.html", shown)


@public
@require_safe
def accessibility(request: HubRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")


urls = [
    path("", home, name="home"),
    path("accessibility/", accessibility, name="accessibility"),
]
