"""At the desk: what somebody sees on a group's Facebook page, and who holds the keys to its places online."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.people.rights import Right
from bandstand.presence.actions.answers import answer
from bandstand.presence.actions.keys import say_keys
from bandstand.presence.queries.answers import asked_of, network_names
from bandstand.presence.queries.keys import WORRIES, keys_to_bring, nobody_said
from bandstand.web.forms.telling import KeysForm, QuestionsAtDeskForm, keys_to
from bandstand.web.guards import DeskRequest, desk

from .groups import group_at_desk

A_PAGE = 50


@desk(Right.GROUPS)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: DeskRequest, slug: str) -> HttpResponse:
    """Tick what is to be seen on a group's Facebook page: we never fetch it, a person may look."""
    group = group_at_desk(slug)
    asked = asked_of(group)
    form = QuestionsAtDeskForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = answer(group, form.answers(), how=told["how"], by=request.person, words=told["words"])
        messages.success(request, "Saved. It counts from the next look on." if new else "Nothing was new.")
        return redirect(reverse("desk-group", args=[slug]) + "#checks")
    shown = {"group": group, "asked": asked, "form": form, "networks": network_names(group)}
    return render(request, "desk/checks/questions.html", shown, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_http_methods(["GET", "HEAD", "POST"])
def keys_of_place(request: DeskRequest, slug: str, place_id: int) -> HttpResponse:
    group = group_at_desk(slug)
    held = keys_to(group, place_id)
    form = KeysForm(request.POST or None, initial=KeysForm.start(held.keys))
    if request.method == "POST" and form.is_valid():
        say_keys(held.place, by=request.person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(reverse("desk-group", args=[slug]) + "#keys")
    shown = {"group": group, "place": held.place, "form": form}
    return render(request, "desk/checks/keys_of_place.html", shown, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_safe
def keys(request: DeskRequest) -> HttpResponse:
    """Groups nobody can get in for any more, or one person only: worth bringing to the next surgery."""
    show = request.GET.get("show", "lost")
    show = show if show in {*WORRIES, "unsaid"} else "lost"
    found = nobody_said() if show == "unsaid" else keys_to_bring(show)
    tabs = [(key, words, keys_to_bring(key).count()) for key, (words, _) in WORRIES.items()]
    tabs.append(("unsaid", "Nobody has said", nobody_said().count()))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/checks/keys.html", {"page": page, "tabs": tabs, "show": show})


urls = [
    path("checks/keys/", keys, name="desk-keys"),
    path("checks/groups/<slug:slug>/questions/", questions, name="desk-check-questions"),
    path("checks/groups/<slug:slug>/keys/<int:place_id>/", keys_of_place, name="desk-check-keys"),
]
