"""A group's own page, by private link: read, correct, hide, leave. No account; nothing is kept in a session.

A link is opened by people and by mail scanners alike: looking at it changes nothing, buttons do.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.queries.calendar import bookable
from bandstand.groups.actions import contacts, listing, own, pages
from bandstand.groups.actions.groups import NotALinkError
from bandstand.groups.links import is_invitation
from bandstand.groups.models import Group, GroupContact, GroupInterest, OnlinePlace
from bandstand.groups.queries import group_by_slug, public_places
from bandstand.groups.queries.connections import who_they_met
from bandstand.groups.queries.contacts import contacts_of, public_contacts, said_yes_to
from bandstand.groups.queries.fresh import group_of_link
from bandstand.groups.queries.interests import interests_of
from bandstand.people.actions.links import find_link
from bandstand.people.models import PrivateLink
from bandstand.presence.actions.keys import correct_address
from bandstand.presence.queries.standing import standing_of
from bandstand.presence.queries.ties import MOST_POINTING, who_points_to_it, whom_it_points_to
from bandstand.web.errors import link_is_dead
from bandstand.web.forms import own as asked
from bandstand.web.forms.contact import ContactForm, ShownForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public
from bandstand.web.wins import with_cards

TEN_MINUTES = timedelta(minutes=10)
SAID = {
    "right": "Thank you. Everybody can see now that you looked.",
    "saved": "Saved. Everybody sees it from now on.",
    "same": "Nothing was different, so nothing has changed.",
    "kept": "Saved. Only the people at the desk see it.",
    "hidden": "You are hidden: nobody finds you in the directory now.",
    "shown": "You are in the directory again.",
    "added": "Added.",
    "off": "Taken off.",
    "unshown": "Not shown any more. Only the people at the desk see them.",
    "removed": "Their details are removed.",
    "unpictured": "You are left off the picture of who knows whom, and off everything made from it.",
    "pictured": "You are in the picture of who knows whom again.",
    "not-us": "Thank you. That line is hidden for good, and we remember it.",
    "quiet": "We will not write about this again.",
    "letters": "We may write to you about this once a year.",
}
HOW = "own page"
# The desk holds addresses and numbers that this page does not show: its link is no key to them.
ONLY_THEY = "Only they can say yes to that: with the link in a letter to them, or by telling us."


class OwnRequest(HubRequest):
    """A request with a link that was checked."""

    group: Group
    link: PrivateLink
    token: str


View = Callable[..., HttpResponse]


def of_its_group(view: View) -> View:
    """Open the link, and tell the view its group; forged, expired and foreign links all look the same."""

    @wraps(view)
    def opened(request: HubRequest, token: str, **named: int) -> HttpResponse:
        link = find_link(PrivateLink.Purpose.GROUP, token)
        group = group_of_link(link) if link else None
        own_request = cast("OwnRequest", request)
        if link is None or group is None:
            response = link_is_dead(request)
        else:
            own_request.group, own_request.link, own_request.token = group, link, token
            response = view(own_request, **named)
        return out_of_searches(response)

    limited = at_most(60, within=TEN_MINUTES, what="change of a group")(cast("View", opened))
    return public(never_cache(limited))


@of_its_group
@require_safe
def mine(request: OwnRequest) -> HttpResponse:
    """What everybody sees of the group, and everything that can be done about it."""
    standing = standing_of(request.group)
    told = {
        "places": public_places(request.group),
        "contacts": public_contacts(request.group),
        "interests": interests_of(request.group),
        "is_exact": request.group.place_shown == Group.PlaceShown.EXACT,
        "standing": standing,
        "wins": with_cards(standing.first),
        "coming": bookable()[:2],
        "met": who_they_met(request.group)[:12],
        "points_to": whom_it_points_to(request.group)[:MOST_POINTING],
        "pointed_to_by": who_points_to_it(request.group)[:MOST_POINTING],
        "hid_itself": listing.hid_itself(request.group),
    }
    return _page(request, "page", **told)


@of_its_group
@require_POST
def right(request: OwnRequest) -> HttpResponse:
    """All still right: one tap."""
    own.all_right(request.group)
    return _back(request, "right")


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: OwnRequest) -> HttpResponse:
    form = asked.AboutForm(request.POST or None, initial=_as_it_is(request.group, asked.AboutForm))
    if request.method == "POST" and form.is_valid():
        return _back(request, "saved" if own.change(request.group, **form.cleaned_data) else "same")
    return _asks(request, form, "What you do")


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: OwnRequest) -> HttpResponse:
    form = asked.PlaceForm(request.POST or None, initial=_as_it_is(request.group, asked.PlaceForm))
    if request.method == "POST" and form.is_valid():
        return _back(request, "saved" if own.change(request.group, **form.cleaned_data) else "same")
    return _asks(request, form, "Where you meet")


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: OwnRequest) -> HttpResponse:
    form = asked.ReachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _back(request, "kept" if own.change_reach(request.group, **form.cleaned_data) else "same")
    return _asks(request, form, "How we reach you")


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: OwnRequest) -> HttpResponse:
    """What the group is about, in words of the hub's list."""
    refused = GroupInterest.State.REFUSED
    known = list(
        request.group.interests.exclude(state=refused).select_related("interest").order_by("interest__name")
    )
    start = {"chosen": [row.interest_id for row in known if row.state == GroupInterest.State.SAID]}
    form = asked.InterestsForm(request.POST or None, known=known, initial=start)
    if request.method == "POST" and form.is_valid():
        return _back(request, "saved" if own.say_interests(request.group, form.all_chosen()) else "same")
    return _asks(request, form, "What you are about")


