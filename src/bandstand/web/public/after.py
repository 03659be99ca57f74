"""Did it stick? One page by private link, two taps, no account.

The link is opened by people and by mail scanners alike: looking at it changes nothing, buttons do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import after
from bandstand.gatherings.models import FollowUp, Gathering
from bandstand.gatherings.queries.after import questions_of
from bandstand.gatherings.queries.calendar import bookable
from bandstand.groups.models import Group
from bandstand.people.actions.links import find_link
from bandstand.people.models import PrivateLink
from bandstand.presence.cards import CardToRead
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.after import MoreForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public
from bandstand.web.wins import with_cards

TEN_MINUTES = timedelta(minutes=10)

# The three answers, as they are said about help and about another group.
STUCK = [("yes", "Yes"), ("partly", "In part"), ("no", "No")]
MET = [("yes", "Yes, we did something together"), ("partly", "We know each other"), ("no", "No")]


class AfterRequest(HubRequest):
    """A request with a link that was checked, and what the letter with it asks."""

    token: str
    questions: list[FollowUp]


@dataclass(frozen=True)
class Question:
    """One question as the page asks it."""

    row: FollowUp
    choices: list[tuple[str, str]]
    form: MoreForm
    others: list[Group]
    cards: list[CardToRead]


def of_its_letter(view: Callable[[AfterRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the link; forged, expired, taken back and foreign ones all look the same."""

    @wraps(view)
    def opened(request: HubRequest, token: str) -> HttpResponse:
        link = find_link(PrivateLink.Purpose.FOLLOW_UP, token)
        questions = questions_of(link) if link else []
        if not questions:
            return link_is_dead(request)
        asked = cast("AfterRequest", request)
        asked.token, asked.questions = token, questions
        return out_of_searches(view(asked))

    return public(never_cache(at_most(60, within=TEN_MINUTES, what="answer some weeks after")(opened)))


@of_its_letter
@require_safe
def asked(request: AfterRequest) -> HttpResponse:
    return _page(request)


@of_its_letter
@require_POST
def answer(request: AfterRequest) -> HttpResponse:
    """The first tap."""
    row, says = _which(request), request.POST.get("says", "")
    if row is not None and says in FollowUp.Says.values and says:
        after.answer(row, says)
    return _back(request, row)


@of_its_letter
@require_POST
def more(request: AfterRequest) -> HttpResponse:
    """The second tap: what would help now, and words if they like."""
    row = _which(request)
    if row is None or not row.says:
        return _back(request, row)
    form = MoreForm(request.POST, row=row)
    if not form.is_valid():
        return _page(request, form)
    after.say_more(row, form.told())
    following = _next()
    if form.cleaned_data["more"] == FollowUp.More.BOOK and following:
        return redirect("book", slug=following.slug)
    return _back(request, row)


def _page(request: AfterRequest, unsaved: MoreForm | None = None) -> HttpResponse:
    told = {
        "questions": [_question(row, unsaved) for row in request.questions],
        "token": request.token,
        "next_one": _next(),
        "mores": FollowUp.More.choices,
        "has_errors": unsaved is not None,
    }
    return render(request, "public/after/asked.html", told, status=422 if unsaved else 200)


def _question(row: FollowUp, unsaved: MoreForm | None) -> Question:
    form = unsaved if unsaved is not None and unsaved.row.pk == row.pk else MoreForm(row=row)
    group = row.group_id
    others = [one for one in row.connection.groups.all() if one.pk != group] if row.connection else []
    findings = row.note.findings.all() if row.note else []
    cards = {card.slug: card for _, card in with_cards(findings) if card}
    return Question(row, MET if row.connection else STUCK, form, others, list(cards.values()))


def _which(request: AfterRequest) -> FollowUp | None:
    """Return which of the letter's questions is answered, and no other."""
    named = request.POST.get("which", "")
    return next((row for row in request.questions if str(row.uid) == named), None)


def _next() -> Gathering | None:
    return bookable().first()


def _back(request: AfterRequest, row: FollowUp | None) -> HttpResponse:
    return redirect(reverse("after", args=[request.token]) + (f"#q-{row.uid}" if row else ""))


urls = [
    path("a/<str:token>/", asked, name="after"),
    path("a/<str:token>/answer/", answer, name="after-answer"),
    path("a/<str:token>/more/", more, name="after-more"),
]
