"""Everything we hold about one person in one place: to give a copy, take back a yes, or remove it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions.details import works_here
from bandstand.people.actions import consents, hand_over
from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import forget
from bandstand.people.actions.looks import looked_at
from bandstand.people.models import Person
from bandstand.people.papers import papers_of
from bandstand.people.queries import consents_of, people_called
from bandstand.people.rights import Right
from bandstand.web.copies import copy_of, in_words
from bandstand.web.forms.fields import words_asked
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.session import is_fresh

_ONCE_MORE = "Before that, sign in once more: it is about everything we hold about somebody."

Given = ParamSpec("Given")
View = Callable[Concatenate[DeskRequest, Given], HttpResponse]


def after_signing_in(view: View[Given]) -> View[Given]:
    """Do it only for somebody who signed in within a quarter of an hour; others sign in once more first."""

    @wraps(view)
    def asked(request: DeskRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        someone = _person(cast("uuid.UUID", kwargs["uid"]))
        if request.method == "GET" or is_fresh(request):
            return view(request, *args, **kwargs)
        messages.info(request, _ONCE_MORE)
        back = reverse("desk-person", args=[someone.uid])
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': back})}")

    return cast("View[Given]", asked)


@desk(Right.PEOPLE)
@require_safe
def find(request: DeskRequest) -> HttpResponse:
    """Find somebody by name, address or number."""
    asked = words_asked(request, "q")
    page = Paginator(people_called(asked), 50).get_page(request.GET.get("page"))
    looked_at(request.hub, "the list of people", by=request.person)
    return render(request, "desk/people/find.html", {"page": page, "q": asked})


@desk(Right.PEOPLE)
@require_safe
def person(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    someone = _person(uid)
    about = f"people.Person:{someone.pk}"
    looked_at(request.hub, "everything we hold about somebody", by=request.person, about=about)
    told = {
        "someone": someone,
        "papers": in_words(papers_of(someone)),
        "consents": consents_of(someone),
        "works_here": works_here(someone),
    }
    return render(request, "desk/people/person.html", told)


@desk(Right.PEOPLE)
@require_POST
@after_signing_in
def give_copy(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    someone = _person(uid)
    hand_over.note_copy(someone, by=request.person)
    return copy_of(someone)


@desk(Right.PEOPLE)
@require_POST
def send_link(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    someone = _person(uid)
    if someone.email:
        hand_over.send_link(someone, by=request.person)
        messages.success(request, "A letter with their link is on its way. It works once, for seven days.")
    else:
        messages.warning(request, "There is no e-mail address to send it to. Give them a copy instead.")
    return redirect("desk-person", uid)


@desk(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
@after_signing_in
def remove(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what removing means; then do it. It cannot be undone."""
    someone = _person(uid)
    if works_here(someone):
        messages.warning(request, "They sign in at this desk. End that first, then remove their details.")
        return redirect("desk-person", uid)
    if request.method == "POST":
        forget(someone)
        record(request.hub, "removed details", "removed somebody’s details at their wish", by=request.person)
        messages.success(request, "Their details are removed everywhere. The numbers are as they were.")
        return redirect("desk-persons")
    return render(request, "desk/people/remove.html", {"someone": someone})


@desk(Right.PEOPLE)
@require_POST
def take_back(request: DeskRequest, uid: uuid.UUID, consent_id: int) -> HttpResponse:
    """Take back a yes for somebody who told us so."""
    consent = get_object_or_404(consents_of(_person(uid)), pk=consent_id)
    if consents.take_back(consent, by=request.person):
        messages.success(request, "Taken back, from this moment.")
    return redirect("desk-person", uid)


def _person(uid: uuid.UUID) -> Person:
    return get_object_or_404(people_called(""), uid=uid)


urls = [
    path("people/known/", find, name="desk-persons"),
    path("people/known/<uuid:uid>/", person, name="desk-person"),
    path("people/known/<uuid:uid>/copy/", give_copy, name="desk-person-copy"),
    path("people/known/<uuid:uid>/link/", send_link, name="desk-person-link"),
    path("people/known/<uuid:uid>/remove/", remove, name="desk-person-remove"),
    path("people/known/<uuid:uid>/yes/<int:consent_id>/", take_back, name="desk-person-take-back"),
]
