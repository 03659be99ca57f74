"""Groups that look alike: looked over, told apart, made one, and taken apart again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.groups.actions import likenesses, merging
from bandstand.groups.models import Group, MatchDecision, Merge
from bandstand.groups.queries import duplicates as queries
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.forms.merge import BranchesForm, MergeForm
from bandstand.web.guards import DeskRequest, desk

from .groups import group_at_desk

TABS = {
    "certain": "Certain",
    "likely": "Likely",
    "possible": "Worth a look",
    "later": "Decide later",
}


@desk(Right.GROUPS)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    """Show the pairs that wait for a decision, the surest first."""
    counts = queries.numbers_by_tier()
    tab = request.GET.get("show", "")
    if tab not in TABS:
        tab = next((tier for tier in TABS if counts[tier]), "certain")
    said = MatchDecision.Said.LATER if tab == "later" else ""
    found = queries.likenesses("" if said else tab, said=said)
    context = {
        "page": Paginator(found, 20).get_page(request.GET.get("page")),
        "tabs": [(key, words, counts[key]) for key, words in TABS.items()],
        "tab": tab,
        "looked_at": queries.looked_at(),
        "merges": Merge.objects.filter(undone_at=None).count(),
        "undo": _just_decided(request),
    }
    return render(request, "desk/duplicates/list.html", context)


def _just_decided(request: DeskRequest) -> MatchDecision | None:
    """Return the decision just taken, so that one press takes it back."""
    word = request.GET.get("decided", "")
    number = int(word) if word.isascii() and word.isdecimal() and len(word) < 18 else 0
    return MatchDecision.objects.filter(pk=number).select_related("first", "second").first()


@desk(Right.GROUPS)
@require_POST
def look(request: DeskRequest) -> HttpResponse:
    """Look for look-alikes now: at once where there are few groups, in the background where there are
    many.
    """
    found = likenesses.look(request.hub)
    if found is None:
        messages.info(request, "We are looking. You can leave this page; it goes on without you.")
    else:
        messages.success(request, f"Looked through: {counted(found, 'pair', 'pairs')} worth a look.")
    return redirect("desk-duplicates")


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def compare(request: DeskRequest, kept: str, absorbed: str) -> HttpResponse:
    """Show two groups side by side; on POST what they would be as one, or make them one."""
    one, other = _two(kept, absorbed)
    form = MergeForm(
        request.POST if request.method == "POST" else None, lines=queries.side_by_side(one, other)
    )
    chosen = form.choices() if form.is_valid() else {}
    if request.method == "POST" and form.is_valid() and "see" not in request.POST:
        try:
            done = merging.merge(one, other, chosen, by=request.person)
        except merging.MergeError as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, f"{done.absorbed_name} and {done.kept.name} are one group now.")
            return redirect("desk-merge", uid=done.uid)
    return _pair_page(request, (one, other), form, BranchesForm(None, first=one, second=other), chosen)


def _two(first: str, second: str) -> tuple[Group, Group]:
    if first == second:
        raise Http404
    return group_at_desk(first), group_at_desk(second)


def _pair_page(
    request: DeskRequest,
    pair: tuple[Group, Group],
    form: MergeForm,
    branches: BranchesForm,
    chosen: dict[str, str],
) -> HttpResponse:
    one, other = pair
    lines = queries.side_by_side(one, other, chosen)
    context = {
        "one": one,
        "other": other,
        "form": form,
        "branches": branches,
        "lines": lines,
        "other_names": queries.other_names(one, other, _name_of(lines)),
        "sides": [(one, queries.what_comes_with(one)), (other, queries.what_comes_with(other))],
        "likeness": queries.likeness_of(one, other),
        "decision": queries.decision_on(one, other),
        "has_errors": bool(form.errors or branches.errors),
    }
    status = 422 if form.errors or branches.errors else 200
    return render(request, "desk/duplicates/pair.html", context, status=status)


def _name_of(lines: list[queries.Line]) -> str:
    return next(line.chosen for line in lines if line.key == "name")


@desk(Right.GROUPS)
@require_POST
def decide(request: DeskRequest, kept: str, absorbed: str) -> HttpResponse:
    """Remember “not the same” or “later”, or take that back."""
    one, other = _two(kept, absorbed)
    said = request.POST.get("said", "")
    show = {"show": request.POST.get("show", "")} if request.POST.get("show") in TABS else {}
    if said not in MatchDecision.Said.values:
        merging.forget_decision(one, other, by=request.person)
        messages.info(request, f"{one.name} and {other.name} are in the list again.")
        return redirect("desk-compare", kept=one.slug, absorbed=other.slug)
    decision = merging.decide(one, other, said, by=request.person)
    return redirect(f"{reverse('desk-duplicates')}?{urlencode(show | {'decided': decision.pk})}")


@desk(Right.GROUPS)
@require_POST
def branches(request: DeskRequest, kept: str, absorbed: str) -> HttpResponse:
    """Say that two groups are branches of one body."""
    one, other = _two(kept, absorbed)
    form = BranchesForm(request.POST, first=one, second=other)
    if form.is_valid():
        known = {str(one.uid): one, str(other.uid): other}
        body = known.get(form.cleaned_data["body"]) or form.cleaned_data["name"]
        try:
            parent = merging.make_branches(request.hub, one, other, parent=body, by=request.person)
        except merging.MergeError as trouble:
            form.add_error("body", str(trouble))
        else:
            messages.success(request, f"Kept apart, as parts of {parent.name}.")
            return redirect("desk-duplicates")
    return _pair_page(
        request, (one, other), MergeForm(None, lines=queries.side_by_side(one, other)), form, {}
    )


@desk(Right.GROUPS)
@require_safe
def merged(request: DeskRequest) -> HttpResponse:
    page = Paginator(queries.past_merges(), 30).get_page(request.GET.get("page"))
    return render(request, "desk/duplicates/merged.html", {"page": page})


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def one_merge(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Show what was made one; on POST take it apart again."""
    merge = get_object_or_404(Merge.objects.select_related("kept", "by"), uid=uid)
    if request.method == "POST":
        try:
            stays = merging.take_apart(merge, by=request.person)
        except merging.MergeError as trouble:
            messages.error(request, str(trouble))
        else:
            messages.success(request, " ".join(["They are two groups again, each as it was.", *stays]))
            return redirect("desk-duplicates")
    context = {"merge": merge, "why_not": merging.why_not_apart(merge)}
    return render(
        request, "desk/duplicates/one.html", context, status=409 if request.method == "POST" else 200
    )


urls = [
    path("groups/duplicates/", every, name="desk-duplicates"),
    path("groups/duplicates/look/", look, name="desk-duplicates-look"),
    path("groups/duplicates/merged/", merged, name="desk-merges"),
    path("groups/duplicates/merged/<uuid:uid>/", one_merge, name="desk-merge"),
    path("groups/duplicates/<slug:kept>/with/<slug:absorbed>/", compare, name="desk-compare"),
    path("groups/duplicates/<slug:kept>/with/<slug:absorbed>/decide/", decide, name="desk-decide"),
    path("groups/duplicates/<slug:kept>/with/<slug:absorbed>/branches/", branches, name="desk-branches"),
]
