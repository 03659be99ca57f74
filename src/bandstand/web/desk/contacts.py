"""Who answers for a group, and what it is about, at the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.groups.actions import about, contacts
from bandstand.groups.actions.interests import settle_interests
from bandstand.groups.models import Group, GroupContact, GroupInterest
from bandstand.groups.queries.contacts import contacts_of, said_yes_to
from bandstand.people.rights import Right
from bandstand.web.forms.contact import DeskContactForm
from bandstand.web.forms.own import InterestForm
from bandstand.web.guards import DeskRequest, desk

from .groups import group_at_desk


@desk(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    form = DeskContactForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            added = contacts.add_contact(group, form.particulars(), by=request.person, yes=form.said())
        except contacts.NotAgreedError as trouble:
            form.add_error("shows", str(trouble))
        else:
            messages.success(request, f"{added.person.name} answers for {group.name} now.")
            return _to(group)
    return _asks(request, group, form, f"Who answers for {group.name}?")


@desk(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, slug: str, contact_id: int) -> HttpResponse:
    group = group_at_desk(slug)
    contact = _contact(group, contact_id)
    start = DeskContactForm.start(contact)
    held = said_yes_to(contact)
    form = DeskContactForm(request.POST or None, group=group, held=held, initial=start)
    if request.method == "POST" and form.is_valid() and _saved(request, contact, form):
        messages.success(request, "Saved.")
        return _to(group)
    return _asks(request, group, form, f"{contact.person.name}, for {group.name}")


def _saved(request: DeskRequest, contact: GroupContact, form: DeskContactForm) -> bool:
    """Save a contact with what may be shown of them; False where the form says why not."""
    try:
        contacts.change_contact(contact, form.particulars(), by=request.person, yes=form.said())
    except contacts.NotTheirsError as trouble:
        form.add_error("email", str(trouble))
    except contacts.NotAgreedError as trouble:
        form.add_error("shows", str(trouble))
    return not form.errors


@desk(Right.PEOPLE)
@require_POST
def hide(request: DeskRequest, slug: str, contact_id: int) -> HttpResponse:
    """Take a yes back: one press, and nothing of them is shown from now on."""
    group = group_at_desk(slug)
    contact = _contact(group, contact_id)
    contacts.take_back(contact, by=request.person)
    messages.success(request, f"Nothing of {contact.person.name} is shown in public any more.")
    return _to(group)


@desk(Right.PEOPLE)
@require_POST
def remove(request: DeskRequest, slug: str, contact_id: int) -> HttpResponse:
    group = group_at_desk(slug)
    contact = _contact(group, contact_id)
    name = contact.person.name
    contacts.remove_contact(contact, by=request.person)
    messages.success(request, f"{name} no longer answers for {group.name}.")
    return _to(group)


@desk(Right.GROUPS)
@require_POST
def interest(request: DeskRequest, slug: str, interest_id: int) -> HttpResponse:
    """Say yes or no to a suggestion, or take an interest off."""
    group = group_at_desk(slug)
    row = get_object_or_404(group.interests.select_related("interest"), interest_id=interest_id)
    if row.state == GroupInterest.State.SUGGESTED:
        settle_interests(request.hub, {row.pk: request.POST.get("yes") == "yes"}, by=request.person)
    else:
        about.say_interests(group, about.said_of(group) - {interest_id}, by=request.person)
    return _to(group, "interests")


@desk(Right.GROUPS)
@require_POST
def add_interest(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    form = InterestForm(request.POST)
    if form.is_valid():
        chosen = about.said_of(group) | {form.cleaned_data["more"] or 0}
        about.say_interests(group, chosen, by=request.person)
    else:
        messages.error(request, " ".join(str(one) for one in form.errors.get("more", [])))
    return _to(group, "interests")


def _contact(group: Group, contact_id: int) -> GroupContact:
    return get_object_or_404(contacts_of([group]), pk=contact_id)


def _asks(request: DeskRequest, group: Group, form: DeskContactForm, heading: str) -> HttpResponse:
    told = {"group": group, "form": form, "heading": heading}
    return render(request, "desk/groups/contact.html", told, status=422 if form.errors else 200)


def _to(group: Group, part: str = "people") -> HttpResponse:
    return redirect(f"/desk/groups/{group.slug}/#{part}")


urls = [
    path("groups/<slug:slug>/people/add/", add, name="desk-group-contact-add"),
    path("groups/<slug:slug>/people/<int:contact_id>/", change, name="desk-group-contact"),
    path("groups/<slug:slug>/people/<int:contact_id>/hide/", hide, name="desk-group-contact-hide"),
    path("groups/<slug:slug>/people/<int:contact_id>/remove/", remove, name="desk-group-contact-remove"),
    path("groups/<slug:slug>/interests/add/", add_interest, name="desk-group-interest-add"),
    path("groups/<slug:slug>/interests/<int:interest_id>/", interest, name="desk-group-interest"),
]
