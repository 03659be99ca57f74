"""Rounds of looks at the desk: how far one is, stopping it, how often they come; what is left alone."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.people.rights import Right
from bandstand.presence import queries
from bandstand.presence.actions.alone import leave_alone, look_at_again
from bandstand.presence.actions.rhythm import set_rhythm
from bandstand.presence.actions.stopping import agree_to_stop, go_on_looking
from bandstand.presence.actions.sweeps import stop_sweep
from bandstand.presence.models import AskedToStop, LeftAlone, PlannedLook, Rhythm, Sweep
from bandstand.web.forms.fields import OneLine
from bandstand.web.guards import DeskRequest, desk

A_PAGE = 30


class RhythmForm(forms.Form):
    every_days = forms.TypedChoiceField(
        label="How often do all websites get a look of their own accord?",
        coerce=int,
        choices=Rhythm.Every.choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": "Pick one.", "invalid_choice": "Pick one."},
    )


class AloneForm(forms.Form):
    address = OneLine(
        label="Which website?", most=500, missing="Type the website’s address, as in www.example.org.uk."
    )
    why = OneLine(label="Why", most=200, help_text="For your colleagues.")


@desk(Right.SEE)
@require_safe
def rounds(request: DeskRequest) -> HttpResponse:
    every = Sweep.objects.exclude(finished_at=None).select_related("asked_by")
    page = Paginator(every, A_PAGE).get_page(request.GET.get("page"))
    planned = PlannedLook.objects.filter(check_up=None).select_related("group")
    sweep = queries.sweep_under_way()
    shown = {
        "page": page,
        "sweep": sweep,
        "far": queries.progress_of(sweep) if sweep else None,
        "planned": planned[:A_PAGE],
        "planned_count": planned.count(),
        "rhythm": Rhythm.Every(queries.rhythm_of(request.hub)),
        "form": RhythmForm(initial={"every_days": queries.rhythm_of(request.hub)}),
    }
    return render(request, "desk/checks/rounds.html", shown)


@desk(Right.SEE)
@require_safe
def planned(request: DeskRequest) -> HttpResponse:
    """Every look still to come: after help, and second tries."""
    every = PlannedLook.objects.filter(check_up=None).select_related("group")
    page = Paginator(every, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/checks/planned.html", {"page": page})


@desk(Right.GROUPS)
@require_POST
def stop(request: DeskRequest, sweep_id: int) -> HttpResponse:
    sweep = get_object_or_404(Sweep.objects.select_related("hub"), pk=sweep_id)
    if stop_sweep(sweep, by=request.person):
        messages.success(request, "Stopped. What was seen so far stays; the rest is not looked at this time.")
    else:
        messages.info(request, "That round was over already.")
    return redirect("desk-rounds")


@desk(Right.GROUPS)
@require_POST
def rhythm(request: DeskRequest) -> HttpResponse:
    form = RhythmForm(request.POST)
    if form.is_valid():
        set_rhythm(request.hub, form.cleaned_data["every_days"], by=request.person)
        messages.success(request, "Saved.")
    else:
        messages.warning(request, "Pick how often.")
    return redirect("desk-rounds")


@desk(Right.GROUPS)
@require_http_methods(["GET", "HEAD", "POST"])
def alone(request: DeskRequest) -> HttpResponse:
    """Websites we leave alone, who asked for it, and a box to add one."""
    form = AloneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kept = leave_alone(request.hub, told["address"], why=told["why"], by=request.person)
        if kept is not None:
            messages.success(request, f"We leave {kept.host} alone from now on.")
            return redirect("desk-alone")
        form.add_error("address", "Type the website’s address, as in www.example.org.uk.")
    page = Paginator(queries.left_alone(), A_PAGE).get_page(request.GET.get("page"))
    shown = {"form": form, "page": page, "asked": AskedToStop.objects.all()[:A_PAGE]}
    return render(request, "desk/checks/alone.html", shown, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_POST
def look_again(request: DeskRequest, alone_id: int) -> HttpResponse:
    kept = get_object_or_404(LeftAlone.objects.select_related("hub"), pk=alone_id)
    look_at_again(kept, by=request.person)
    messages.success(request, f"We look at {kept.host} again.")
    return redirect("desk-alone")


@desk(Right.GROUPS)
@require_POST
def decide(request: DeskRequest, asked_id: int) -> HttpResponse:
    """Do as somebody asked on the public page, or not."""
    asked = get_object_or_404(AskedToStop.objects.select_related("hub"), pk=asked_id)
    if request.POST.get("leave") == "yes":
        agree_to_stop(asked, by=request.person)
        messages.success(request, f"We leave {asked.host} alone from now on.")
    else:
        go_on_looking(asked, by=request.person)
        messages.info(request, f"We go on looking at {asked.host}.")
    return redirect("desk-alone")


urls = [
    path("checks/rounds/", rounds, name="desk-rounds"),
    path("checks/rounds/planned/", planned, name="desk-planned"),
    path("checks/rounds/rhythm/", rhythm, name="desk-rhythm"),
    path("checks/rounds/<int:sweep_id>/stop/", stop, name="desk-round-stop"),
    path("checks/left-alone/", alone, name="desk-alone"),
    path("checks/left-alone/<int:alone_id>/look-again/", look_again, name="desk-look-at-again"),
    path("checks/left-alone/asked/<int:asked_id>/", decide, name="desk-alone-decide"),
]
