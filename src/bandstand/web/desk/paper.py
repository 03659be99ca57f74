"""On paper: everything the day needs, to print before it. Printing it again changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.gatherings.actions.day import NAMED_WORDING
from bandstand.gatherings.actions.phones import code_for, make_code
from bandstand.gatherings.actions.slips import MOST, have_slips
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries import paper
from bandstand.gatherings.seating.printed import printed
from bandstand.gatherings.shapes import MOST_TABLES, TABLES
from bandstand.gatherings.words import RESULT_LETTERS
from bandstand.kit.square import square
from bandstand.kit.words import counted
from bandstand.people.actions.links import address_of
from bandstand.people.queries import topics
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

PARTS = {
    "sheet": ("Sign-in sheet", "Everybody expected, with a box to tick, and lines for whoever else comes."),
    "labels": ("Name labels", "First name and initial on sticky labels, and empty ones to write on."),
    "slips": ("Helper slips", "One for each time somebody is helped: ticks and a sentence, with a code."),
    "tables": ("Table cards", "Fold them in half. Each table has a name and a shape, for mixing people."),
    "colours": ("Sit with another colour", "No time to plan? One page that mixes people by itself."),
    "arriving": ("What happens when I arrive", "To put up by the door."),
}
ALL = "all"
LINES, LINES_LARGE = 19, 10
SLIPS, SLIPS_LARGE = 4, 2
TOPICS_ON_A_SLIP = 9


@dataclass(frozen=True)
class Wanted:
    """How somebody would like it printed."""

    large: bool
    labels: int  # to a sheet: 21, 24, or 10 in large print
    begin: int  # the first label to print on, where a sheet was begun before
    tables: int
    mix: bool

    @classmethod
    def read(cls, request: HttpRequest, rows: Sequence[Attendance]) -> "Wanted":
        large = request.GET.get("large") == "1"
        labels = 10 if large else 24 if request.GET.get("labels") == "24" else 21
        usual = paper.tables_worth_having(rows)
        return cls(
            large=large,
            labels=labels,
            begin=_number(request, "begin", 1, labels, usual=1),
            tables=_number(request, "tables", paper.FEWEST_TABLES, MOST_TABLES, usual=usual),
            mix=request.GET.get("mix") == "1",
        )


@desk(Right.DAY)
@require_http_methods(["GET", "POST"])
def pack(request: DeskRequest, slug: str) -> HttpResponse:
    """Show what there is to print. Pressing a button makes codes for slips: nothing else does."""
    gathering = the_gathering(slug)
    rows = paper.sheet_rows(gathering)
    slips = paper.slips_of(gathering)
    if request.method == "POST":
        return _make_slips(request, gathering, rows)
    shown = {
        "gathering": gathering,
        "parts": [(part, *words) for part, words in PARTS.items()],
        "expected": len(rows),
        "wanted": Wanted.read(request, rows),
        "ready": len(slips),
        "more": paper.slips_worth_having(rows) if not slips else len(slips) + SLIPS,
        "shapes": TABLES,
        "most": MOST,
        "code": code_for(gathering),
    }
    return render(request, "desk/paper/pack.html", shown)


@desk(Right.DAY)
@require_safe
def sheets(request: DeskRequest, slug: str, part: str) -> HttpResponse:
    """Show one part, or all of them, as pages of A4."""
    gathering = the_gathering(slug)
    if part not in {*PARTS, ALL}:
        raise Http404
    rows = paper.sheet_rows(gathering)
    wanted = Wanted.read(request, rows)
    chosen = list(PARTS) if part == ALL else [part]
    shown = {"gathering": gathering, "chosen": chosen, "part": part, "wanted": wanted, "named": NAMED_WORDING}
    shown["title"] = "Everything on paper" if part == ALL else PARTS[part][0]
    for name in chosen:
        shown |= _ON_PAPER[name](gathering, rows, wanted)
    return render(request, "desk/paper/sheets.html", shown)


def _make_slips(request: DeskRequest, gathering: Gathering, rows: Sequence[Attendance]) -> HttpResponse:
    """Make the codes that are still wanting, and go on to what was to be printed."""
    usual = paper.slips_worth_having(rows)
    wanted = _number(request, "slips", 1, MOST, usual=usual)
    slips = have_slips(gathering, wanted, by=request.person)
    if "scan" in request.POST and code_for(gathering) is None:
        make_code(gathering, by=request.person)
    messages.success(request, f"{counted(len(slips), 'slip is', 'slips are')} ready to print.")
    onward = request.POST.get("print", "slips")
    if onward not in {*PARTS, ALL}:
        return redirect("desk-paper", slug=gathering.slug)
    large = "?large=1" if request.POST.get("large") else ""
    return redirect(reverse("desk-paper-sheets", args=[gathering.slug, onward]) + large)


def _sheet(gathering: Gathering, rows: Sequence[Attendance], wanted: Wanted) -> dict[str, object]:  # noqa: ARG001
    lines = [(row, paper.printed_group(row)) for row in rows]
    most = LINES_LARGE if wanted.large else LINES
    return {"sheet_pages": paper.pages_of(lines, most, spare=paper.SPARE_LINES), "lines": most}


def _labels(gathering: Gathering, rows: Sequence[Attendance], wanted: Wanted) -> dict[str, object]:
    used: list[paper.Label | None] = [None] * (wanted.begin - 1)
    plan = printed(gathering)
    dealt = wanted.tables if wanted.mix and not plan.rounds else 0
    labels = [*used, *paper.labels_of(rows, tables=dealt, seats=plan.seats())]
    pages = paper.pages_of(labels, wanted.labels, spare=6)
    return {"label_pages": pages, "skipped": wanted.begin - 1}


def _slips(gathering: Gathering, rows: Sequence[Attendance], wanted: Wanted) -> dict[str, object]:  # noqa: ARG001
    slips = paper.slips_of(gathering)
    most = SLIPS_LARGE if wanted.large else SLIPS
    return {
        "slip_pages": [slips[at : at + most] for at in range(0, len(slips), most)],
        "topics": list(topics()[:TOPICS_ON_A_SLIP]),
        "results": RESULT_LETTERS,
    }


def _tables(gathering: Gathering, rows: Sequence[Attendance], wanted: Wanted) -> dict[str, object]:
    code = code_for(gathering)
    scan = square(address_of(code), title="Scan to write a help note on your own phone") if code else ""
    called = {str(row.uid): paper.short_name(row.called) for row in rows}
    return {"tables": printed(gathering).cards(wanted.tables, called), "scan": scan}


def _colours(gathering: Gathering, rows: Sequence[Attendance], wanted: Wanted) -> dict[str, object]:  # noqa: ARG001
    return {"stickers": paper.stickers()}


def _arriving(gathering: Gathering, rows: Sequence[Attendance], wanted: Wanted) -> dict[str, object]:  # noqa: ARG001
    return {"next_one": gathering.next_one}


_ON_PAPER: dict[str, Callable[[Gathering, Sequence[Attendance], Wanted], dict[str, object]]] = {
    "sheet": _sheet,
    "labels": _labels,
    "slips": _slips,
    "tables": _tables,
    "colours": _colours,
    "arriving": _arriving,
}


def _number(request: HttpRequest, name: str, least: int, most: int, *, usual: int) -> int:
    """Return the number asked for, kept within bounds; the usual one where there is none."""
    typed = (request.POST if request.method == "POST" else request.GET).get(name, "")
    if not (typed.isascii() and typed.isdigit()):
        return usual
    return max(least, min(most, int(typed[:5])))


urls = [
    path("gatherings/<slug:slug>/paper/", pack, name="desk-paper"),
    path("gatherings/<slug:slug>/paper/<slug:part>/", sheets, name="desk-paper-sheets"),
]
