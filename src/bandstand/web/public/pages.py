"""The pages that are always there: home, privacy, accessibility."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.web.guards import HubRequest, public


@public
@require_safe
def home(request: HubRequest) -> HttpResponse:
    return render(request, "public/home.html", {"nav": "home"})


@public
@require_safe
def privacy(request: HubRequest) -> HttpResponse:
    return render(request, "public/privacy.html")


@public
@require_safe
def accessibility(request: HubRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")


urls = [
    path("", home, name="home"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
]
