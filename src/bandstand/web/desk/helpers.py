"""Helpers at the desk: who they are, who could help with what and where, and one of them."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import helpers as actions
from bandstand.gatherings.actions import helping
from bandstand.gatherings.queries import helper_list
from bandstand.gatherings.queries import helpers as reads
from bandstand.gatherings.queries.hours import hours_of, total
from bandstand.gatherings.queries.returning import came_back_to_help
from bandstand.people.actions.looks import looked_at
from bandstand.people.models import Person
from bandstand.people.queries import topics
from bandstand.people.rights import Right
from bandstand.places.models import Area
from bandstand.places.queries import area_names, locate
from bandstand.web.forms.fields import words_asked
from bandstand.web.forms.helper import PauseForm, ProfileForm
from bandstand.web.groups_helped import with_what_changed
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.public.helper_page import thank_you


@desk(Right.PEOPLE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in helper_list.SHOWS else ""
    looked_at(request.hub, "the list of helpers", by=request.person)
    told = {
        "page": Paginator(helper_list.helpers(show), 100).get_page(request.GET.get("page")),
        "show": show,
        "shows": helper_list.SHOWS,
        "topics": topics(),
        "areas": area_names(),
        "came_back": {person.pk for person in came_back_to_help()},
        "to_ring": reads.waiting_for_hello().count(),
        "today": timezone.localdate(),
    }
    return render(request, "desk/helpers/list.html", told)


@desk(Right.PEOPLE)
@require_safe
def find(request: DeskRequest) -> HttpResponse:
    """Who could help with this, near there; and how many cover what."""
    all_topics, all_areas = list(topics()), list(area_names())
    topic = next((one for one in all_topics if str(one.pk) == request.GET.get("topic")), None)
    near = words_asked(request, "near", 10)
    area = _area(all_areas, request.GET.get("area", ""), near)
    looked_at(request.hub, "the list of helpers", by=request.person)
    told = {
        "topic": topic,
        "area": area,
        "near": near,
        "lost": bool(near) and area is None,
        "found": helper_list.who_could(topic, area) if topic or area else None,
        "topics": all_topics,
        "areas": all_areas,
        "cover": helper_list.cover(all_topics, all_areas),
    }
    return render(request, "desk/helpers/find.html", told)


def _area(areas: list[Area], chosen: str, near: str) -> Area | None:
    """Return the area that is meant: a postcode says more than a choice from the list."""
    if near:
        found = locate(postcode=near).areas
        return next((area for area in areas if area in found), None)
    return next((area for area in areas if str(area.pk) == chosen), None)


@desk(Right.PEOPLE)
@require_safe
def one(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    return _page(request, _found(uid), PauseForm())


def _page(request: DeskRequest, someone: Person, pause: PauseForm) -> HttpResponse:
    profile, given = reads.profile_of(someone), hours_of(someone)
    looked_at(request.hub, "a helper", by=request.person, about=f"people.Person:{someone.pk}")
    told = {
        "someone": someone,
        "profile": profile,
        "offer": ProfileForm().in_words(profile.offer) if profile and profile.offer else [],
        "is_paused": profile is not None and reads.is_paused(profile),
        "given": given,
        "total": total(given),
        "groups": with_what_changed(reads.groups_helped(someone)[:12]),
        "coming": [one for one in reads.coming_for(someone, []) if one.seat],
        "came_back": came_back_to_help().filter(pk=someone.pk).first(),
        "pause": pause,
    }
    return render(request, "desk/helpers/one.html", told, status=422 if pause.errors else 200)


@desk(Right.PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    someone = _found(uid)
    form = ProfileForm(request.POST or None, initial=ProfileForm.start(reads.profile_of(someone)))
    if request.method == "POST" and form.is_valid():
        helping.change_profile(someone, form.profile(), by=request.person)
        messages.success(request, "Saved.")
        return redirect("desk-helper", uid=uid)
    told = {"form": form, "someone": someone}
    return render(request, "desk/helpers/change.html", told, status=422 if form.errors else 200)


@desk(Right.PEOPLE)
@require_POST
def hello(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """An officer has talked to them: what they offered is taken up."""
    someone = _found(uid)
    actions.confirm(helping.own(someone), by=request.person)
    messages.success(request, f"{someone.name} is one of your helpers.")
    return redirect("desk-helper", uid=uid)


@desk(Right.PEOPLE)
@require_POST
def send_page(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    someone = _found(uid)
    if actions.send_link(someone, by=request.person):
        messages.success(request, "Their page is on its way to them.")
    else:
        messages.error(request, "We have no e-mail address for them.")
    return redirect("desk-helper", uid=uid)


@desk(Right.PEOPLE)
@require_POST
def pause(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    someone, form = _found(uid), PauseForm(request.POST)
    if "back" in request.POST:
        helping.pause(someone, None, by=request.person)
    elif form.is_valid():
        helping.pause(someone, form.cleaned_data["until"], by=request.person)
    else:
        return _page(request, someone, form)
    messages.success(request, "Saved.")
    return redirect("desk-helper", uid=uid)


@desk(Right.PEOPLE)
@require_POST
def stop(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    helping.stop(_found(uid), stopped="again" not in request.POST, by=request.person)
    messages.success(request, "Saved.")
    return redirect("desk-helper", uid=uid)


@desk(Right.PEOPLE)
@require_safe
def thanks(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """The record to print and hand over."""
    return thank_you(request, _found(uid), back=reverse("desk-helper", args=[uid]))


def _found(uid: uuid.UUID) -> Person:
    someone = helper_list.helper_called(uid)
    if someone is None:
        raise Http404
    return someone


urls = [
    path("helpers/", every, name="desk-helpers"),
    path("helpers/find/", find, name="desk-helpers-find"),
    path("helpers/<uuid:uid>/", one, name="desk-helper"),
    path("helpers/<uuid:uid>/change/", change, name="desk-helper-change"),
    path("helpers/<uuid:uid>/hello/", hello, name="desk-helper-hello"),
    path("helpers/<uuid:uid>/send-page/", send_page, name="desk-helper-send"),
    path("helpers/<uuid:uid>/pause/", pause, name="desk-helper-pause"),
    path("helpers/<uuid:uid>/stop/", stop, name="desk-helper-stop"),
    path("helpers/<uuid:uid>/thanks/", thanks, name="desk-helper-thanks"),
]
