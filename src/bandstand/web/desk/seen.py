"""What looks saw over all groups: where easy wins are common, who has moved, accounts nobody told us of."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.bringing import to_bring
from bandstand.gatherings.queries.calendar import with_help
from bandstand.groups.actions.groups import NotALinkError
from bandstand.groups.models import Group
from bandstand.people.rights import Right
from bandstand.presence.actions.accounts import add_accounts, follow
from bandstand.presence.models import CheckUp
from bandstand.presence.queries.check_ups import UNFINISHED
from bandstand.presence.queries.seen import moved as who_moved
from bandstand.presence.queries.seen import unknown_accounts
from bandstand.presence.queries.spread import Spread, by_area, by_kind
from bandstand.presence.queries.standing import turns_of
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

from .groups import group_at_desk

A_PAGE = 30
SPREADS: dict[str, tuple[str, Callable[[], Spread]]] = {
    "kind": ("By kind of group", by_kind),
    "area": ("By locality", by_area),
}


@desk(Right.SEE)
@require_safe
def where(request: DeskRequest) -> HttpResponse:
    by = request.GET.get("by", "kind")
    by = by if by in SPREADS else "kind"
    tabs = [(key, words) for key, (words, _) in SPREADS.items()]
    shown = {"spread": SPREADS[by][1](), "by": by, "tabs": tabs}
    return render(request, "desk/checks/where.html", shown)


@desk(Right.SEE)
@require_safe
def moved(request: DeskRequest) -> HttpResponse:
    page = Paginator(who_moved(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/checks/moved.html", {"page": page})


@desk(Right.GROUPS)
@require_POST
def follow_one(request: DeskRequest, slug: str) -> HttpResponse:
    """Take over the address a group's website leads to now."""
    one = next((each for each in who_moved() if each.group.slug == slug), None)
    if one is None:
        raise Http404
    try:
        place = follow(one.group, one.was, one.now, by=request.person)
    except NotALinkError as trouble:
        messages.warning(request, str(trouble))
    else:
        messages.success(request, f"{one.group.name} is at {place.match_key} now.")
    return redirect("desk-moved")


@desk(Right.SEE)
@require_safe
def accounts(request: DeskRequest) -> HttpResponse:
    page = Paginator(unknown_accounts(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/checks/accounts.html", {"page": page})


@desk(Right.GROUPS)
@require_POST
def add_all(request: DeskRequest) -> HttpResponse:
    """Add the ticked accounts, or the one beside whose button it was pressed; only what was seen is added."""
    wanted = request.POST.getlist("only") or request.POST.getlist("account")
    pairs = [(slug, url) for slug, _, url in (words.partition(" ") for words in wanted)]
    groups = {group.slug: group for group in Group.objects.filter(slug__in={slug for slug, _ in pairs})}
    added = add_accounts(((groups[slug], url) for slug, url in pairs if slug in groups), by=request.person)
    words = {0: "Nothing was added.", 1: "One account is in the directory now."}
    messages.success(request, words.get(added, f"{added} accounts are in the directory now."))
    return redirect("desk-accounts")


@desk(Right.SEE)
@require_safe
def looks(request: DeskRequest, slug: str) -> HttpResponse:
    """Every look at one group's website, with what each opened and closed."""
    group = group_at_desk(slug)
    every = CheckUp.objects.filter(group=group).exclude(state__in=UNFINISHED).defer("report")
    page = Paginator(every, A_PAGE).get_page(request.GET.get("page"))
    shown = {"group": group, "page": page, "turns": turns_of(page.object_list)}
    return render(request, "desk/checks/looks.html", shown)


@desk(Right.SEE)
@require_safe
def bring(request: DeskRequest, slug: str) -> HttpResponse:
    """What to bring to one gathering, to read at the desk or to print."""
    gathering = the_gathering(slug)
    return render(
        request, "desk/checks/bring.html", {"gathering": gathering, "bringing": to_bring(gathering)}
    )


def next_ones(most: int = 3) -> list[Gathering]:
    """Return the next gatherings somebody can still get ready for."""
    return list(with_help()[:most])


urls = [
    path("checks/where/", where, name="desk-checks-where"),
    path("checks/moved/", moved, name="desk-moved"),
    path("checks/moved/<slug:slug>/", follow_one, name="desk-check-follow"),
    path("checks/accounts/", accounts, name="desk-accounts"),
    path("checks/accounts/add/", add_all, name="desk-accounts-add"),
    path("checks/groups/<slug:slug>/looks/", looks, name="desk-check-looks"),
    path("checks/bring/<slug:slug>/", bring, name="desk-gathering-bring"),
]
