"""Checks: what a look at the groups' websites found, and asking for another look."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.calendar import with_help
from bandstand.gatherings.queries.wins import name_in_address
from bandstand.groups.models import Group
from bandstand.impact.queries import fixed_by_look
from bandstand.people.rights import Right
from bandstand.presence import actions, queries
from bandstand.presence.models import TO_HELP_WITH, AskedToStop, Finding, Sweep
from bandstand.web.forms.fields import words_asked
from bandstand.web.guards import DeskRequest, desk, safe_next

from .groups import group_at_desk
from .seen import next_ones

A_FEW = 8
MOST_DATES = 12


@desk(Right.SEE)
@require_safe
def overview(request: DeskRequest) -> HttpResponse:
    """How many groups were looked at, which easy wins are most common, and what could not be checked."""
    could_not = list(queries.could_nots()[: A_FEW + 1])
    after_help = fixed_by_look()
    asked = AskedToStop.objects.count()
    context = {
        "overview": queries.overview(),
        "progress": queries.progress(),
        "common": [(one, after_help[one.look]) for one in queries.most_common()],
        "after_help": after_help.total(),
        "could_not": could_not[:A_FEW],
        "more": len(could_not) > A_FEW,
        "next": next_ones(),
        "asked": asked,
        "asked_words": "Somebody asks" if asked == 1 else f"{asked} people ask",
    }
    return render(request, "desk/checks/overview.html", context)


@desk(Right.SEE)
@require_safe
def progress(request: DeskRequest) -> HttpResponse:
    """Answer the part of the overview that says how far the checks have got."""
    return render(request, "desk/checks/progress.html", {"progress": queries.progress()})


@desk(Right.SEE)
@require_safe
def every_group(request: DeskRequest) -> HttpResponse:
    page = Paginator(queries.last_looks(), 50).get_page(request.GET.get("page"))
    return render(request, "desk/checks/groups.html", {"page": page})


@desk(Right.SEE)
@require_safe
def of_look(request: DeskRequest, look: str) -> HttpResponse:
    """Which groups one kind of easy win is open at: whom to bring to the next surgery."""
    kind, area = words_asked(request, "kind"), words_asked(request, "area")
    page = Paginator(queries.open_of_look(look, kind=kind, area=area), 50).get_page(request.GET.get("page"))
    shown = {"page": page, "title": queries.look_title(look), "narrowed": bool(kind or area), "look": look}
    return render(request, "desk/checks/look.html", shown)


@desk(Right.SEE)
@require_safe
def could_not(request: DeskRequest) -> HttpResponse:
    page = Paginator(queries.could_nots(), 50).get_page(request.GET.get("page"))
    return render(request, "desk/checks/could_not.html", {"page": page})


@desk(Right.GROUPS)
@require_POST
def check_all(request: DeskRequest) -> HttpResponse:
    if actions.start_sweep(request.hub, request.person, Sweep.Why.ASKED):
        messages.success(request, "We are looking. You can leave this page; it goes on without you.")
    else:
        messages.info(request, "No group has a website of its own yet, so there is nothing to look at.")
    return redirect("desk-checks")


@desk(Right.GROUPS)
@require_POST
def check_again(request: DeskRequest) -> HttpResponse:
    """Look again at everything that could not be checked last time."""
    groups = Group.objects.filter(pk__in=queries.could_nots().order_by().values("group_id"))
    actions.ask_for_check(request.hub, groups, by=request.person)
    messages.success(request, "We are looking again.")
    return redirect("desk-checks")


@desk(Right.GROUPS)
@require_POST
def check_one(request: DeskRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.all(), slug=slug)
    if actions.ask_for_check(request.hub, [group], by=request.person):
        messages.success(
            request, f"We are looking at the website of {group.name}. Look here again in a minute."
        )
    else:
        messages.info(request, f"{group.name} has no website of its own, so there is nothing to look at.")
    return redirect(safe_next(request, reverse("desk-checks")))


@desk(Right.GROUPS)
@require_POST
def add_account(request: DeskRequest, slug: str) -> HttpResponse:
    """Put an account that was seen on a group's website into the directory."""
    group = get_object_or_404(Group.objects.all(), slug=slug)
    place = actions.add_account(group, request.POST.get("url", ""), by=request.person)
    if place is None:
        raise Http404
    messages.success(request, f"Added. {group.name} is now known to have {place.url}.")
    return redirect(safe_next(request, reverse("desk-checks")))


@desk(Right.PLAN)
@require_safe
def book_help(request: DeskRequest, slug: str, finding_id: int) -> HttpResponse:
    """Choose a date to put a group down for help with one easy win; one date only leads on to it."""
    group = group_at_desk(slug)
    finding = get_object_or_404(Finding, TO_HELP_WITH, pk=finding_id, group=group)
    dates = [(one, _putting_down(one, finding)) for one in with_help()[:MOST_DATES]]
    if len(dates) == 1:
        return redirect(dates[0][1])
    return render(request, "desk/checks/book_help.html", {"group": group, "finding": finding, "dates": dates})


def _putting_down(gathering: Gathering, finding: Finding) -> str:
    return f"{reverse('desk-put-down', args=[gathering.slug])}?{urlencode({'win': name_in_address(finding)})}"


urls = [
    path("checks/", overview, name="desk-checks"),
    path("checks/progress/", progress, name="desk-checks-progress"),
    path("checks/groups/", every_group, name="desk-checks-groups"),
    path("checks/could-not/", could_not, name="desk-checks-could-not"),
    path("checks/all/", check_all, name="desk-check-all"),
    path("checks/again/", check_again, name="desk-check-again"),
    path("checks/easy-wins/<slug:look>/", of_look, name="desk-checks-look"),
    path("checks/groups/<slug:slug>/", check_one, name="desk-check-group"),
    path("checks/groups/<slug:slug>/help/<int:finding_id>/", book_help, name="desk-check-help"),
    path("checks/groups/<slug:slug>/add-account/", add_account, name="desk-check-add-account"),
]
