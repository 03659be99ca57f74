"""What groups are about: suggestions to say yes or no to, and the hub's own list of interests."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.groups.actions import interests as actions
from bandstand.groups.models import Interest
from bandstand.groups.queries.interests import groups_with_suggestions, interests
from bandstand.kit.background import later
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.web.forms.fields import words_asked
from bandstand.web.forms.interest import NewInterestForm
from bandstand.web.guards import DeskRequest, desk

A_PAGE = 25


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def suggested(request: DeskRequest) -> HttpResponse:
    """Look over what is suggested, a page of groups at a time: what stays ticked is said, the rest is not."""
    if request.method == "POST":
        many = actions.settle_interests(request.hub, _said(request), by=request.person)
        messages.success(request, f"Saved: {counted(many, 'suggestion', 'suggestions')} looked over.")
        return redirect("desk-interests-suggested")
    page = Paginator(groups_with_suggestions(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/interests/suggested.html", {"page": page})


def _said(request: DeskRequest) -> dict[int, bool]:
    """Return yes or no for each suggestion that was on the page."""
    shown = [pk for pk in request.POST.getlist("shown") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    ticked = set(request.POST.getlist("yes"))
    return {int(pk): pk in ticked for pk in shown[:1000]}


@desk(Right.GROUPS)
@require_POST
def look_through(request: DeskRequest) -> HttpResponse:
    later("bandstand.groups.tasks.suggest_interests", request.hub.pk)
    messages.success(request, "All groups are being looked through. New suggestions show here in a moment.")
    return redirect("desk-interests-suggested")


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def every(request: DeskRequest) -> HttpResponse:
    form = NewInterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            interest = actions.add_interest(request.hub, form.cleaned_data["name"], by=request.person)
        except actions.SuchAnInterestError as trouble:
            form.add_error("name", str(trouble))
        else:
            messages.success(request, f"“{interest.name}” is on the list.")
            return redirect("desk-interests")
    words = words_asked(request, "q")
    page = Paginator(interests(words), 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "words": words}
    return render(request, "desk/interests/every.html", context, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_POST
def retire(request: DeskRequest, interest_id: int) -> HttpResponse:
    interest = get_object_or_404(Interest.objects.select_related("hub"), pk=interest_id)
    retired = request.POST.get("retired") == "yes"
    actions.retire_interest(interest, retired=retired, by=request.person)
    done = "is no longer suggested or offered. Groups that have it keep it" if retired else "is offered again"
    messages.success(request, f"“{interest.name}” {done}.")
    return redirect("desk-interests")


urls = [
    path("interests/", every, name="desk-interests"),
    path("interests/suggested/", suggested, name="desk-interests-suggested"),
    path("interests/look-through/", look_through, name="desk-interests-look"),
    path("interests/<int:interest_id>/retire/", retire, name="desk-interest-retire"),
]
