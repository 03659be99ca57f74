"""What would help a group's website, told to the group itself: read, decide, book help, ask for a look."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.calendar import with_help
from bandstand.gatherings.queries.wins import name_in_address
from bandstand.impact.queries import fixed_after_help
from bandstand.presence.actions.asking_again import AskedALittleWhileAgoError, look_again
from bandstand.presence.actions.rulings import rule
from bandstand.presence.models import TO_HELP_WITH, CheckUp, Finding
from bandstand.presence.queries.check_ups import UNFINISHED
from bandstand.presence.queries.standing import FIRST, standing_of, turns_of
from bandstand.web.wins import with_cards

from .own import OwnRequest, of_its_group

A_PAGE = 20
RULED = {Finding.Ruling.NOT_FOR_US: "not-for-us", Finding.Ruling.LATER: "later", "": "back"}
SAID = {
    "not-for-us": "Put aside as not for you. You can take that back below.",
    "later": "Put aside for another time. It waits for you below.",
    "back": "It is back among the easy wins.",
    "looking": "We are looking. It takes a minute or so; open this page again then.",
    "asked": "You asked less than an hour ago, and nobody’s website likes a knock at the door too often. "
    "Please try again later.",
    "none": "We know of no website of yours, so there is nothing to look at.",
}


@of_its_group
@require_safe
def website(request: OwnRequest) -> HttpResponse:
    """Quick wins first, then what is good, what has changed, and what we could not see."""
    standing = standing_of(request.group)
    fixed = fixed_after_help(request.group)
    pairs = with_cards(standing.wins)
    ours = {one.finding.pk for one in fixed}
    told = {
        "group": request.group,
        "token": request.token,
        "said": SAID.get(request.GET.get("said", "")),
        "standing": standing,
        "first": pairs[:FIRST],
        "more": pairs[FIRST:],
        "put_aside": with_cards(standing.put_aside),
        "fixed": fixed,
        "mended": [one for one in standing.found.closed if one.pk not in ours],
    }
    return render(request, "public/own/website.html", told)


@of_its_group
@require_safe
def looks(request: OwnRequest) -> HttpResponse:
    """Every look at the website, newest first: what it found, and what it saw mended."""
    every = CheckUp.objects.filter(group=request.group).exclude(state__in=UNFINISHED)
    page = Paginator(every.defer("report"), A_PAGE).get_page(request.GET.get("page"))
    told = {"group": request.group, "token": request.token, "page": page, "turns": turns_of(page.object_list)}
    return render(request, "public/own/looks.html", told)


@of_its_group
@require_POST
def ruling(request: OwnRequest, finding_id: int) -> HttpResponse:
    """Not for us, another time, or neither after all."""
    finding = get_object_or_404(Finding, pk=finding_id, group=request.group, closed_at=None)
    wanted = request.POST.get("ruling", "")
    if wanted not in RULED:
        raise Http404
    rule(finding, wanted, by=None)
    return _to_website(request, RULED[wanted])


@of_its_group
@require_POST
def look(request: OwnRequest) -> HttpResponse:
    try:
        asked = look_again(request.group)
    except AskedALittleWhileAgoError:
        return _to_website(request, "asked")
    return _to_website(request, "looking" if asked else "none")


@of_its_group
@require_safe
def book_help(request: OwnRequest, finding_id: int) -> HttpResponse:
    """Choose a date to get help with one easy win; with one date only there is nothing to choose."""
    finding = get_object_or_404(Finding, TO_HELP_WITH, pk=finding_id, group=request.group)
    dates = [(one, _booking(one, finding)) for one in with_help()[:12]]
    if len(dates) == 1:
        return redirect(dates[0][1])
    told = {"group": request.group, "token": request.token, "finding": finding, "dates": dates}
    return render(request, "public/own/book_help.html", told)


def _booking(gathering: Gathering, finding: Finding) -> str:
    return f"{reverse('book', args=[gathering.slug])}?{urlencode({'win': name_in_address(finding)})}"


def _to_website(request: OwnRequest, said: str) -> HttpResponse:
    return redirect(f"{reverse('own-website', args=[request.token])}?said={said}")


urls = [
    path("g/<str:token>/website/", website, name="own-website"),
    path("g/<str:token>/website/looks/", looks, name="own-looks"),
    path("g/<str:token>/website/look/", look, name="own-look"),
    path("g/<str:token>/website/<int:finding_id>/", ruling, name="own-ruling"),
    path("g/<str:token>/website/<int:finding_id>/help/", book_help, name="own-book-help"),
]
