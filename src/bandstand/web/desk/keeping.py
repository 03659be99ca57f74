"""How long things are kept, what is due to go, and choosing another time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.people.actions.keep_to_time import choose_time, chosen_times, due
from bandstand.people.keeping import CHORES, Chore, Stays, declared, how_long
from bandstand.people.rights import Right
from bandstand.web.forms.your_details import MonthsForm
from bandstand.web.guards import DeskRequest, desk


@desk(Right.PEOPLE)
@require_safe
def keeping(request: DeskRequest) -> HttpResponse:
    """Show what would go tonight, without touching it, and what goes next."""
    found = sorted(due(), key=lambda one: (-one.now, one.chore.keep.what))
    told = {
        "due": [(one, how_long(one.chore.keep, one.months)) for one in found],
        "now": sum(one.now for one in found),
        "stays": sorted(
            (kept for _, kept in declared() if isinstance(kept, Stays)), key=lambda one: one.what
        ),
    }
    return render(request, "desk/keeping/list.html", told)


@desk(Right.OWN)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, of: str) -> HttpResponse:
    chore = _chore(of)
    start = {"months": chosen_times().get(chore.of, chore.keep.months)}
    form = MonthsForm(request.POST or None, keep=chore.keep, initial=start)
    if request.method == "POST" and form.is_valid():
        choose_time(request.hub, chore, form.cleaned_data["months"], by=request.person)
        messages.success(request, "Saved. The public page about privacy says so from now on.")
        return redirect("desk-keeping")
    told = {"form": form, "keep": chore.keep}
    return render(request, "desk/keeping/change.html", told, status=422 if form.errors else 200)


def _chore(of: str) -> Chore:
    found = next((one for one in CHORES if one.slug == of and one.keep.can_change), None)
    if found is None:
        raise Http404
    return found


urls = [
    path("keeping/", keeping, name="desk-keeping"),
    path("keeping/<slug:of>/", change, name="desk-keeping-change"),
]
