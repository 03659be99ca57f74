"""Shall we introduce you? One page by private link: who they are, why, what is handed over; yes or no.

The link is opened by people and by mail scanners alike: looking at it changes nothing, buttons do.
"""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import pair_letters as actions
from bandstand.gatherings.introducing.letters import YES
from bandstand.gatherings.introducing.pairs import letter_of_link
from bandstand.gatherings.introducing.reasons import for_the_groups
from bandstand.gatherings.models import PairLetter, SuggestedPair
from bandstand.people.actions.links import find_link
from bandstand.people.models import PrivateLink
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.pair import YesForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public

TEN_MINUTES = timedelta(minutes=10)
State, Says = SuggestedPair.State, PairLetter.Says


@public
@never_cache
@require_safe
def shall_we(request: HubRequest, token: str) -> HttpResponse:
    letter = _opened(token)
    if letter is None:
        return link_is_dead(request)
    return _page(request, letter, token, YesForm())


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what="answer about an introduction")
def answer(request: HubRequest, token: str) -> HttpResponse:
    letter = _opened(token)
    if letter is None:
        return link_is_dead(request)
    form, says = YesForm(request.POST), request.POST.get("says", "")
    if not form.is_valid():
        return _page(request, letter, token, form)
    if says in {Says.YES, Says.NO}:
        actions.answer(letter, yes=says == Says.YES, name=form.cleaned_data["name"])
    return redirect("pair", token=token)


def _opened(token: str) -> PairLetter | None:
    link = find_link(PrivateLink.Purpose.PAIR, token)
    return letter_of_link(link) if link else None


def _page(request: HubRequest, letter: PairLetter, token: str, form: YesForm) -> HttpResponse:
    pair = letter.pair
    other = pair.other if letter.group_id == pair.one_id else pair.one
    told = {
        "letter": letter,
        "other": other,
        "reasons": for_the_groups(pair.reasons),
        "wording": YES.format(other=other.name),
        "form": form,
        "token": token,
        "stands": _stands(letter),
    }
    return out_of_searches(
        render(request, "public/pair/shall_we.html", told, status=422 if form.errors else 200)
    )


def _stands(letter: PairLetter) -> str:
    """Return what the page is about: agreed, met, not now, yes, no, or asked. Never what the other said."""
    if letter.pair.state in {State.AGREED, State.MET}:
        return str(letter.pair.state)
    if letter.pair.state == State.REFUSED and letter.says != Says.NO:
        return "not now"
    return letter.says or "asked"


urls = [
    path("p/<str:token>/", shall_we, name="pair"),
    path("p/<str:token>/answer/", answer, name="pair-answer"),
]