# Online places


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def online(request: OwnRequest) -> HttpResponse:
    """The list of them, and a box to add one with."""
    form = asked.OnlineForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _goes(form, lambda at: own.add_online(request.group, at))
    ):
        return _back(request, "added", to="own-online")
    kept = [(one, is_invitation(one.match_key)) for one in request.group.online_places.all()]
    return _page(request, "online", form=form, places=kept)


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: OwnRequest, place_id: int) -> HttpResponse:
    found = _online(request.group, place_id)
    form = asked.OnlineForm(request.POST or None, initial={"address": found.raw})
    if request.method == "POST" and form.is_valid() and _goes(form, lambda at: correct_address(found, at)):
        return _back(request, "saved", to="own-online")
    return _asks(request, form, "Correct an address", back="own-online")


@of_its_group
@require_POST
def take_off(request: OwnRequest, place_id: int) -> HttpResponse:
    own.remove_online(_online(request.group, place_id))
    return _back(request, "off", to="own-online")


def _online(group: Group, place_id: int) -> OnlinePlace:
    return get_object_or_404(group.online_places.select_related("group__hub"), pk=place_id)


def _goes(form: forms.Form, do: Callable[[str], OnlinePlace]) -> bool:
    try:
        do(form.cleaned_data["address"])
    except NotALinkError as trouble:
        form.add_error("address", str(trouble))
        return False
    return True


# Contacts


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: OwnRequest) -> HttpResponse:
    """Who answers for the group, and a form to add somebody."""
    form = ContactForm(request.POST or None, group=request.group)
    if request.method == "POST" and form.is_valid():
        contacts.add_contact(request.group, form.particulars(), by=None, yes=form.said(HOW), on_own_page=True)
        return _back(request, "added", to="own-people")
    return _page(request, "people", form=form, contacts=contacts_of([request.group]))


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: OwnRequest, contact_id: int) -> HttpResponse:
    """What everybody may see of one contact. More than before only with their own link, or if added here."""
    contact = _contact(request.group, contact_id)
    held = said_yes_to(contact)
    form = ShownForm(request.POST or None, group=request.group, held=held, initial={"shows": contact.shows})
    sent = request.method == "POST" and form.is_valid()
    if sent and form.needs_yes and not contacts.may_say_yes(contact, request.link):
        form.add_error("shows", ONLY_THEY)
    elif sent:
        try:
            contacts.say_yes(contact, form.said(HOW), by=None)
        except contacts.NotAgreedError as trouble:
            form.add_error("shows", str(trouble))
        else:
            return _back(request, "saved", to="own-people")
    heading = f"What everybody may see of {contact.person.name}"
    return _asks(request, form, heading, back="own-people")


@of_its_group
@require_POST
def hide_contact(request: OwnRequest, contact_id: int) -> HttpResponse:
    contacts.take_back(_contact(request.group, contact_id), by=None, how=HOW)
    return _back(request, "unshown", to="own-people")


@of_its_group
@require_POST
def remove_contact(request: OwnRequest, contact_id: int) -> HttpResponse:
    contacts.remove_contact(_contact(request.group, contact_id), by=None)
    return _back(request, "removed", to="own-people")


def _contact(group: Group, contact_id: int) -> GroupContact:
    return get_object_or_404(contacts_of([group]), pk=contact_id)


# In the directory, or not


