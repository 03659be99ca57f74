"""What we keep of people, and for how long: made from what the tables say of themselves."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.people.actions.keep_to_time import chosen_times
from bandstand.people.keeping import Keep, Stays, declared, how_long
from bandstand.web.guards import HubRequest, public


@public
@require_safe
def privacy(request: HubRequest) -> HttpResponse:
    chosen = chosen_times()
    said = sorted(declared(), key=lambda one: one[1].what)
    told = {
        "times": [(keep, how_long(keep, chosen.get(of))) for of, keep in said if isinstance(keep, Keep)],
        "stays": [kept for _, kept in said if isinstance(kept, Stays)],
    }
    return render(request, "public/privacy.html", told)


urls = [path("privacy/", privacy, name="privacy")]
