"""Signing up to help: one screen, no account, and a letter before anything is shown to anybody."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.gatherings.actions import helpers
from bandstand.gatherings.queries.calendar import bookable
from bandstand.web.forms.helper import SignUpForm
from bandstand.web.forms.your_details import AddressForm
from bandstand.web.guards import HubRequest, at_most, public

TEN_MINUTES = timedelta(minutes=10)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(10, within=TEN_MINUTES, what="offering to help")
def sign_up(request: HubRequest) -> HttpResponse:
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offer = form.offer()
        helpers.sign_up(request.hub, offer)
        return redirect("help-sent" if offer.email else "help-thanks")
    told = {"form": form, "coming": bookable()[:2]}
    return render(request, "public/helper/sign_up.html", told, status=422 if form.errors else 200)


@public
@require_safe
def sent(request: HubRequest) -> HttpResponse:
    return render(request, "public/helper/sent.html", {"by_letter": True})


@public
@require_safe
def thanks(request: HubRequest) -> HttpResponse:
    return render(request, "public/helper/sent.html", {"by_letter": False})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(10, within=TEN_MINUTES, what="asking for a helper’s page")
def link(request: HubRequest) -> HttpResponse:
    """Ask for the link to one's own page. The answer is the same for those we know and those we do not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        helpers.ask_for_link(request.hub, form.cleaned_data["email"])
        return redirect("help-link-sent")
    return render(request, "public/helper/link.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_safe
def link_sent(request: HubRequest) -> HttpResponse:
    return render(request, "public/helper/link_sent.html")


urls = [
    path("help/", sign_up, name="help"),
    path("help/sent/", sent, name="help-sent"),
    path("help/thanks/", thanks, name="help-thanks"),
    path("help/link/", link, name="help-link"),
    path("help/link/sent/", link_sent, name="help-link-sent"),
]
