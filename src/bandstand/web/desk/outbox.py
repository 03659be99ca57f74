"""The outbox: every letter, where a person can look at it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from bandstand.people.actions.outbox import send_again
from bandstand.people.models import Message
from bandstand.people.queries import letters
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk


@desk(Right.PEOPLE)
@require_safe
def outbox(request: DeskRequest) -> HttpResponse:
    chosen = request.GET.get("state", "")
    page = Paginator(letters(chosen), 50).get_page(request.GET.get("page"))
    shown = {"page": page, "chosen": chosen, "states": Message.State.choices}
    return render(request, "desk/outbox/list.html", shown)


@desk(Right.PEOPLE)
@require_safe
def letter(request: DeskRequest, letter_id: int) -> HttpResponse:
    return render(request, "desk/outbox/letter.html", {"letter": get_object_or_404(letters(), pk=letter_id)})


@desk(Right.PEOPLE)
@require_POST
def again(request: DeskRequest, letter_id: int) -> HttpResponse:
    stuck = get_object_or_404(letters(Message.State.STUCK), pk=letter_id)
    send_again(stuck, by=request.person)
    messages.success(request, "It is back in the queue and will be tried again in a moment.")
    return redirect("desk-letter", letter_id)


urls = [
    path("outbox/", outbox, name="desk-outbox"),
    path("outbox/<int:letter_id>/", letter, name="desk-letter"),
    path("outbox/<int:letter_id>/again/", again, name="desk-letter-again"),
]
