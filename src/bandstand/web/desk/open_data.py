"""Whether the directory is open data, and under which licence: the owner's to say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from bandstand.groups.queries.feeds import open_groups
from bandstand.people.actions.licence import open_directory
from bandstand.people.rights import Right
from bandstand.web.forms.open_data import LicenceForm
from bandstand.web.guards import DeskRequest, desk


@desk(Right.OWN)
@require_http_methods(["GET", "POST"])
def open_data(request: DeskRequest) -> HttpResponse:
    form = LicenceForm(request.POST or None, initial={"licence": request.hub.licence})
    if request.method == "POST" and form.is_valid():
        if open_directory(request.hub, form.cleaned_data["licence"], by=request.person):
            says = "The directory is open data now." if request.hub.licence else "The feeds are switched off."
            messages.success(request, says)
        return redirect("desk-open-data")
    told = {"form": form, "many": open_groups().count()}
    return render(request, "desk/open_data.html", told, status=422 if form.errors else 200)


urls = [path("open-data/", open_data, name="desk-open-data")]
