"""Bringing a looked-over sheet in: what will happen, how far it is, what came of it, and undoing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.groups.actions import sheets as actions
from bandstand.groups.models import ImportBatch, ImportRow
from bandstand.groups.queries import sheets as queries
from bandstand.impact.exports import cell
from bandstand.impact.exports import sheet as safe_sheet
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.files import SHEET, attached
from bandstand.web.guards import DeskRequest, desk

from . import sheet_words

Stage = ImportBatch.State
State = ImportRow.State
UNDER_WAY: dict[str, str] = {Stage.SORTING: "Sorting the rows", Stage.WAITING: "Bringing the rows in"}


def _batch(batch_id: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.select_related("hub", "made_by"), pk=batch_id)


@desk(Right.GROUPS)
@require_safe
def sheet(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Lead to wherever this sheet is: its columns, its piles, the work under way, or what came of it."""
    batch = _batch(batch_id)
    if batch.state == Stage.READ:
        return redirect("desk-sheet-reading", batch_id=batch.pk)
    if batch.state == Stage.SORTED:
        return redirect("desk-sheet-over", batch_id=batch.pk)
    if batch.state in UNDER_WAY:
        return render(request, "desk/sheets/under_way.html", {"batch": batch, **_how_far(batch)})
    return render(request, "desk/sheets/result.html", {"batch": batch, **_what_came_of(batch)})


def _how_far(batch: ImportBatch) -> dict[str, Any]:
    done, total = queries.progress(batch)
    return {
        "title": sheet_words.title(batch),
        "says": UNDER_WAY.get(batch.state, "Done"),
        "done": done,
        "total": total,
        "finished": batch.state not in UNDER_WAY,
        "refresh": reverse("desk-sheet-progress", args=[batch.pk]),
        "step": 3 if batch.state == Stage.SORTING else 5,
        "steps": sheet_words.steps(),
    }


@desk(Right.GROUPS)
@require_safe
def progress(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Answer the part of the page that says how far it is."""
    return render(request, "desk/sheets/how_far.html", _how_far(_batch(batch_id)))


def _what_came_of(batch: ImportBatch) -> dict[str, Any]:
    numbers = queries.piles(batch)
    left, ready = queries.waiting(batch), queries.ready(batch)
    still_open = queries.open_piles(batch)
    brought = sum(numbers[state] - still_open[state] for state in (State.NEW, State.CHANGED, State.MAYBE))
    others = ImportBatch.objects.filter(upload=batch.upload, state__in=[Stage.READ, Stage.SORTED])
    return {
        "title": sheet_words.title(batch),
        "counts": sheet_words.counts(batch, numbers),
        "says": batch.says if batch.state == Stage.STOPPED else "Every row is accounted for.",
        "finished": batch.state == Stage.DONE,
        "left": left,
        "ready": ready,
        "left_words": f"{counted(left, 'row', 'rows')} still to put right" if left else "More rows are ready",
        "brought": brought,
        "guessed": batch.rows.filter(group__kind_is_guess=True).values("group").distinct().count(),
        "next_batch": others.exclude(pk=batch.pk).order_by("about", "pk").first(),
        "can_undo": brought > 0,
        "step": 5,
        "steps": sheet_words.steps(),
    }


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def bring_in(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Say exactly what will happen, then do it."""
    batch = _batch(batch_id)
    if batch.state not in {Stage.SORTED, Stage.DONE}:
        return redirect("desk-sheet", batch_id=batch.pk)
    if request.method == "POST":
        actions.bring_in_soon(batch, by=request.person)
        return redirect("desk-sheet", batch_id=batch.pk)
    numbers = queries.open_piles(batch)
    context = {
        "batch": batch,
        "title": sheet_words.title(batch),
        "counts": sheet_words.counts(batch, queries.piles(batch)),
        "ready": sum(numbers[state] for state in (State.NEW, State.CHANGED, State.MAYBE, State.SAME)),
        "happens": sheet_words.what_happens(numbers, of_places=batch.about == ImportBatch.About.PLACES),
        "stays": sheet_words.what_stays(numbers),
        "step": 5,
        "steps": sheet_words.steps(batch),
    }
    return render(request, "desk/sheets/bring_in.html", context)


@desk(Right.GROUPS)
@require_safe
def to_fix(_: DeskRequest, batch_id: int) -> HttpResponse:
    """Answer the rows that wait as a sheet that is safe to open: what they say, and what to fix."""
    batch = _batch(batch_id)
    headings, *rows = actions.sheet_to_fix(batch)
    # Headings are somebody's words as well, so they are made safe as cells are.
    text = safe_sheet([cell(heading) for heading in headings], rows)
    name = slugify(batch.file_name.rpartition(".")[0])[:60] or "sheet"
    return attached(text, SHEET, f"{name}-to-put-right.csv")


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def undo(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Say what undoing would do, then do it."""
    batch = _batch(batch_id)
    if batch.state != Stage.DONE:
        messages.info(request, "This sheet is not brought in, so there is nothing to undo.")
        return redirect("desk-sheet", batch_id=batch.pk)
    if request.method == "POST":
        kept = actions.undo_soon(batch, by=request.person)
        done = (
            "is being taken out again. Look here again in a minute" if kept is None else "is taken out again"
        )
        messages.success(request, f"What {sheet_words.title(batch)} brought in {done}.")
        if kept:
            names = ", ".join(group.name for group in kept[:10]) + (" and others" if len(kept) > 10 else "")
            words = counted(len(kept), "group was", "groups were")
            messages.warning(request, f"{words} changed or used since, and stayed: {names}.")
        return redirect("desk-sheet", batch_id=batch.pk)
    would = actions.what_undo_would_do(batch)
    context = {
        "batch": batch,
        "title": sheet_words.title(batch),
        "does": sheet_words.what_undoing_does(would.goes, would.goes_back),
        "stay": would.stays(),
    }
    return render(request, "desk/sheets/undo.html", context)


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def throw_away(request: DeskRequest, batch_id: int) -> HttpResponse:
    batch = _batch(batch_id)
    title = sheet_words.title(batch)
    if request.method == "POST":
        try:
            actions.throw_away(batch, by=request.person)
        except actions.TooLateError as trouble:
            messages.warning(request, str(trouble))
            return redirect("desk-sheet", batch_id=batch.pk)
        messages.success(request, f"{title} is thrown away. No group was changed.")
        return redirect("desk-sheets")
    if batch.state == Stage.DONE:
        return redirect("desk-sheet", batch_id=batch.pk)
    return render(request, "desk/sheets/throw_away.html", {"batch": batch, "title": title})


urls = [
    path("groups/sheets/<int:batch_id>/", sheet, name="desk-sheet"),
    path("groups/sheets/<int:batch_id>/progress/", progress, name="desk-sheet-progress"),
    path("groups/sheets/<int:batch_id>/bring-in/", bring_in, name="desk-sheet-bring-in"),
    path("groups/sheets/<int:batch_id>/to-put-right.csv", to_fix, name="desk-sheet-to-fix"),
    path("groups/sheets/<int:batch_id>/undo/", undo, name="desk-sheet-undo"),
    path("groups/sheets/<int:batch_id>/throw-away/", throw_away, name="desk-sheet-throw-away"),
]
