"""What a group tells us of its pages online, where we do not look: what it sees, who holds the keys."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.presence.actions.answers import answer
from bandstand.presence.actions.keys import say_keys
from bandstand.presence.models import Answer
from bandstand.presence.queries.answers import asked_of, network_names
from bandstand.presence.queries.keys import keys_of
from bandstand.web.forms.telling import KeysForm, QuestionsForm, keys_to

from .own import OwnRequest, of_its_group

SAID = {
    "thanks": "Thank you. That is all we need to know.",
    "saved": "Saved. Only the people at the desk see it.",
}


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: OwnRequest) -> HttpResponse:
    """A few things to look at on one’s own Facebook page; what would help is told at once."""
    asked = asked_of(request.group)
    form = QuestionsForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["words"]
        answer(request.group, form.answers(), how=Answer.How.GROUP, by=None, words=said)
        return redirect(f"{reverse('own-questions', args=[request.token])}?said=thanks")
    told = {
        "asked": asked,
        "answered": any(one.answer for one in asked),
        "form": form,
        "networks": network_names(request.group),
    }
    return _page(request, "questions", told, status=422 if form.errors else 200)


@of_its_group
@require_safe
def keys(request: OwnRequest) -> HttpResponse:
    held = keys_of(request.group)
    return _page(request, "keys", {"held": held, "any_lost": any(one.is_lost for one in held)})


@of_its_group
@require_http_methods(["GET", "HEAD", "POST"])
def keys_of_place(request: OwnRequest, place_id: int) -> HttpResponse:
    """Who can sign in to one of them. No box here takes a password."""
    held = keys_to(request.group, place_id)
    form = KeysForm(request.POST or None, initial=KeysForm.start(held.keys))
    if request.method == "POST" and form.is_valid():
        say_keys(held.place, by=None, **form.cleaned_data)
        return redirect(f"{reverse('own-keys', args=[request.token])}?said=saved")
    told = {"form": form, "place": held.place}
    return _page(request, "keys_of_place", told, status=422 if form.errors else 200)


def _page(request: OwnRequest, name: str, told: dict[str, object], status: int = 200) -> HttpResponse:
    said = SAID.get(request.GET.get("said", "")) if request.method != "POST" else None
    told |= {"group": request.group, "token": request.token, "said": said}
    return render(request, f"public/own/{name}.html", told, status=status)


urls = [
    path("g/<str:token>/questions/", questions, name="own-questions"),
    path("g/<str:token>/keys/", keys, name="own-keys"),
    path("g/<str:token>/keys/<int:place_id>/", keys_of_place, name="own-keys-of-place"),
]
