"""Who knows whom: the picture by locality, before and now, the same as a table, and as files."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bandstand.groups.models import Group, Kind
from bandstand.impact.together import exports
from bandstand.impact.together.after_meeting import after_they_met
from bandstand.impact.together.beside import side_by_side
from bandstand.impact.together.later import later_ties
from bandstand.impact.together.lots import what_the_lot_tells
from bandstand.impact.together.picture import draw
from bandstand.impact.together.ties import Together, change_since, everything
from bandstand.people.rights import Right
from bandstand.web.files import SHEET, attached
from bandstand.web.forms.together import SinceForm
from bandstand.web.guards import DeskRequest, desk

_USUAL = timedelta(days=365)

FILES: dict[str, tuple[Callable[[Together], str | bytes], str]] = {
    "ties.csv": (exports.ties_sheet, SHEET),
    "groups.csv": (exports.groups_sheet, SHEET),
    "online.csv": (exports.online_sheet, SHEET),
    "gexf": (exports.gexf, "application/gexf+xml"),
    "graphml": (exports.graphml, "application/graphml+xml"),
}


@desk(Right.SEE)
@require_safe
def who_knows_whom(request: DeskRequest) -> HttpResponse:
    form = SinceForm(request.GET)
    change = change_since(form.since_day or timezone.localdate() - _USUAL)
    new = change.new
    shown = {
        "form": form,
        "change": change,
        "new": new,
        "earlier": change.kept,
        "across": sum(tie.across for tie in new),
        "later": later_ties(change),
        "lot": what_the_lot_tells(),
        "after": after_they_met(change),
        "sides": side_by_side(change),
        "before": draw(change.before, label=f"Who knew whom before {change.since}", address=_address),
        "now": draw(change.now, label="Who knows whom now", new=new, address=_address),
        "kinds": _kinds(change.now.groups),
        "files": FILES,
    }
    return render(request, "desk/together/picture.html", shown, status=422 if form.errors else 200)


@desk(Right.SEE)
@require_safe
def as_file(_: DeskRequest, form: str) -> HttpResponse:
    if form not in FILES:
        raise Http404
    written, content_type = FILES[form]
    return attached(written(everything()), content_type, f"who-knows-whom.{form}")


def _kinds(groups: Sequence[Group]) -> list[Kind]:
    """Return the kinds drawn, for the words beside their shapes."""
    found = {group.kind for group in groups if group.kind}
    return sorted(found, key=lambda kind: (kind.position, kind.name))


def _address(group: Group) -> str:
    return reverse("desk-group", args=[group.slug])


urls = [
    path("together/", who_knows_whom, name="desk-together"),
    path("together/who-knows-whom.<str:form>", as_file, name="desk-together-file"),
]
