"""What others may reuse of the directory, under which licence, and how."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.groups.export.licences import LICENCES
from bandstand.groups.queries.feeds import open_groups
from bandstand.people.actions.links import site_address
from bandstand.places.queries import postcodes_are_loaded
from bandstand.web.guards import HubRequest, keepable, public


@public
@require_safe
def open_data(request: HubRequest) -> HttpResponse:
    told = {
        "root": site_address(request.hub),
        "licence": request.hub.get_licence_display(),
        "licence_url": LICENCES.get(request.hub.licence, ""),
        "many": open_groups().count(),
        "has_positions": postcodes_are_loaded(),
    }
    return keepable(request, render(request, "public/open_data.html", told))


urls = [path("open-data/", open_data, name="open-data")]
