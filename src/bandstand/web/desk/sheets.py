"""Bringing in a sheet of groups: the file, its columns, what became of every row, and undoing it."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.groups import queries
from bandstand.groups.actions import sheets as actions
from bandstand.groups.models import ImportBatch, ImportRow
from bandstand.groups.sheets.reading import NotASheetError
from bandstand.kit.background import later
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.forms.sheet import ColumnsForm, SheetForm
from bandstand.web.guards import DeskRequest, desk

# Up to so many rows are brought in while the officer waits a moment; longer sheets go to the background.
ROWS_AT_ONCE = 500
PILES = [
    (ImportRow.State.NEW, "good", "new"),
    (ImportRow.State.CHANGED, "news", "changed"),
    (ImportRow.State.SAME, "", "the same as before"),
    (ImportRow.State.FIX, "careful", "to put right"),
]


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def sheets(request: DeskRequest) -> HttpResponse:
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["sheet"]
        try:
            batch = actions.take_in(request.hub, file.name or "Sheet", file.chunks, by=request.person)
        except NotASheetError as trouble:
            form.add_error("sheet", str(trouble))
        else:
            return redirect("desk-sheet-columns", batch_id=batch.pk)
    page = Paginator(queries.batches(), 20).get_page(request.GET.get("page"))
    return render(
        request, "desk/groups/sheets.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def columns(request: DeskRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.select_related("hub"), pk=batch_id)
    if batch.state != ImportBatch.State.READ:
        return redirect("desk-sheet", batch_id=batch.pk)
    form = ColumnsForm(request.POST or None, batch=batch, columns=actions.columns_of(batch))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(batch, form.mapping())
        except actions.MappingError as trouble:
            form.add_error(None, str(trouble))
        else:
            _bring_in(batch)
            return redirect("desk-sheet", batch_id=batch.pk)
    context = {"form": form, "batch": batch, "first": actions.first_rows(batch)}
    return render(request, "desk/groups/columns.html", context, status=422 if form.errors else 200)


def _bring_in(batch: ImportBatch) -> None:
    if actions.rows_ahead(batch, ROWS_AT_ONCE + 1) > ROWS_AT_ONCE:
        later("bandstand.groups.tasks.bring_in", batch.pk)
    else:
        actions.bring_in(batch)


@desk(Right.SEE)
@require_safe
def sheet(request: DeskRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.select_related("made_by"), pk=batch_id)
    if batch.state == ImportBatch.State.READ:
        return redirect("desk-sheet-columns", batch_id=batch.pk)
    show = request.GET.get("show", "")
    show = show if show in ImportRow.State.values else ""
    page = Paginator(queries.rows(batch, show), 50).get_page(request.GET.get("page"))
    context = {"batch": batch, "page": page, "show": show, **_how_far(batch)}
    return render(request, "desk/groups/sheet.html", context)


def _how_far(batch: ImportBatch) -> dict[str, Any]:
    piles = queries.piles(batch)
    done = batch.rows_in - piles[ImportRow.State.NOT_YET]
    shown = [(state, look, words, piles[state]) for state, look, words in PILES]
    if piles[ImportRow.State.UNDONE]:
        shown.append((ImportRow.State.UNDONE, "", "taken out again", piles[ImportRow.State.UNDONE]))
    return {
        "piles": shown,
        "done": done,
        "total": max(batch.rows_in, 1),
        "finished": batch.state == ImportBatch.State.DONE,
        "says": f"Bringing in {batch.file_name}",
        "refresh": reverse("desk-sheet-progress", args=[batch.pk]),
        "can_undo": piles[ImportRow.State.NEW] + piles[ImportRow.State.CHANGED] > 0,
    }


@desk(Right.SEE)
@require_safe
def progress(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Answer the part of the page that says how far it is."""
    batch = get_object_or_404(ImportBatch.objects.all(), pk=batch_id)
    return render(request, "desk/groups/how_far.html", {"batch": batch, **_how_far(batch)})


@desk(Right.GROUPS)
@require_POST
def undo(request: DeskRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.select_related("hub"), pk=batch_id)
    if batch.state != ImportBatch.State.DONE:
        messages.info(request, "This sheet is still being brought in. Wait until it is done.")
        return redirect("desk-sheet", batch_id=batch.pk)
    kept = actions.undo(batch, by=request.person)
    messages.success(request, f"What {batch.file_name} brought in is taken out again.")
    if kept:
        names = ", ".join(group.name for group in kept[:10]) + (" and others" if len(kept) > 10 else "")
        words = counted(len(kept), "group was", "groups were")
        messages.warning(request, f"{words} changed or used since, and stayed: {names}.")
    return redirect("desk-sheet", batch_id=batch.pk)


urls = [
    path("groups/sheets/", sheets, name="desk-sheets"),
    path("groups/sheets/<int:batch_id>/", sheet, name="desk-sheet"),
    path("groups/sheets/<int:batch_id>/columns/", columns, name="desk-sheet-columns"),
    path("groups/sheets/<int:batch_id>/progress/", progress, name="desk-sheet-progress"),
    path("groups/sheets/<int:batch_id>/undo/", undo, name="desk-sheet-undo"),
]
