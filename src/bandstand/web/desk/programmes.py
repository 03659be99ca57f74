"""Programmes at the desk: what funders pay for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.gatherings.actions.programmes import add_programme, change_programme
from bandstand.gatherings.models import Programme
from bandstand.gatherings.queries.programmes import programmes
from bandstand.people.rights import Right
from bandstand.web.forms.programme import ProgrammeForm
from bandstand.web.guards import DeskRequest, desk


@desk(Right.SEE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/programmes/list.html", {"programmes": programmes()})


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = add_programme(request.hub, by=request.person, **form.cleaned_data)
        messages.success(request, f"{made} is on the list. Tap it on each gathering that counts towards it.")
        return redirect("desk-programmes")
    return _form(request, form)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, programme_id: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.select_related("hub"), pk=programme_id)
    form = ProgrammeForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        change_programme(programme, by=request.person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("desk-programmes")
    return _form(request, form, programme)


def _form(request: DeskRequest, form: ProgrammeForm, programme: Programme | None = None) -> HttpResponse:
    told = {"form": form, "programme": programme}
    return render(request, "desk/programmes/form.html", told, status=422 if form.errors else 200)


urls = [
    path("programmes/", every, name="desk-programmes"),
    path("programmes/add/", add, name="desk-programme-add"),
    path("programmes/<int:programme_id>/", change, name="desk-programme"),
]
