"""Looking over a sheet before it comes in: its piles, every row of them, and what an officer settles."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.groups.actions import fixes
from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.groups.queries import sheets as queries
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk

from . import sheet_words
from .sheet_cards import cards

ROWS_A_PAGE = 25
PAIRS_A_PAGE = 10  # side by side they are long
_SAME, _DIFFERENT, _LATER = ImportRow.Decision.SAME, ImportRow.Decision.DIFFERENT, ImportRow.Decision.LATER


@dataclass(frozen=True)
class About:
    """What a pile is, said above it."""

    heading: str
    words: str
    nothing: str
    template: str


ABOUT = {
    "fix": About(
        "To put right",
        "These stay out until they are put right. The others need not wait for them.",
        "Nothing to put right.",
        "desk/sheets/row/fix.html",
    ),
    "maybe": About(
        "May be here already",
        "Nothing is put together on a guess: you say whether it is the same group.",
        "Nothing to decide.",
        "desk/sheets/row/maybe.html",
    ),
    "changed": About(
        "Groups that would change",
        "What is here now, and what the sheet says. Tick what to keep as it is. "
        "Blank cells never wipe anything out.",
        "Nothing here would change.",
        "desk/sheets/row/changed.html",
    ),
    "new": About(
        "New groups",
        "They are not here yet. This is what each would say.",
        "No new groups in this sheet.",
        "desk/sheets/row/new.html",
    ),
    "same": About(
        "The same as before",
        "These are here already, and the sheet has nothing to add.",
        "No row is the same as before.",
        "desk/sheets/row/same.html",
    ),
    "out": About(
        "Left out",
        "You left these out. They stay with the sheet, and nothing of them comes in.",
        "Nothing is left out.",
        "desk/sheets/row/out.html",
    ),
    "undone": About(
        "Taken out again",
        "These were brought in, and taken out again.",
        "Nothing was taken out.",
        "desk/sheets/row/same.html",
    ),
}


OF_PLACES = {
    "changed": replace(ABOUT["changed"], heading="Places that would change"),
    "new": replace(
        ABOUT["new"],
        heading="New places",
        words="Their groups have no such place yet. This is what each would say.",
        nothing="No new places in this sheet.",
    ),
}


@desk(Right.GROUPS)
@require_safe
def over(request: DeskRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.select_related("hub"), pk=batch_id)
    if batch.state not in {ImportBatch.State.SORTED, ImportBatch.State.DONE}:
        return redirect("desk-sheet", batch_id=batch.pk)
    counts = sheet_words.counts(batch, queries.piles(batch))
    pile = request.GET.get("pile", "")
    pile = pile if pile in ABOUT else counts.wants_an_eye
    found = queries.rows(batch, sheet_words.STATES[pile])
    most = PAIRS_A_PAGE if pile == "maybe" else ROWS_A_PAGE
    page = Paginator(found, most).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "title": sheet_words.title(batch),
        "counts": counts,
        "pile": pile,
        "about": about(batch, pile),
        "page": page,
        "cards": cards(batch, page.object_list),
        "step": 4,
        "steps": sheet_words.steps(batch),
        "corrected": batch.rows.filter(done_at=None).exclude(says=[]).exists(),
        **what_is_ready(batch),
    }
    return render(request, "desk/sheets/over.html", context)


def about(batch: ImportBatch, pile: str) -> About:
    """Return what to say above a pile: a sheet may be of groups, or of the places of groups."""
    of_places = batch.about == ImportBatch.About.PLACES
    return OF_PLACES.get(pile, ABOUT[pile]) if of_places else ABOUT[pile]


def what_is_ready(batch: ImportBatch) -> dict[str, Any]:
    """Return how many rows would come in without another word, and in words what of the others."""
    numbers = queries.open_piles(batch)
    fix, maybe = numbers[ImportRow.State.FIX], numbers[ImportRow.State.MAYBE]
    waits = [
        f"{counted(maybe, 'asks', 'ask')} for your word" if maybe else "",
        f"{counted(fix, 'waits', 'wait')} to be put right" if fix else "",
    ]
    words = ", ".join(filter(None, waits))
    surely = numbers[ImportRow.State.NEW] + numbers[ImportRow.State.CHANGED] + numbers[ImportRow.State.SAME]
    return {"ready": surely, "some": surely + maybe, "waits": f"{words}." if words else ""}


@desk(Right.GROUPS)
@require_safe
def one_row(request: DeskRequest, batch_id: int, number: int) -> HttpResponse:
    """Show one row with every cell to type in."""
    row = _row(batch_id, number)
    card = cards(row.batch, [row])[0]
    context = {
        "batch": row.batch,
        "card": card,
        "title": sheet_words.title(row.batch),
        "pile": _pile_of(row),
        "settled": row.done_at is not None,
    }
    return render(request, "desk/sheets/one_row.html", context)


@desk(Right.GROUPS)
@require_POST
def fix(request: DeskRequest, batch_id: int, number: int) -> HttpResponse:
    """Put cells of a row right: those typed in, or the one suggestion taken."""
    cells = {**_sent(request, "cell-"), **_sent(request, "take-")}
    return _settle(request, batch_id, number, lambda row: fixes.fix_row(row, cells, by=request.person))


def _sent(request: DeskRequest, start: str) -> dict[str, str]:
    """Return what was sent under names that begin so, by what follows: the number of a column."""
    return {
        name.removeprefix(start): str(words) for name, words in request.POST.items() if name.startswith(start)
    }


@desk(Right.GROUPS)
@require_POST
def decide(request: DeskRequest, batch_id: int, number: int) -> HttpResponse:
    """Say which group a row is: one that is here, another row of the sheet, a new one, or later."""
    sort, _, which = request.POST.get("same", "").partition(":")
    id_ = int(which) if which.isascii() and which.isdecimal() and len(which) < 10 else 0
    group = Group.objects.filter(pk=id_).first() if sort == "group" else None
    same_row = id_ if sort == "row" else None
    decision = _SAME if sort else request.POST.get("decision", "")

    def act(row: ImportRow) -> ImportRow:
        return fixes.decide(row, decision, group, same_row=same_row, by=request.person)

    return _settle(request, batch_id, number, act)


@desk(Right.GROUPS)
@require_POST
def keep(request: DeskRequest, batch_id: int, number: int) -> HttpResponse:
    """Keep what is here for the fields ticked, and take the sheet's for the others."""
    ticked = set(request.POST.getlist("keep"))

    def act(row: ImportRow) -> ImportRow:
        for line in list(row.plan):
            if bool(line["keep"]) != (line["field"] in ticked):
                row = fixes.keep_old(row, line["field"], line["field"] in ticked, by=request.person)
        return row

    return _settle(request, batch_id, number, act)


