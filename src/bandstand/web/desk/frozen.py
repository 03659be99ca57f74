"""Frozen figures: freeze, list, open, take along."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.impact.freezing import Frozen, changed_since, freeze, frozen_sheet, told
from bandstand.impact.measures.chapters import CHAPTERS
from bandstand.impact.models import FigureRun
from bandstand.people.rights import Right
from bandstand.web.files import SHEET, attached
from bandstand.web.forms.freezing import FreezeForm
from bandstand.web.forms.period import ScopeForm, query_of
from bandstand.web.guards import DeskRequest, desk


@desk(Right.SEE)
@require_safe
def every_run(request: DeskRequest) -> HttpResponse:
    runs = FigureRun.objects.select_related("made_by", "programme", "area").defer("kept")
    return render(request, "desk/figures/frozen.html", {"runs": runs})


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def freeze_figures(request: DeskRequest) -> HttpResponse:
    """Freeze the figures of the days, programme and area in the address."""
    asked = ScopeForm(request.GET)
    if not asked.is_valid():
        return redirect(f"{reverse('desk-difference')}?{request.GET.urlencode()}")
    scope = asked.period
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = Frozen(form.cleaned_data["title"], form.cleaned_data["audience"], scope)
        run = freeze(request.hub, said, by=request.person, form_key=form.key)
        messages.success(request, "Frozen. They stay like this, whatever is corrected later.")
        return redirect("desk-frozen", run.uid)
    context = {"form": form, "period": scope, "asked": query_of(scope)}
    return render(request, "desk/figures/freeze.html", context, status=422 if form.errors else 200)


@desk(Right.SEE)
@require_safe
def one_run(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    run = _run(uid)
    found = told(run)
    chapters = [
        (chapter, [one for one in found["figures"] if one["chapter"] == chapter]) for chapter in CHAPTERS
    ]
    context = {
        "run": run,
        "told": found,
        "since": date.fromisoformat(found["began"]) if found["began"] else None,
        "chapters": [(chapter, figures) for chapter, figures in chapters if figures],
        "changed": changed_since(run, request.hub),
    }
    return render(request, "desk/figures/frozen_one.html", context)


@desk(Right.SEE)
@require_safe
def run_as_json(_: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    """Hand over the very text that was frozen."""
    return attached(_run(uid).kept, "application/json; charset=utf-8", f"figures-{uid}.json")


@desk(Right.SEE)
@require_safe
def run_as_sheet(_: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    return attached(frozen_sheet(_run(uid)), SHEET, f"figures-{uid}.csv")


def _run(uid: uuid.UUID) -> FigureRun:
    return get_object_or_404(FigureRun.objects.select_related("made_by", "programme", "area"), uid=uid)


urls = [
    path("figures/frozen/", every_run, name="desk-frozen-runs"),
    path("figures/freeze/", freeze_figures, name="desk-freeze"),
    path("figures/frozen/<uuid:uid>/", one_run, name="desk-frozen"),
    path("figures/frozen/<uuid:uid>/figures.json", run_as_json, name="desk-frozen-json"),
    path("figures/frozen/<uuid:uid>/figures.csv", run_as_sheet, name="desk-frozen-sheet"),
]
