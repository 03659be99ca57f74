"""How we look at websites, told to anybody who finds us in a server's log; and how to ask us not to."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.presence.actions.stopping import NotAWebsiteError, ask_to_stop
from bandstand.presence.models import Rhythm
from bandstand.presence.queries import rhythm_of
from bandstand.presence.websites import how_we_visit
from bandstand.web.forms.our_visits import StopForm
from bandstand.web.guards import HubRequest, at_most, public


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(10, within=timedelta(hours=1), what="asking to be left alone")
def our_visits(request: HubRequest) -> HttpResponse:
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("our-visits-asked")
    how = how_we_visit(request.hub)
    told = {
        "form": form,
        "every": Rhythm.Every(rhythm_of(request.hub)),
        "user_agent": how.user_agent,
        "pause": how.pause,
        "most_pages": how.max_pages,
    }
    return render(request, "public/our_visits/page.html", told, status=422 if form.errors else 200)


def _asked(request: HubRequest, form: StopForm) -> bool:
    try:
        ask_to_stop(request.hub, form.cleaned_data["website"], email=form.cleaned_data["email"])
    except NotAWebsiteError:
        form.add_error("website", "Type the website’s address, as in www.example.org.uk.")
        return False
    return True


@public
@require_safe
def asked(request: HubRequest) -> HttpResponse:
    return render(request, "public/our_visits/asked.html")


urls = [
    path("our-visits/", our_visits, name="our-visits"),
    path("our-visits/asked/", asked, name="our-visits-asked"),
]
