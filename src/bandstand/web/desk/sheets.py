"""Taking a sheet in: the file or pasted cells, which of its tables, how it reads, and its columns."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from bandstand.groups.actions import sheets as actions
from bandstand.groups.actions.tables import choose_tables
from bandstand.groups.models import ImportBatch
from bandstand.groups.queries import sheets as queries
from bandstand.groups.sheets.columns import FIELDS, LEAVE_OUT, NOTE, Column
from bandstand.groups.sheets.reading import NotASheetError
from bandstand.groups.sheets.texts import DELIMITERS, ENCODINGS
from bandstand.people.rights import Right
from bandstand.web.forms.sheet import ColumnsForm, SheetForm, TabsForm
from bandstand.web.guards import DeskRequest, desk

from . import sheet_words
from .sheet_looks import HEADING_ROWS, how_it_reads, other_ways

Stage = ImportBatch.State
_PASTED = "Pasted cells"
_TABLE_ROWS = 3
_NAMED = 6  # columns named in the line over those we understood


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def choose(request: DeskRequest) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_bound and form.is_valid() and (batches := _taken_in(request, form)):
        where = "desk-sheet-tabs" if len(batches) > 1 else "desk-sheet-reading"
        return redirect(where, batch_id=batches[0].pk)
    page = Paginator(queries.batches(), 20).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [sheet_words.line(batch) for batch in page],
        "unfinished": [sheet_words.line(batch) for batch in queries.unfinished()[:5]],
        "step": 1,
        "steps": sheet_words.steps(),
    }
    return render(request, "desk/sheets/choose.html", context, status=422 if form.errors else 200)


def _taken_in(request: DeskRequest, form: SheetForm) -> list[ImportBatch]:
    """Take the file or the pasted cells in; none, and the form says why, when they cannot be read."""
    file: UploadedFile[bytes] | None = form.cleaned_data["sheet"]
    try:
        if file is not None:
            return actions.take_in(request.hub, file.name or "Sheet", file.chunks, by=request.person)
        cells: bytes = form.cleaned_data["pasted"].encode()
        return actions.take_in(
            request.hub, _PASTED, lambda: [cells], by=request.person, form=ImportBatch.Form.PASTED
        )
    except NotASheetError as trouble:
        form.add_error("sheet" if file is not None else "pasted", str(trouble))
        return []


def _open_batch(batch_id: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.select_related("hub", "linked_to"), pk=batch_id)


def _may_be_read_anew(batch: ImportBatch) -> bool:
    return batch.state in {Stage.READ, Stage.SORTED}


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def tabs(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Ask what each table of a workbook holds."""
    batch = _open_batch(batch_id)
    tables = list(ImportBatch.objects.filter(upload=batch.upload).select_related("hub").order_by("pk"))
    if len(tables) == 1 or not all(table.state == Stage.READ for table in tables):
        return redirect("desk-sheet", batch_id=batch.pk)
    form = TabsForm(request.POST if request.method == "POST" else None, tables=tables)
    if form.is_bound and form.is_valid():
        stay = choose_tables(tables, form.chosen(), by=request.person)
        return redirect("desk-sheet-reading", batch_id=stay[0].pk)
    context = {
        "form": form,
        "file_name": batch.file_name,
        "tabs": [
            {
                "batch": table,
                "field": form[f"table-{table.pk}"],
                "first": actions.first_rows(table, _TABLE_ROWS),
            }
            for table in tables
        ],
        "step": 1,
        "steps": sheet_words.steps(batch),
    }
    return render(request, "desk/sheets/tabs.html", context, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def reading(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Show the first rows as understood, and read them otherwise where they look wrong."""
    batch = _open_batch(batch_id)
    if not _may_be_read_anew(batch):
        return redirect("desk-sheet", batch_id=batch.pk)
    trouble = _read_otherwise(request, batch) if request.method == "POST" else ""
    if request.method == "POST" and not trouble:
        return redirect("desk-sheet-reading", batch_id=batch.pk)
    context = {
        "batch": batch,
        "title": sheet_words.title(batch),
        "says": how_it_reads(batch),
        "first": actions.first_rows(batch),
        "asks": other_ways(batch),
        "trouble": trouble,
        "has_errors": bool(trouble),
        "step": 2,
        "steps": sheet_words.steps(batch),
    }
    return render(request, "desk/sheets/reading.html", context, status=422 if trouble else 200)


def _read_otherwise(request: DeskRequest, batch: ImportBatch) -> str:
    """Read the file in the way pressed; return in words why it cannot be."""
    encoding, delimiter = request.POST.get("encoding"), request.POST.get("delimiter")
    row = request.POST.get("heading_row", "")
    try:
        if encoding in ENCODINGS:
            actions.read_otherwise(batch, encoding=encoding, heading_row=batch.heading_row)
        elif delimiter in DELIMITERS:
            actions.read_otherwise(batch, delimiter=delimiter)
        elif row in HEADING_ROWS:
            actions.read_otherwise(batch, heading_row=int(row))
    except (NotASheetError, actions.TooLateError) as trouble:
        return str(trouble)
    return ""


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def columns(request: DeskRequest, batch_id: int) -> HttpResponse:
    batch = _open_batch(batch_id)
    if not _may_be_read_anew(batch):
        return redirect("desk-sheet", batch_id=batch.pk)
    found = actions.columns_of(batch)
    form = ColumnsForm(request.POST if request.method == "POST" else None, batch=batch, columns=found)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                actions.choose_columns(batch, form.mapping())
                sorted_now = actions.sort_soon(batch)
        except (actions.MappingError, actions.TooLateError) as trouble:
            form.add_error(None, str(trouble))
        else:
            return redirect("desk-sheet-over" if sorted_now else "desk-sheet", batch_id=batch.pk)
    context = {
        "batch": batch,
        "title": sheet_words.title(batch),
        "form": form,
        **_in_three(form),
        "remembered": any(column.why == "as you chose last time" for column in found),
        "step": 3,
        "steps": sheet_words.steps(batch),
    }
    return render(request, "desk/sheets/columns.html", context, status=422 if form.errors else 200)


def _in_three(form: ColumnsForm) -> dict[str, Any]:
    """Part the columns: those that ask for a look, those understood, and empty ones."""
    pairs = form.pairs()
    empty = [pair for pair in pairs if not pair[0].examples and pair[0].guess in {NOTE, LEAVE_OUT}]
    certain = [pair for pair in pairs if pair not in empty and _is_certain(pair[0])]
    asking = [pair for pair in pairs if pair not in empty and pair not in certain]
    return {
        "empty": empty,
        "certain": certain,
        "asking": asking,
        "certain_words": _named([column for column, _ in certain]),
    }


def _is_certain(column: Column) -> bool:
    return column.guess not in {NOTE, LEAVE_OUT} or column.why == "as you chose last time"


def _named(found: Sequence[Column]) -> str:
    """Return what the columns hold, the first few by name."""
    words = [FIELDS.get(column.guess, column.heading).partition(" (")[0] for column in found]
    named = list(dict.fromkeys(words))
    more = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {more} more" if more > 0 else "")


urls = [
    path("groups/sheets/", choose, name="desk-sheets"),
    path("groups/sheets/<int:batch_id>/tabs/", tabs, name="desk-sheet-tabs"),
    path("groups/sheets/<int:batch_id>/reading/", reading, name="desk-sheet-reading"),
    path("groups/sheets/<int:batch_id>/columns/", columns, name="desk-sheet-columns"),
]
