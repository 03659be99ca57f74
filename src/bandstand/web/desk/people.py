"""Who works at the desk, what has been done there, and the hub's own details."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.groups.queries.fresh import TOLD
from bandstand.people.actions.roles import end_role, give_role, tell_about_hub
from bandstand.people.queries import deeds, somebody_elses_email, who_works_here
from bandstand.people.rights import Right
from bandstand.web.forms.person import HubForm, RoleForm
from bandstand.web.guards import DeskRequest, desk

from . import complaints, keeping, persons


@desk(Right.PEOPLE)
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/people/list.html", {"roles": who_works_here()})


@desk(Right.OWN)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = give_role(request.hub, by=request.person, **form.cleaned_data)
        messages.success(request, f"{role.person.name} can now sign in as {role}, with {role.person.email}.")
        return redirect("desk-people")
    return render(request, "desk/people/add.html", {"form": form}, status=422 if form.errors else 200)


@desk(Right.OWN)
@require_POST
def end(request: DeskRequest, role_id: int) -> HttpResponse:
    role = get_object_or_404(who_works_here(), pk=role_id)
    if end_role(role, by=request.person):
        messages.success(request, f"{role.person.name} is no longer {role} and is signed out everywhere.")
    else:
        messages.error(request, "Somebody has to be the owner. Make another person owner first.")
    return redirect("desk-people")


@desk(Right.PEOPLE)
@require_safe
def done(request: DeskRequest) -> HttpResponse:
    page = Paginator(deeds(), 50).get_page(request.GET.get("page"))
    return render(request, "desk/people/done.html", {"page": page, "by_groups": TOLD})


@desk(Right.OWN)
@require_http_methods(["GET", "POST"])
def settings(request: DeskRequest) -> HttpResponse:
    start = HubForm.start(request.hub, name=request.person.name, email=request.person.email)
    form = HubForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        if somebody_elses_email(form.cleaned_data["your_email"], person=request.person):
            form.add_error("your_email", "Somebody else here has that address. Use another.")
        else:
            tell_about_hub(request.hub, by=request.person, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("desk")
    return render(request, "desk/people/settings.html", {"form": form}, status=422 if form.errors else 200)


urls = [
    path("people/", people, name="desk-people"),
    path("people/add/", add, name="desk-people-add"),
    path("people/<int:role_id>/end/", end, name="desk-people-end"),
    path("people/done/", done, name="desk-done"),
    path("settings/", settings, name="desk-settings"),
    *persons.urls,
    *keeping.urls,
    *complaints.urls,
]
