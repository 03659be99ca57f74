"""Typing in what was written on paper: slips one after the other, and the sheet people signed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from bandstand.gatherings.actions.from_paper import TypedBeforeError, type_in_sheet, type_in_slip
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, Slip
from bandstand.gatherings.queries import paper
from bandstand.gatherings.queries.day import entry_of_form, everyone, notes_of
from bandstand.gatherings.words import RESULT_LETTERS
from bandstand.kit.words import counted
from bandstand.people.queries import may_be_named, topics
from bandstand.people.rights import Right
from bandstand.web.forms.slip import SheetForm, SlipForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

from .day import name_of, tell


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def slips(request: DeskRequest, slug: str) -> HttpResponse:
    """Type in one slip after the other; whoever helped on the last one is filled in again."""
    gathering = the_gathering(slug)
    before = entry_of_form(gathering, request.POST.get("form_key", ""))
    if before is not None:
        return _next(request, gathering, before)
    sheet = _sheet(gathering)
    form = SlipForm(
        request.POST or None,
        gathering=gathering,
        sheet=sheet,
        topics=topics(),
        initial=_start(request, sheet),
    )
    if request.method == "POST" and form.is_valid():
        entry = _keep(request, gathering, form)
        if entry is not None:
            return _next(request, gathering, entry)
    shown = {"gathering": gathering, "form": form, "results": RESULT_LETTERS, **_slips(gathering)}
    shown["reads"] = _reads(form, shown["slips"])
    return render(request, "desk/slips/type.html", shown, status=422 if form.errors else 200)


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def signed(request: DeskRequest, slug: str) -> HttpResponse:
    """Type in the sheet people signed: tick the names who came, add those who wrote their own."""
    gathering = the_gathering(slug)
    rows = paper.sheet_rows(gathering)
    named = may_be_named({row.person_id for row in rows if row.person_id is not None})
    notes = set(notes_of(gathering).values_list("helped", flat=True))
    notes |= set(notes_of(gathering).values_list("helpers", flat=True))
    form = SheetForm(request.POST or None, gathering=gathering, sheet=rows, named=named, in_notes=notes)
    if request.method == "POST" and form.is_valid():
        said = form.signed()
        type_in_sheet(gathering, said, by=request.person, form_key=form.cleaned_data["form_key"])
        many = len(said.came) + len(said.written)
        messages.success(request, f"Saved: {counted(many, 'more came', 'more came')} by the sheet.")
        return redirect(request.get_full_path())
    shown = {
        "gathering": gathering,
        "form": form,
        "here": sum(row.arrival == row.Arrival.HERE for row in rows),
    }
    return render(request, "desk/slips/signed.html", shown, status=422 if form.errors else 200)


def _sheet(gathering: Gathering) -> list[Attendance]:
    """Return the sheet with those who are here first, so that few letters find them."""
    return sorted(
        everyone(gathering), key=lambda row: (row.arrival != row.Arrival.HERE, row.called.casefold())
    )


def _start(request: DeskRequest, sheet: list[Attendance]) -> dict[str, Any]:
    """Fill in again who helped on the slip before: slips come in one helper's pile."""
    helped = request.GET.get("by", "").split(",")
    by_uid = {str(row.uid): row.called for row in sheet if row.called}
    return {"helpers": ", ".join(by_uid[uid] for uid in helped if uid in by_uid), "form_key": uuid.uuid4()}


def _keep(request: DeskRequest, gathering: Gathering, form: SlipForm) -> DayEntry | None:
    try:
        return type_in_slip(
            gathering, form.on_slip(), by=request.person, form_key=form.cleaned_data["form_key"]
        )
    except TypedBeforeError:  # by somebody else, in this very moment
        form.add_error("code", "Somebody typed in this slip a moment ago. Take the next one.")
        return None


def _next(request: DeskRequest, gathering: Gathering, entry: DayEntry) -> HttpResponse:
    note = entry.note
    if note is None:
        return redirect("desk-slips", slug=gathering.slug)
    helpers = list(note.helpers.select_related("person"))
    helped = ", ".join(name_of(row) for row in note.helped.select_related("person")) or "somebody"
    slip = note.slips.first()
    tell(
        request,
        entry,
        f"{slip or 'Saved'}: {', '.join(map(name_of, helpers)) or 'Somebody'} helped {helped}.",
    )
    known = ",".join(str(row.uid) for row in helpers if row.person_id)
    address = reverse("desk-slips", args=[gathering.slug])
    return HttpResponseRedirect(f"{address}?by={known}" if known else address)


def _slips(gathering: Gathering) -> dict[str, Any]:
    """Return the slips of this gathering: those typed in, newest first, and how many are still out."""
    every = list(Slip.objects.filter(gathering=gathering).select_related("note"))
    typed = sorted((slip for slip in every if slip.note), key=lambda slip: slip.note_id or 0, reverse=True)
    return {"slips": every, "typed": _with_notes(gathering, typed), "out": len(every) - len(typed)}


def _with_notes(gathering: Gathering, typed: list[Slip]) -> list[tuple[Slip, Any]]:
    notes = {note.pk: note for note in notes_of(gathering)} if typed else {}
    return [(slip, notes[slip.note_id]) for slip in typed if slip.note_id in notes]


def _reads(form: SlipForm, every: list[Slip]) -> dict[str, Any]:
    """Return what the script needs to say at once what it makes of the letters typed."""
    return {
        "people": [[label, row.arrival == row.Arrival.HERE] for label, row in form.labels.items()],
        "topics": [str(topic) for topic in form.known_topics],
        "results": [[letter, words] for letter, _, words in RESULT_LETTERS],
        "slips": {slip.code: slip.note is not None for slip in every},
    }


urls = [
    path("gatherings/<slug:slug>/slips/", slips, name="desk-slips"),
    path("gatherings/<slug:slug>/slips/sheet/", signed, name="desk-slips-sheet"),
]
