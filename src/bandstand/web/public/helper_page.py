"""A helper's own page, by private link: dates, notes, hours, a pause. No account; nothing kept in a session.

The link is opened by people and by mail scanners alike: looking at it changes nothing, buttons do.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import helpers, helping
from bandstand.gatherings.actions.booking import BookingClosedError
from bandstand.gatherings.actions.details import works_here
from bandstand.gatherings.actions.entries import CannotUndoError
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.models import HelperProfile, HelpNote
from bandstand.gatherings.queries import helpers as reads
from bandstand.gatherings.queries.hours import hours_of, total
from bandstand.people.actions.forget import forget
from bandstand.people.actions.links import find_link
from bandstand.people.models import Person, PrivateLink
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.helper import OwedForm, PauseForm, ProfileForm
from bandstand.web.groups_helped import with_what_changed
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public
from bandstand.web.named import the_gathering

TEN_MINUTES = timedelta(minutes=10)
SAID = {
    "welcome": "Thank you. You are one of our helpers now, and this is your page.",
    "kept": "Saved.",
    "yes": "Thank you: you are down to help.",
    "waiting": "Thank you. There are helpers enough so far: you are on the list if somebody cannot come.",
    "cannot": "Thank you for telling us. Another time.",
    "over": "That one is over, or was called off.",
    "noted": "Thank you, that is noted.",
    "undone": "Taken back.",
    "stands": "That has been changed since, so it was left as it is.",
    "paused": "We ask you nothing until then. Have a good break.",
    "back": "Welcome back.",
    "stopped": "Thank you for every evening you gave. We will not ask you any more.",
    "forgotten": "It is forgotten.",
    "works": "You work at this desk: ask the owner to end that first, then your details can be removed.",
}


class HelperRequest(HubRequest):
    """A request with a link that was checked."""

    helper: Person
    profile: HelperProfile | None
    token: str


View = Callable[..., HttpResponse]


def of_its_helper(view: View) -> View:
    """Open the link, and tell the view whose it is; forged, expired and foreign links all look the same."""

    @wraps(view)
    def opened(request: HubRequest, token: str, **named: str) -> HttpResponse:
        link = find_link(PrivateLink.Purpose.HELPER, token)
        person = reads.helper_of_link(link) if link else None
        if person is None:
            response = link_is_dead(request)
        else:
            own = cast("HelperRequest", request)
            own.helper, own.profile, own.token = person, reads.profile_of(person), token
            response = view(own, **named)
        return out_of_searches(response)

    limited = at_most(60, within=TEN_MINUTES, what="change of a helper")(cast("View", opened))
    return public(never_cache(limited))


@of_its_helper
@require_safe
def mine(request: HelperRequest) -> HttpResponse:
    if request.profile is not None and request.profile.confirmed_at is None:
        return _page(request, "confirm", offer=_in_words(request.profile))
    return _whole(request)


def _whole(request: HelperRequest, *, tried: OwedForm | None = None, **told: Any) -> HttpResponse:
    person, profile = request.helper, request.profile
    can = [topic.pk for topic in profile.topics.all()] if profile else []
    coming = reads.coming_for(person, can)
    given = hours_of(person)
    told = {
        "down": [one for one in coming if one.is_down],
        "open": [one for one in coming if not one.is_down],
        "owed": [(one, _owed_form(one, tried)) for one in reads.notes_owed(person)],
        "results": HelpNote.Result.choices,
        "groups": with_what_changed(reads.groups_helped(person)[:12]),
        "given": given,
        "total": total(given),
        "offer": _in_words(profile) if profile and profile.offer else [],
        "is_paused": profile is not None and reads.is_paused(profile),
        "undo": request.GET.get("undo", ""),
        "pause": PauseForm(),
    } | told
    return _page(request, "page", **told)


def _owed_form(owed: reads.Owed, tried: OwedForm | None) -> OwedForm:
    if tried is not None and tried["key"].value() == owed.key:
        return tried
    return OwedForm(initial={"key": owed.key}, auto_id=False)


def _in_words(profile: HelperProfile) -> list[tuple[str, str]]:
    """Return what was typed into the form, as it is read out again."""
    return ProfileForm().in_words(profile.offer)


@of_its_helper
@require_POST
def confirm(request: HelperRequest) -> HttpResponse:
    """Yes, that was me."""
    if request.profile is not None:
        helpers.confirm(request.profile)
    return _back(request, "welcome")


@of_its_helper
@require_POST
def refuse(request: HelperRequest) -> HttpResponse:
    """No, that was not me."""
    if request.profile is not None and request.profile.offer:
        helpers.refuse(request.profile)
        return (
            redirect("help-forgotten")
            if request.profile.confirmed_at is None
            else _back(request, "forgotten")
        )
    return _back(request, "kept")


@public
@require_safe
def forgotten(request: HubRequest) -> HttpResponse:
    return render(request, "public/helper/forgotten.html")


@of_its_helper
@require_POST
def say_yes(request: HelperRequest, slug: str) -> HttpResponse:
    try:
        seat = helping.say_yes(request.helper, the_gathering(slug))
    except BookingClosedError:
        return _back(request, "over")
    return _back(request, "waiting" if seat.booking == "waiting" else "yes")


@of_its_helper
@require_POST
def say_cannot(request: HelperRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    if gathering.is_over:
        return _back(request, "over")
    helping.say_cannot(request.helper, gathering)
    return _back(request, "cannot")


@of_its_helper
@require_POST
def note(request: HelperRequest) -> HttpResponse:
    """One of the notes owed, in one tap; which those are is worked out anew, never taken from the form."""
    form = OwedForm(request.POST, auto_id=False)
    owed = {one.key: one for one in reads.notes_owed(request.helper)}
    if not form.is_valid():
        trouble = next((str(errors[0]) for name, errors in form.errors.items() if name == "words"), "")
        trouble = trouble or "Something went astray on the way. Please tap it once more."
        return _whole(request, tried=form, trouble=trouble)
    one = owed.get(form.cleaned_data["key"])
    if one is None:
        return _back(request, "noted")
    told = form.cleaned_data
    entry = helping.note(request.helper, one, told["result"], told["words"], form_key=told["form_key"])
    return redirect(f"{reverse('helper-page', args=[request.token])}?said=noted&undo={entry.uid}")


@of_its_helper
@require_POST
def take_back(request: HelperRequest) -> HttpResponse:
    """Undo a note just written, by the one who wrote it."""
    try:
        uid = uuid.UUID(request.POST.get("entry", ""))
    except ValueError:
        raise Http404 from None
    entry = reads.note_just_written(request.helper, uid)
    if entry is None:
        raise Http404
    try:
        undo(entry, by=request.helper)
    except CannotUndoError:
        return _back(request, "stands")
    return _back(request, "undone")


@of_its_helper
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HelperRequest) -> HttpResponse:
    """What they can show, where, when, and whose time it is."""
    form = ProfileForm(request.POST or None, initial=ProfileForm.start(request.profile))
    if request.method == "POST" and form.is_valid():
        helping.change_profile(request.helper, form.profile(), by=None)
        return _back(request, "kept")
    return _page(request, "about", form=form)


@of_its_helper
@require_POST
def pause(request: HelperRequest) -> HttpResponse:
    if "back" in request.POST:
        helping.pause(request.helper, None)
        return _back(request, "back")
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _whole(request, pause=form)
    helping.pause(request.helper, form.cleaned_data["until"])
    return _back(request, "paused")


@of_its_helper
@require_POST
def stop(request: HelperRequest) -> HttpResponse:
    stopped = "again" not in request.POST
    helping.stop(request.helper, stopped=stopped)
    return _back(request, "stopped" if stopped else "back")


@of_its_helper
@require_safe
def record(request: HelperRequest) -> HttpResponse:
    """The thank-you record, to print: what was written down, and nothing made up."""
    return thank_you(request, request.helper, back=reverse("helper-page", args=[request.token]))


def thank_you(request: HubRequest, person: Person, *, back: str) -> HttpResponse:
    given = hours_of(person)
    told = {
        "helper": person,
        "profile": reads.profile_of(person),
        "given": [one for one in given if one.minutes is not None],
        "total": total(given),
        "topics": reads.helped_with(person),
        "groups": len(reads.groups_helped(person)),
        "back": back,
    }
    return render(request, "public/helper/thanks.html", told)


@of_its_helper
@require_POST
def remove(request: HelperRequest) -> HttpResponse:
    """Remove my details: the link came by letter, so its holder is the person."""
    if works_here(request.helper):
        return _back(request, "works")
    forget(request.helper)
    return redirect("details-removed")


def _page(request: HelperRequest, name: str, **told: Any) -> HttpResponse:
    said = SAID.get(request.GET.get("said", "")) if request.method != "POST" else None
    told |= {"helper": request.helper, "profile": request.profile, "token": request.token, "said": said}
    forms = [told.get("form"), told.get("pause")]
    wrong = any(form is not None and form.errors for form in forms) or bool(told.get("trouble"))
    return render(request, f"public/helper/{name}.html", told, status=422 if wrong else 200)


def _back(request: HelperRequest, said: str) -> HttpResponse:
    return redirect(f"{reverse('helper-page', args=[request.token])}?said={said}")


urls = [
    path("h/forgotten/", forgotten, name="help-forgotten"),
    path("h/<str:token>/", mine, name="helper-page"),
    path("h/<str:token>/confirm/", confirm, name="helper-confirm"),
    path("h/<str:token>/not-me/", refuse, name="helper-refuse"),
    path("h/<str:token>/about/", about, name="helper-about"),
    path("h/<str:token>/note/", note, name="helper-note"),
    path("h/<str:token>/note/undo/", take_back, name="helper-note-undo"),
    path("h/<str:token>/pause/", pause, name="helper-pause"),
    path("h/<str:token>/stop/", stop, name="helper-stop"),
    path("h/<str:token>/thanks/", record, name="helper-thanks"),
    path("h/<str:token>/remove/", remove, name="helper-remove"),
    path("h/<str:token>/yes/<slug:slug>/", say_yes, name="helper-yes"),
    path("h/<str:token>/cannot/<slug:slug>/", say_cannot, name="helper-cannot"),
]
