"""The code on the table: a helper’s own phone comes in by it. Nobody signs in; looking changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bandstand.gatherings.actions import phones
from bandstand.gatherings.models import Gathering, Phone
from bandstand.people.actions.links import find_link
from bandstand.people.models import PrivateLink
from bandstand.web.errors import link_is_dead, too_many
from bandstand.web.guards import HubRequest, at_most, public

from .keys import key_of

HOUR = timedelta(hours=1)


def by_code(view: Callable[[HubRequest, Gathering], HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the code; forged, expired, stopped and foreign ones all look the same."""

    @wraps(view)
    def opened(request: HubRequest, token: str) -> HttpResponse:
        link = find_link(PrivateLink.Purpose.DAY, token)
        gathering = (
            Gathering.objects.filter(uid=link.subject).select_related("venue").first() if link else None
        )
        return link_is_dead(request) if gathering is None else view(request, gathering)

    return opened


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(120, within=HOUR, what="join the day")  # everybody in the room may share one address
@by_code
def join(request: HubRequest, gathering: Gathering) -> HttpResponse:
    """Show what it is with one button; pressed, let this phone in and open the app."""
    if request.method != "POST":
        return render(request, "day/join.html", {"gathering": gathering})
    if not phones.has_room(gathering):
        return too_many(request, wait=3600)
    label = request.POST.get("label", "")
    let = phones.let_in(gathering, by=None, label=label, may=Phone.May.HELPER)
    return HttpResponseRedirect(_opens(gathering, let))


def _opens(gathering: Gathering, let: phones.LetIn) -> str:
    """Return where the app opens. The key is in the part of the address that browsers send nowhere."""
    told = key_of(let) | {"may": Phone.May.HELPER.value}
    return f"{reverse('day-app', args=[gathering.slug])}?helper=1#{urlencode(told)}"


urls = [path("d/<str:token>/", join, name="day-join")]
