"""Several groups of the list at once: say their kind, send them their page, hide them; with a way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from bandstand.groups import queries
from bandstand.groups.actions import groups as actions
from bandstand.groups.actions import listing, pages
from bandstand.groups.models import Group, Kind
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk, safe_next

UNDO = "several"
_MOST = 100

# What undoing needs, by group id: the former kind's id, or that it was shown.
Before = dict[str, int | None]


@desk(Right.GROUPS)
@require_POST
def several(request: DeskRequest) -> HttpResponse:
    does = _DOES.get(request.POST.get("do", ""))
    chosen = _chosen(request)
    if does is None or not chosen:
        messages.info(request, "Tick the groups first, then choose what to do with them.")
    else:
        said, before = does(request, chosen)
        messages.success(request, said)
        request.session[UNDO] = {"do": request.POST["do"], "before": before} if before else None
    return redirect(safe_next(request, "/desk/groups/"))


@desk(Right.GROUPS)
@require_POST
def undo(request: DeskRequest) -> HttpResponse:
    """Put several groups back as they were before the last thing done to them here."""
    kept: dict[str, Any] = request.session.pop(UNDO, None) or {}
    before: Before = kept.get("before", {})
    groups = {str(group.pk): group for group in Group.objects.filter(pk__in=before).select_related("hub")}
    if kept.get("do") == "hide":
        groups = {pk: group for pk, group in groups.items() if group.left_at is None}
        for group in groups.values():
            listing.show(group, by=request.person)
    elif kept.get("do") == "kind":
        kinds = Kind.objects.in_bulk([pk for pk in before.values() if pk])
        former = {group.pk: kinds.get(before[pk] or 0) for pk, group in groups.items()}
        actions.settle_kinds(request.hub, former, by=request.person)
    many = counted(len(groups), "group is", "groups are")
    messages.success(request, f"{many} as before." if groups else "There is nothing left to put back.")
    return redirect(safe_next(request, "/desk/groups/"))


def _chosen(request: DeskRequest) -> list[Group]:
    ids = [
        pk for pk in request.POST.getlist("group")[:_MOST] if pk.isascii() and pk.isdigit() and len(pk) < 19
    ]
    return list(Group.objects.filter(pk__in=ids).select_related("hub", "kind").order_by("plain_name", "pk"))


def _say_kind(request: DeskRequest, groups: list[Group]) -> tuple[str, Before]:
    kind = queries.kinds().filter(slug=request.POST.get("kind", "")).first()
    if kind is None:
        return "Choose a kind first.", {}
    before: Before = {str(group.pk): group.kind_id for group in groups}
    actions.settle_kinds(request.hub, {group.pk: kind for group in groups}, by=request.person)
    return f"{counted(len(groups), 'group', 'groups')}: {kind.name}.", before


def _hide(request: DeskRequest, groups: list[Group]) -> tuple[str, Before]:
    shown = [group for group in groups if group.listed]
    for group in shown:
        listing.hide(group, why="", by=request.person)
    return f"{counted(len(shown), 'group is', 'groups are')} hidden.", {
        str(group.pk): None for group in shown
    }


def _ask(request: DeskRequest, groups: list[Group]) -> tuple[str, Before]:
    """Write to those that may be written to; nobody who asked us not to is."""
    may = [group for group in groups if group.no_letters_at is None and group.left_at is None]
    sent = sum(pages.send_page(group, by=request.person) for group in may)
    left_out = len(groups) - sent
    said = f"{counted(sent, 'letter is', 'letters are')} on the way."
    more = f" {counted(left_out, 'group', 'groups')} left out: no address, or asked us not to write."
    return said + (more if left_out else ""), {}


_DOES: dict[str, Callable[[DeskRequest, list[Group]], tuple[str, Before]]] = {
    "kind": _say_kind,
    "hide": _hide,
    "ask": _ask,
}

urls = [
    path("several-groups/", several, name="desk-several"),
    path("several-groups/undo/", undo, name="desk-several-undo"),
]
