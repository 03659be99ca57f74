"""Venues at the desk: somewhere gatherings can be."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.people.rights import Right
from bandstand.places import queries
from bandstand.places.actions import venues as actions
from bandstand.places.models import Venue, VenueVisit
from bandstand.web.forms.fields import words_asked
from bandstand.web.forms.venue import VenueForm, VisitForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering


@desk(Right.SEE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    words = words_asked(request, "q")
    page = Paginator(queries.venues(words), 50).get_page(request.GET.get("page"))
    return render(request, "desk/venues/list.html", {"page": page, "words": words})


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        venue = actions.add_venue(request.hub, by=request.person, **form.cleaned_data)
        messages.success(request, f"{venue.name} is on the list of venues.")
        return redirect("desk-venues")
    return render(request, "desk/venues/add.html", {"form": form}, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, venue_id: int) -> HttpResponse:
    venue = get_object_or_404(Venue.objects.select_related("hub"), pk=venue_id)
    form = VenueForm(request.POST or None, venue=venue)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_venue(venue, by=request.person, **form.cleaned_data)
        messages.success(request, "Saved." if changed else "Nothing was different, so nothing has changed.")
        return redirect("desk-venues")
    context = {"form": form, "venue": venue, "visits": venue.visits.all()[:12]}
    return render(request, "desk/venues/change.html", context, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def what_was_it_like(request: DeskRequest, slug: str) -> HttpResponse:
    """Three questions about the place, after a gathering; the answers stand on its public page."""
    gathering = the_gathering(slug)
    on, venue = timezone.localtime(gathering.starts_at).date(), gathering.venue
    before = VenueVisit.objects.filter(venue=venue, on=on).first()
    form = VisitForm(request.POST or None, initial=_start(before))
    if request.method == "POST" and form.is_valid():
        actions.found_there(venue, on, by=request.person, **form.cleaned_data)
        messages.success(request, f"Thank you. The next people at {venue} will know.")
        return redirect("desk-gathering", slug=slug)
    told = {"form": form, "gathering": gathering, "is_early": gathering.starts_at > timezone.now()}
    return render(request, "desk/venues/visit.html", told, status=422 if form.errors else 200)


def _start(visit: VenueVisit | None) -> dict[str, str]:
    questions = (*actions.FOUND, "words")
    return {name: getattr(visit, name) for name in questions} if visit else {}


urls = [
    path("gatherings/<slug:slug>/what-was-it-like/", what_was_it_like, name="desk-gathering-visit"),
    path("venues/", every, name="desk-venues"),
    path("venues/add/", add, name="desk-venue-add"),
    path("venues/<int:venue_id>/", change, name="desk-venue"),
]
