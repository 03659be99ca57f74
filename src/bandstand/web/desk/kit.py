"""Kit at the desk: what we own, what goes where, what is still out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.gatherings.actions import kit as actions
from bandstand.gatherings.models import Gathering, KitItem, KitLoan
from bandstand.gatherings.queries import kit as queries
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.forms.kit import KitForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering, the_gathering_or_draft

_MOST = 999


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def every(request: DeskRequest) -> HttpResponse:
    """What we own, what is still out, and one line to add more."""
    form = KitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = actions.add_kit(request.hub, by=request.person, **form.cleaned_data)
        messages.success(request, f"{item} is on the list.")
        return redirect("desk-kit")
    told = {
        "form": form,
        "items": queries.kit_we_have(),
        "retired": queries.put_away_for_good(),
        "still_out": queries.still_out(),
    }
    return render(request, "desk/kit/list.html", told, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def one(request: DeskRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(KitItem.objects.select_related("hub"), pk=item_id)
    form = KitForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        actions.change_kit(item, by=request.person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("desk-kit")
    told = {"form": form, "item": item, "out": queries.how_many_out(item)}
    return render(request, "desk/kit/one.html", told, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_POST
def retire(request: DeskRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(KitItem.objects.select_related("hub"), pk=item_id)
    gone = request.POST.get("act") != "back"
    actions.retire(item, gone=gone, by=request.person)
    messages.success(request, f"{item} is {'off the list' if gone else 'on the list again'}.")
    return redirect("desk-kit")


@desk(Right.PLAN)
@require_http_methods(["GET", "POST"])
def of_gathering(request: DeskRequest, slug: str) -> HttpResponse:
    """What to bring: choose it beforehand, tick it as it is packed and as it comes back."""
    gathering = the_gathering_or_draft(slug)
    if request.method == "POST":
        actions.choose_kit(gathering, _wanted(request), by=request.person)
        for words in queries.short_for(gathering):
            messages.warning(request, words)
        messages.success(request, "Saved.")
        return redirect("desk-gathering-kit", slug=slug)
    rows = queries.kit_for(gathering)
    told = {"gathering": gathering, "rows": rows, "loans": [row for row in rows if row.loan]}
    return render(request, "desk/kit/gathering.html", told)


@desk(Right.PLAN)
@require_POST
def tick(request: DeskRequest, slug: str) -> HttpResponse:
    """Tick one thing, or all of them, as packed or back; or take a tick away."""
    gathering = the_gathering(slug)
    what = "back" if request.POST.get("what") == "back" else "packed"
    said = "is back" if what == "back" else "is packed"
    if (loan := _loan(request, gathering)) is None:
        done = actions.all_of(gathering, what)
        messages.success(request, f"{counted(done, 'thing', 'things')} ticked as {what}.")
    else:
        on = "undo" not in request.POST
        actions.tick(loan, what, on=on)
        messages.success(request, f"{loan.item} {said}." if on else f"The tick at {loan.item} is gone.")
    return redirect("desk-gathering-kit", slug=slug)


def _loan(request: DeskRequest, gathering: Gathering) -> KitLoan | None:
    typed = request.POST.get("loan", "")
    if not typed:
        return None
    if not typed.isdecimal():
        raise Http404
    return get_object_or_404(gathering.kit.select_related("item"), pk=typed[:18])


def _wanted(request: DeskRequest) -> dict[KitItem, int]:
    """Return the things ticked, and how many of each."""
    ticked = {int(one) for one in request.POST.getlist("item") if one.isdecimal() and len(one) < 19}
    return {
        item: _number(request.POST.get(f"many-{item.pk}")) for item in KitItem.objects.filter(pk__in=ticked)
    }


def _number(typed: Any) -> int:
    text = str(typed or "").strip()
    return min(max(int(text[:4]), 1), _MOST) if text.isdecimal() else 1


urls = [
    path("kit/", every, name="desk-kit"),
    path("kit/<int:item_id>/", one, name="desk-kit-one"),
    path("kit/<int:item_id>/retire/", retire, name="desk-kit-retire"),
    path("gatherings/<slug:slug>/kit/", of_gathering, name="desk-gathering-kit"),
    path("gatherings/<slug:slug>/kit/tick/", tick, name="desk-gathering-kit-tick"),
]