@of_its_group
@require_POST
def listed(request: OwnRequest) -> HttpResponse:
    """Hide the group, or show it again; what an officer hid stays hidden."""
    if request.POST.get("show") != "yes":
        if request.group.listed:
            listing.hide(request.group, why=listing.OWN_WISH, by=None)
        return _back(request, "hidden")
    if not listing.hid_itself(request.group):
        raise Http404
    listing.show(request.group, by=None)
    return _back(request, "shown")


@of_its_group
@require_POST
def picture(request: OwnRequest) -> HttpResponse:
    """Be left off the picture of who knows whom, or be in it again."""
    if request.POST.get("picture") == "no":
        listing.leave_picture(request.group, by=None)
        return _back(request, "unpictured")
    listing.join_picture(request.group, by=None)
    return _back(request, "pictured")


@of_its_group
@require_POST
def letters(request: OwnRequest) -> HttpResponse:
    stop = request.POST.get("letters") != "yes"
    own.write_no_more(request.group, stop=stop)
    return _back(request, "quiet" if stop else "letters")


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: OwnRequest) -> HttpResponse:
    """Leave the directory for good; asked once more before, for it cannot be undone here."""
    if request.method == "POST":
        listing.leave(request.group)
        return redirect("own-left")
    return _page(request, "leave")


@public
@require_safe
def left(request: HubRequest) -> HttpResponse:
    return render(request, "public/own/left.html")


# Is this your group?


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(10, within=TEN_MINUTES, what="asking for a page")
def yours(request: HubRequest, slug: str) -> HttpResponse:
    """Ask for the private link. The answer is the same whether we know the address or not."""
    group = _public_group(slug)
    form = asked.AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pages.ask_for_page(group, **form.cleaned_data)
        return redirect("own-ask-sent", slug=slug)
    told = {"form": form, "group": group}
    return render(request, "public/own/yours.html", told, status=422 if form.errors else 200)


@public
@require_safe
def yours_sent(request: HubRequest, slug: str) -> HttpResponse:
    return render(request, "public/own/sent.html", {"group": _public_group(slug)})


def _public_group(slug: str) -> Group:
    group = group_by_slug(slug)
    if group is None:
        raise Http404
    return group


def _as_it_is(group: Group, form: type[forms.Form]) -> dict[str, Any]:
    return {name: getattr(group, name) for name in form.base_fields}


def _asks(request: OwnRequest, form: forms.Form, heading: str, *, back: str = "own-page") -> HttpResponse:
    """Show one form on a page of its own."""
    return _page(request, "form", form=form, heading=heading, back=back)


def _page(request: OwnRequest, name: str, **told: Any) -> HttpResponse:
    said = SAID.get(request.GET.get("said", "")) if request.method != "POST" else None
    told |= {"group": request.group, "token": request.token, "said": said}
    form = told.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, f"public/own/{name}.html", told, status=status)


def _back(request: OwnRequest, said: str, *, to: str = "own-page") -> HttpResponse:
    return redirect(f"{reverse(to, args=[request.token])}?said={said}")


urls = [
    path("g/left/", left, name="own-left"),
    path("g/<str:token>/", mine, name="own-page"),
    path("g/<str:token>/right/", right, name="own-right"),
    path("g/<str:token>/change/", change, name="own-change"),
    path("g/<str:token>/place/", place, name="own-place"),
    path("g/<str:token>/reach/", reach, name="own-reach"),
    path("g/<str:token>/about/", about, name="own-about"),
    path("g/<str:token>/online/", online, name="own-online"),
    path("g/<str:token>/online/<int:place_id>/", correct, name="own-online-correct"),
    path("g/<str:token>/online/<int:place_id>/off/", take_off, name="own-online-off"),
    path("g/<str:token>/people/", people, name="own-people"),
    path("g/<str:token>/people/<int:contact_id>/", shown, name="own-person"),
    path("g/<str:token>/people/<int:contact_id>/hide/", hide_contact, name="own-person-hide"),
    path("g/<str:token>/people/<int:contact_id>/remove/", remove_contact, name="own-person-remove"),
    path("g/<str:token>/listed/", listed, name="own-listed"),
    path("g/<str:token>/picture/", picture, name="own-picture"),
    path("g/<str:token>/letters/", letters, name="own-letters"),
    path("g/<str:token>/leave/", leave, name="own-leave"),
    path("groups/<slug:slug>/yours/", yours, name="own-ask"),
    path("groups/<slug:slug>/yours/sent/", yours_sent, name="own-ask-sent"),
]
