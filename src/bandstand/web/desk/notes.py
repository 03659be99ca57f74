"""Help notes at the desk: write one in four taps, read them, put one right."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.gatherings.actions.notes import reword
from bandstand.gatherings.actions.quoted_notes import write_note_and_ask
from bandstand.gatherings.actions.quotes import say_quotable
from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.gatherings.queries.day import groups_here, latest_note_entry, lines, notes_of
from bandstand.gatherings.queries.quotes import may_be_quoted
from bandstand.gatherings.queries.wins import open_wins
from bandstand.people.queries import topics
from bandstand.people.rights import Right
from bandstand.web.forms.note import NoteForm, RewordForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering
from bandstand.web.wins import with_cards

from .day import name_of, tell


@desk(Right.DAY)
@require_safe
def notes(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    written = notes_of(gathering).select_related("recorded_by", "quote_by__person")
    shown = {"gathering": gathering, "notes": written, "quotable": may_be_quoted(written)}
    return render(request, "desk/notes/list.html", shown)


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, slug: str) -> HttpResponse:
    """Write a help note; `for` names whom it is about. Tapping what came of it saves it."""
    gathering = the_gathering(slug)
    people = _likeliest_first(gathering)
    first = _about(people, request.GET.get("for", ""))
    wins = list(open_wins([first] if first else [row for row in people if row.arrival == row.Arrival.HERE]))
    form = NoteForm(request.POST or None, people=people, first=first, topics=topics(), findings=wins)
    if request.method == "POST" and form.is_valid():
        told = form.telling()
        entry = write_note_and_ask(
            gathering,
            told,
            quotable=form.cleaned_data["may_quote"],
            by=request.person,
            form_key=form.cleaned_data["form_key"],
        )
        tell(request, entry, _saved(told.helpers, told.helped), more=reverse("desk-note-new", args=[slug]))
        return redirect("desk-day", slug=slug)
    shown = {"gathering": gathering, "form": form, "first": first, "results": HelpNote.Result.choices}
    shown["how_to"] = [(win, card) for win, card in with_cards(wins if first else []) if card]
    return render(request, "desk/notes/new.html", shown, status=422 if form.errors else 200)


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Change the words of a note, or take the whole note back."""
    gathering = the_gathering(slug)
    note = get_object_or_404(notes_of(gathering).select_related("quote_by__person"), uid=uid)
    quotable = note.pk in may_be_quoted([note])
    groups = groups_here(gathering, and_of=note)
    form = RewordForm(request.POST or None, note=note, groups=groups, may_quote=quotable)
    if request.method == "POST" and form.is_valid():
        entry = reword(note, by=request.person, **form.reworded())
        note.refresh_from_db()
        if form.cleaned_data["may_quote"] != quotable:
            say_quotable(note, yes=form.cleaned_data["may_quote"], by=request.person)
        tell(request, entry, "The note is changed.")
        return redirect(reverse("desk-notes", args=[slug]) + f"#n-{note.uid}")
    shown = {"gathering": gathering, "note": note, "form": form, "entry": latest_note_entry(note)}
    return render(request, "desk/notes/edit.html", shown, status=422 if form.errors else 200)


def _likeliest_first(gathering: Gathering) -> list[Attendance]:
    """Return the whole sheet: those here and not helped so far come first."""
    return [
        line.attendance for line in sorted(lines(gathering), key=lambda line: (not line.here, line.helped))
    ]


def _about(people: list[Attendance], uid: str) -> Attendance | None:
    return next((row for row in people if str(row.uid) == uid), None)


def _saved(helpers: tuple[Attendance, ...], helped: tuple[Attendance, ...]) -> str:
    givers = ", ".join(name_of(row) for row in helpers) or "Somebody"
    takers = ", ".join(name_of(row) for row in helped) or "somebody"
    return f"Saved: {givers} helped {takers}."


urls = [
    path("gatherings/<slug:slug>/notes/", notes, name="desk-notes"),
    path("gatherings/<slug:slug>/notes/new/", new, name="desk-note-new"),
    path("gatherings/<slug:slug>/notes/<uuid:uid>/", edit, name="desk-note"),
]
