"""Keeping the directory right: what is old, what groups told us, the yearly letter, and groups' own pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.groups.actions import fresh as actions
from bandstand.groups.actions import pages
from bandstand.groups.models import Group
from bandstand.groups.queries import fresh, kinds
from bandstand.groups.queries.told import told
from bandstand.people.actions.links import address_of
from bandstand.people.rights import Right
from bandstand.web.forms.fields import words_asked
from bandstand.web.guards import DeskRequest, desk, safe_next

from .groups import group_at_desk

SHOWS = {"": "Never, or over a year ago", "never": "Never confirmed", "old": "Over a year ago"}


@desk(Right.SEE)
@require_safe
def stale(request: DeskRequest) -> HttpResponse:
    """Groups nobody has confirmed for a year, the longest ago first."""
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    by_name = request.GET.get("sort") == "name"
    kind = words_asked(request, "kind")
    page = Paginator(fresh.stale(show, kind=kind, by_name=by_name), 50).get_page(request.GET.get("page"))
    context = {
        "page": page, "show": show, "shows": SHOWS, "kind": kind, "kinds": kinds(), "by_name": by_name,
        "waiting": fresh.page_asks().count(),
    }  # fmt: skip
    return render(request, "desk/fresh/stale.html", context)


@desk(Right.SEE)
@require_safe
def told_us(request: DeskRequest) -> HttpResponse:
    """What groups did on their own pages, each old and new, and who asks for a page."""
    page = Paginator(fresh.told_us(), 50).get_page(request.GET.get("page"))
    context = {"page": page, "told": told(list(page.object_list)), "asks": fresh.page_asks()}
    return render(request, "desk/fresh/told.html", context)


@desk(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
def asking(request: DeskRequest) -> HttpResponse:
    """Who the yearly letter would go to; switch it on or off."""
    if request.method == "POST":
        on = request.POST.get("on") == "yes"
        actions.switch_yearly_ask(request.hub, on=on, by=request.person)
        messages.success(request, "Groups are asked from tonight." if on else "No group is asked any more.")
        return redirect("desk-asking")
    page = Paginator(fresh.to_ask(), 50).get_page(request.GET.get("page"))
    context = {"page": page, "a_night": actions.MOST_A_NIGHT, "letter": pages.letter_to_show(request.hub)}
    return render(request, "desk/fresh/asking.html", context)


@desk(Right.GROUPS)
@require_POST
def confirm(request: DeskRequest, slug: str) -> HttpResponse:
    """I have talked to them: all right."""
    group = group_at_desk(slug)
    actions.confirm(group, how=Group.Confirmed.SPOKEN, by=request.person)
    messages.success(request, f"{group.name}: all right as of today.")
    return _back(request, group)


@desk(Right.PEOPLE)
@require_POST
def send_page(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    if pages.send_page(group, by=request.person):
        messages.success(request, f"{group.name} gets a letter with its own page.")
    else:
        words = f"We know no address of {group.name}. Add a contact, or print a card with its page."
        messages.warning(request, words)
    return _back(request, group)


@desk(Right.PEOPLE)
@require_POST
def make_card(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    link = pages.make_card(group, by=request.person)
    return redirect("desk-group-card", slug=group.slug, uid=link.uid)


@desk(Right.PEOPLE)
@require_safe
def card(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    """A card to print: the private address in large type."""
    group = group_at_desk(slug)
    link = get_object_or_404(fresh.links_in_force(group).select_related("hub"), uid=uid)
    context = {"group": group, "address": address_of(link), "until": link.expires_at}
    return render(request, "desk/groups/card.html", context)


@desk(Right.PEOPLE)
@require_POST
def take_back(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    pages.take_back_links(group, by=request.person)
    messages.success(request, f"No link to the page of {group.name} works any more. You can send a new one.")
    return _back(request, group)


@desk(Right.PEOPLE)
@require_POST
def decide(request: DeskRequest, ask_id: int) -> HttpResponse:
    """Give somebody who asked the page of their group, or not."""
    ask = get_object_or_404(fresh.page_asks(), pk=ask_id)
    give = request.POST.get("give") == "yes"
    pages.decide_ask(ask, give=give, by=request.person)
    said = f"They get a letter with the page of {ask.group.name}."
    messages.success(request, said if give else "They get nothing, and their address is gone from here.")
    return redirect("desk-told")


def _back(request: DeskRequest, group: Group) -> HttpResponse:
    return redirect(safe_next(request, f"/desk/groups/{group.slug}/"))


urls = [
    path("keeping-right/", stale, name="desk-stale"),
    path("keeping-right/told/", told_us, name="desk-told"),
    path("keeping-right/asking/", asking, name="desk-asking"),
    path("keeping-right/asked/<int:ask_id>/", decide, name="desk-page-ask"),
    path("groups/<slug:slug>/confirm/", confirm, name="desk-group-confirm"),
    path("groups/<slug:slug>/send-page/", send_page, name="desk-group-send-page"),
    path("groups/<slug:slug>/card/", make_card, name="desk-group-card-make"),
    path("groups/<slug:slug>/card/<uuid:uid>/", card, name="desk-group-card"),
    path("groups/<slug:slug>/links-off/", take_back, name="desk-group-links-off"),
]
