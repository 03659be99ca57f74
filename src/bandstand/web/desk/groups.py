"""Groups at the desk: the list, one group, adding and putting right, and saying of which kind they are."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.groups import queries
from bandstand.groups.actions import groups as actions
from bandstand.groups.actions import listing, putting_back
from bandstand.groups.links import is_invitation
from bandstand.groups.models import Group, GroupInterest, Kind
from bandstand.groups.queries.connections import who_they_met
from bandstand.groups.queries.contacts import consents_in_force, contacts_of
from bandstand.groups.queries.fresh import deeds_of, links_in_force
from bandstand.groups.queries.told import said_by, told
from bandstand.impact.queries import checks_of
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.presence.queries.answers import asked_of
from bandstand.presence.queries.keys import keys_of
from bandstand.presence.queries.ties import MOST_POINTING, who_points_to_it, whom_it_points_to
from bandstand.web.forms.connection import ConnectionForm
from bandstand.web.forms.fields import words_asked
from bandstand.web.forms.group import GroupForm, HideForm, NewGroupForm, OnlinePlaceForm
from bandstand.web.guards import DeskRequest, desk, safe_next
from bandstand.web.wins import with_cards

SHOWS = {
    "": "All",
    "guessed": "Kind guessed",
    "no-kind": "No kind yet",
    "no-place": "Not on the map",
    "hidden": "Hidden",
}


@desk(Right.SEE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    asked = queries.Asked(words=words_asked(request, "q"), kind=words_asked(request, "kind"))
    page = Paginator(queries.desk_groups(asked, show=show), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "asked": asked,
        "show": show,
        "shows": SHOWS,
        "kinds": queries.kinds(),
        "can_undo": bool(request.session.get("several")),
    }
    part = "#found" if "HX-Request" in request.headers else ""  # htmx only wants the list
    return render(request, f"desk/groups/list.html{part}", context)


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = NewGroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        website = facts.pop("website")
        try:
            group = actions.add_group(
                request.hub, by=request.person, links=(website,) if website else (), **facts
            )
        except actions.NotALinkError as trouble:
            form.add_error("website", str(trouble))
        else:
            messages.success(request, f"{group.name} is in the directory.")
            return redirect("desk-group", slug=group.slug)
    return render(request, "desk/groups/add.html", {"form": form}, status=422 if form.errors else 200)


@desk(Right.SEE)
@require_safe
def one(request: DeskRequest, slug: str) -> HttpResponse:
    return _group_page(request, group_at_desk(slug), OnlinePlaceForm())


def _group_page(request: DeskRequest, group: Group, form: OnlinePlaceForm) -> HttpResponse:
    contacts = list(contacts_of([group]))
    said_yes = consents_in_force(contacts)
    asked = asked_of(group)
    checks = checks_of(group)
    context = {
        "group": group,
        "form": form,
        "places": [(one, is_invitation(one.match_key)) for one in group.online_places.all()],
        "other_places": group.places.all(),
        "branches": group.branches.order_by("plain_name", "pk")[:100],
        "identifiers": group.identifiers.all(),
        "interests": _interests(group),
        "contacts": [(one, said_yes.get(one.pk)) for one in contacts],
        "said_by": said_by(group),
        "links": links_in_force(group).count(),
        "checks": checks,
        "wins": with_cards(checks.found.open),
        "asked": asked,
        "answered": any(one.answer for one in asked),
        "held": keys_of(group),
        "rows": queries.rows_of_group(group),
        "met": who_they_met(group),
        "points_to": whom_it_points_to(group)[:MOST_POINTING],
        "pointed_to_by": who_points_to_it(group)[:MOST_POINTING],
        "heard": ConnectionForm.about(group),
        "told": told(list(queries.deeds_about(group))),
    }
    return render(request, "desk/groups/one.html", context, status=422 if form.errors else 200)


def _interests(group: Group) -> list[GroupInterest]:
    """Return what it is about and what is suggested; what was refused is not shown again."""
    shown = group.interests.exclude(state=GroupInterest.State.REFUSED)
    return list(shown.select_related("interest").order_by("interest__name"))


def group_at_desk(slug: str) -> Group:
    """Return a group for the desk, shown in public or not; 404 where there is none."""
    group = queries.any_group(slug)
    if group is None:
        raise Http404
    return group


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    form = GroupForm(request.POST or None, initial=GroupForm.start(group), group=group)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_group(group, by=request.person, **form.cleaned_data)
        messages.success(request, "Saved." if changed else "Nothing was different, so nothing has changed.")
        return redirect("desk-group", slug=group.slug)
    context = {"form": form, "group": group}
    return render(request, "desk/groups/change.html", context, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_POST
def listed(request: DeskRequest, slug: str) -> HttpResponse:
    """Hide a group, with a reason if there is one, or show it."""
    group = group_at_desk(slug)
    if request.POST.get("listed") == "yes":
        listing.show(group, by=request.person)
        messages.success(request, f"{group.name} is in the public directory.")
        return redirect("desk-group", slug=group.slug)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Make the reason shorter: 200 letters at most.")
    else:
        listing.hide(group, why=form.cleaned_data["why"], by=request.person)
        messages.success(request, f"{group.name} is hidden: only the desk sees it.")
    return redirect("desk-group", slug=group.slug)


@desk(Right.GROUPS)
@require_POST
def put_back(request: DeskRequest, slug: str, deed_id: int) -> HttpResponse:
    """Undo one change, made here or by the group itself."""
    group = group_at_desk(slug)
    deed = get_object_or_404(deeds_of(group), pk=deed_id)
    if putting_back.put_back(deed, group, by=request.person):
        messages.success(request, f"Put back as it was before. {group.name} is shown with it from now on.")
    else:
        messages.info(request, "It was changed again since, so nothing was put back.")
    return redirect(safe_next(request, f"/desk/groups/{group.slug}/"))


@desk(Right.GROUPS)
@require_POST
def add_place(request: DeskRequest, slug: str) -> HttpResponse:
    group = group_at_desk(slug)
    form = OnlinePlaceForm(request.POST)
    if not form.is_valid():
        return _group_page(request, group, form)
    try:
        place = actions.add_online_place(
            group, form.cleaned_data["address"], kind=form.cleaned_data["kind"], by=request.person
        )
    except actions.NotALinkError as trouble:
        form.add_error("address", str(trouble))
        return _group_page(request, group, form)
    messages.success(request, f"{group.name} is now known to have {place.url}.")
    return redirect("desk-group", slug=group.slug)


@desk(Right.GROUPS)
@require_POST
def remove_place(request: DeskRequest, slug: str, place_id: int) -> HttpResponse:
    group = group_at_desk(slug)
    place = get_object_or_404(group.online_places.select_related("group__hub"), pk=place_id)
    actions.remove_online_place(place, by=request.person)
    messages.success(request, f"Taken off. To put it back, add {place.raw} again.")
    return redirect("desk-group", slug=group.slug)


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def kinds(request: DeskRequest) -> HttpResponse:
    """Look over guessed and missing kinds, fifty groups at a time."""
    every_kind = list(queries.kinds())
    if request.method == "POST":
        many = actions.settle_kinds(request.hub, _chosen(request, every_kind), by=request.person)
        messages.success(
            request, f"Saved. {counted(many, 'group has', 'groups have')} another kind than before."
        )
        return redirect("desk-kinds")
    page = Paginator(queries.kinds_to_settle(), 50).get_page(request.GET.get("page"))
    return render(request, "desk/groups/kinds.html", {"page": page, "kinds": every_kind})


def _chosen(request: DeskRequest, every_kind: list[Kind]) -> dict[int, Kind | None]:
    """Return the kind chosen for each group of the page; those left at “Not known yet” are not settled."""
    by_slug = {kind.slug: kind for kind in every_kind}
    sent = {
        name.removeprefix("kind-"): slug for name, slug in request.POST.items() if name.startswith("kind-")
    }
    return {int(pk): by_slug[str(slug)] for pk, slug in sent.items() if _is_id(pk) and str(slug) in by_slug}


def _is_id(text: str) -> bool:
    """Tell whether it can be the number of a row: “²” is a digit too, and no row has twenty."""
    return text.isascii() and text.isdigit() and len(text) < 19


urls = [
    path("groups/", every, name="desk-groups"),
    path("groups/add/", add, name="desk-group-add"),
    path("groups/kinds/", kinds, name="desk-kinds"),
    path("groups/<slug:slug>/", one, name="desk-group"),
    path("groups/<slug:slug>/change/", change, name="desk-group-change"),
    path("groups/<slug:slug>/listed/", listed, name="desk-group-listed"),
    path("groups/<slug:slug>/put-back/<int:deed_id>/", put_back, name="desk-group-put-back"),
    path("groups/<slug:slug>/places/", add_place, name="desk-group-place-add"),
    path("groups/<slug:slug>/places/<int:place_id>/remove/", remove_place, name="desk-group-place-remove"),
]