@desk(Right.GROUPS)
@require_POST
def leave(request: DeskRequest, batch_id: int, number: int) -> HttpResponse:
    out = request.POST.get("leave") != "no"
    return _settle(request, batch_id, number, lambda row: fixes.leave_out(row, out, by=request.person))


@desk(Right.GROUPS)
@require_POST
def decide_all(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Say of every undecided row that it is another group, or that it is decided later."""
    batch = get_object_or_404(ImportBatch.objects.select_related("hub"), pk=batch_id)
    decision = _LATER if request.POST.get("decision") == _LATER else _DIFFERENT
    try:
        many = fixes.decide_all(batch, decision, by=request.person)
    except fixes.SettledError as trouble:
        messages.warning(request, str(trouble))
    else:
        words = "left for later" if decision == _LATER else "taken for other groups"
        messages.success(request, f"{counted(many, 'row is', 'rows are')} {words}.")
    return redirect(f"{reverse('desk-sheet-over', args=[batch.pk])}?pile=maybe")


def _row(batch_id: int, number: int) -> ImportRow:
    rows = ImportRow.objects.select_related("batch__hub", "group")
    return get_object_or_404(rows, batch_id=batch_id, number=number)


def _pile_of(row: ImportRow) -> str:
    return next((code for code, state in sheet_words.STATES.items() if state == row.state), "new")


def _settle(
    request: DeskRequest, batch_id: int, number: int, act: Callable[[ImportRow], ImportRow]
) -> HttpResponse:
    """Do it to the row, say where the row is now, and go back to the pile it was in."""
    row = _row(batch_id, number)
    was = _pile_of(row)
    try:
        row = act(row)
    except fixes.SettledError as trouble:
        messages.warning(request, str(trouble))
    else:
        now = _pile_of(row)
        if now != was:
            messages.success(request, f"Row {row.number} is now under “{ABOUT[now].heading}”.")
        elif now == "fix":
            messages.warning(request, f"Row {row.number} still has something to put right.")
    page = request.POST.get("page", "")
    asked = f"&page={page}" if page.isascii() and page.isdecimal() and len(page) < 6 else ""
    return redirect(f"{reverse('desk-sheet-over', args=[batch_id])}?pile={was}{asked}")


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def corrections(request: DeskRequest, batch_id: int) -> HttpResponse:
    """List what we put right on the way, by sort and column, each to be put back or tidied after all."""
    batch = get_object_or_404(ImportBatch.objects.select_related("hub"), pk=batch_id)
    if batch.state not in {ImportBatch.State.SORTED, ImportBatch.State.DONE}:
        return redirect("desk-sheet", batch_id=batch.pk)
    if request.method == "POST":
        code, back = request.POST.get("code", ""), request.POST.get("back") != "no"
        many = fixes.take_back_all(batch, code, by=request.person, back=back)
        words = "put back as they came" if back else "tidied after all"
        messages.success(request, f"{counted(many, 'cell is', 'cells are')} {words}.")
        # So many that they are sorted behind the scenes: the sheet says how far it is.
        sorting = batch.state == ImportBatch.State.SORTING
        return redirect("desk-sheet" if sorting else "desk-sheet-corrections", batch_id=batch.pk)
    found = queries.corrections(batch)
    context = {"batch": batch, "title": sheet_words.title(batch), "corrections": found}
    return render(request, "desk/sheets/corrections.html", context)


_ROW = "groups/sheets/<int:batch_id>/rows/<int:number>/"
urls = [
    path("groups/sheets/<int:batch_id>/over/", over, name="desk-sheet-over"),
    path("groups/sheets/<int:batch_id>/corrections/", corrections, name="desk-sheet-corrections"),
    path("groups/sheets/<int:batch_id>/decide/", decide_all, name="desk-sheet-decide-all"),
    path(_ROW, one_row, name="desk-sheet-row"),
    path(f"{_ROW}fix/", fix, name="desk-sheet-row-fix"),
    path(f"{_ROW}decide/", decide, name="desk-sheet-row-decide"),
    path(f"{_ROW}keep/", keep, name="desk-sheet-row-keep"),
    path(f"{_ROW}leave-out/", leave, name="desk-sheet-row-leave-out"),
]
