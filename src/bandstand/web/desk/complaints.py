"""Complaints about how details were handled: what came in, by when it is answered, what came of it."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.impact.exports import sheet
from bandstand.people.actions import complaints as actions
from bandstand.people.actions.looks import took_away
from bandstand.people.models import Complaint
from bandstand.people.queries import complaints
from bandstand.people.rights import Right
from bandstand.web.files import SHEET, attached
from bandstand.web.forms.complaint import AnswerForm, ComplaintForm, NoteForm
from bandstand.web.guards import DeskRequest, desk

COLUMNS = ["Number", "Received", "How", "Name", "Answer to", "What it says", "State", "Acknowledged",
           "Looked into", "Answer by", "Answered", "What came of it", "Our answer", "Notes"]  # fmt: skip
STATES = {"": "All", "open": "Open", "answered": "Answered"}


@desk(Right.PEOPLE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    chosen = request.GET.get("show", "")
    told = {"complaints": complaints(chosen), "chosen": chosen, "states": STATES, "now": timezone.now()}
    return render(request, "desk/complaints/list.html", told)


@desk(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Write down one that came by telephone, by post or face to face."""
    form = ComplaintForm(request.POST or None, initial={"form_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        complaint = actions.take_in(request.hub, form.told(), how="desk", by=request.person)
        messages.success(request, f"Kept as number {complaint.number}. Tell them the number.")
        return redirect("desk-complaint", complaint.uid)
    return render(request, "desk/complaints/add.html", {"form": form}, status=422 if form.errors else 200)


@desk(Right.PEOPLE)
@require_safe
def one(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    return _show(request, _complaint(uid), NoteForm(), AnswerForm())


@desk(Right.PEOPLE)
@require_POST
def acknowledge(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    actions.acknowledge(_complaint(uid), by=request.person)
    messages.success(request, "Noted: they know that we have it.")
    return redirect("desk-complaint", uid)


@desk(Right.PEOPLE)
@require_POST
def look_into(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    actions.look_into(_complaint(uid), by=request.person)
    messages.success(request, "Noted: you are looking into it.")
    return redirect("desk-complaint", uid)


@desk(Right.PEOPLE)
@require_POST
def note(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    complaint, form = _complaint(uid), NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, complaint, form, AnswerForm(), status=422)
    actions.note(complaint, form.cleaned_data["words"], by=request.person)
    return redirect("desk-complaint", uid)


@desk(Right.PEOPLE)
@require_POST
def answer(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    complaint, form = _complaint(uid), AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, complaint, NoteForm(), form, status=422)
    if actions.answer(complaint, by=request.person, **form.cleaned_data):
        messages.success(request, "Answered: the letter is in the outbox.")
    else:
        messages.success(request, f"Answered. Now tell them: {complaint.answer_to}.")
    return redirect("desk-complaint", uid)


@desk(Right.PEOPLE)
@require_safe
def as_sheet(request: DeskRequest) -> HttpResponse:
    took_away(request.hub, "the record of complaints", by=request.person)
    rows = [_cells(each) for each in complaints().prefetch_related("notes__by")]
    return attached(sheet(COLUMNS, rows), SHEET, "complaints.csv")


def _show(
    request: DeskRequest, complaint: Complaint, note_form: NoteForm, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    told = {
        "complaint": complaint,
        "notes": complaint.notes.select_related("by"),
        "note_form": note_form,
        "form": form,
        "has_errors": bool(form.errors or note_form.errors),
        "by_letter": actions.is_email(complaint.answer_to),
        "late": complaint.answered_at is None and complaint.due_at < timezone.now(),
    }
    return render(request, "desk/complaints/one.html", told, status=status)


def _cells(each: Complaint) -> list[object]:
    notes = "; ".join(f"{_day(one.at)} {one.by or ''}: {one.words}" for one in each.notes.all())
    return [each.number, _day(each.received_at), each.how, each.name, each.answer_to, each.words, each.state,
            _day(each.acknowledged_at), _day(each.looked_into_at), _day(each.due_at), _day(each.answered_at),
            each.get_outcome_display(), each.answer, notes]  # fmt: skip


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def _complaint(uid: uuid.UUID) -> Complaint:
    return get_object_or_404(complaints().select_related("hub"), uid=uid)


urls = [
    path("complaints/", every, name="desk-complaints"),
    path("complaints/new/", add, name="desk-complaint-add"),
    path("complaints/complaints.csv", as_sheet, name="desk-complaints-sheet"),
    path("complaints/<uuid:uid>/", one, name="desk-complaint"),
    path("complaints/<uuid:uid>/acknowledge/", acknowledge, name="desk-complaint-acknowledge"),
    path("complaints/<uuid:uid>/look/", look_into, name="desk-complaint-look"),
    path("complaints/<uuid:uid>/note/", note, name="desk-complaint-note"),
    path("complaints/<uuid:uid>/answer/", answer, name="desk-complaint-answer"),
]
