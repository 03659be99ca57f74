"""How-to cards at the desk: those that come with Bandstand, and the hub's own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.people.models import Deed
from bandstand.people.rights import Right
from bandstand.presence.actions import cards as actions
from bandstand.presence.cards import CardToRead, our_cards
from bandstand.presence.queries.cards import CHANGED, card_at_desk, card_deeds, every_card
from bandstand.web.forms.card import CardForm
from bandstand.web.guards import DeskRequest, desk


@desk(Right.GROUPS)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    cards = every_card()
    told = {
        "own": [card for card in cards if not card.is_ours],
        "ours": [card for card in cards if card.is_ours],
        "deeds": card_deeds(),
    }
    return render(request, "desk/how_to/list.html", told)


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        card = actions.add_card(request.hub, form.cleaned_data, by=request.person)
        messages.success(request, f"“{card.title}” is among the how-to cards now.")
        return redirect("desk-how-to")
    return _form_page(request, form, None)


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, slug: str) -> HttpResponse:
    card = _card(slug)
    form = CardForm(request.POST or None, card=card)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        changed = actions.change_card(request.hub, slug, form.cleaned_data, by=request.person)
        messages.success(request, "Saved." if changed else "Nothing was different, so nothing has changed.")
        return redirect("desk-how-to-card", slug=slug)
    return _form_page(request, form, card)


def _form_page(request: DeskRequest, form: CardForm, card: CardToRead | None) -> HttpResponse:
    preview = form.as_card() if form.is_bound and not form.errors else None
    told = {
        "form": form,
        "card": card,
        "preview": preview,
        "takes_place": bool(card and not card.is_ours and card.slug in our_cards()),
        "deeds": card_deeds(card.slug) if card else [],
    }
    return render(request, "desk/how_to/form.html", told, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_POST
def shown(request: DeskRequest, slug: str) -> HttpResponse:
    """Hide a card, or show it again."""
    card, show = _card(slug), request.POST.get("shown") == "yes"
    if card.is_shown != show:
        actions.show_card(request.hub, slug, shown=show, by=request.person)
    where = "is shown again" if show else "is hidden: only the desk sees it, and nothing leads to it"
    messages.success(request, f"“{card.title}” {where}.")
    return redirect("desk-how-to-card", slug=slug)


@desk(Right.GROUPS)
@require_POST
def give_up(request: DeskRequest, slug: str) -> HttpResponse:
    """Go back to Bandstand's own card, or take away one that stands in nobody's place."""
    card = _card(slug)
    actions.give_up_card(request.hub, slug, by=request.person)
    done = "Bandstand’s own card is back" if slug in our_cards() else f"“{card.title}” was taken away"
    messages.success(request, f"{done}. You can put yours back below.")
    return redirect("desk-how-to")


@desk(Right.GROUPS)
@require_POST
def put_back(request: DeskRequest, deed_id: int) -> HttpResponse:
    deed = get_object_or_404(Deed.objects.filter(verb=CHANGED), pk=deed_id)
    if actions.put_back_card(deed, request.hub, by=request.person):
        messages.success(request, "Put back as it was before.")
    else:
        messages.info(request, "It was changed again since, so nothing was put back.")
    return redirect("desk-how-to")


def _card(slug: str) -> CardToRead:
    card = card_at_desk(slug)
    if card is None:
        raise Http404
    return card


urls = [
    path("checks/how-to/", every, name="desk-how-to"),
    path("checks/how-to/add/", add, name="desk-how-to-add"),
    path("checks/how-to/put-back/<int:deed_id>/", put_back, name="desk-how-to-put-back"),
    path("checks/how-to/<slug:slug>/", change, name="desk-how-to-card"),
    path("checks/how-to/<slug:slug>/shown/", shown, name="desk-how-to-shown"),
    path("checks/how-to/<slug:slug>/give-up/", give_up, name="desk-how-to-give-up"),
]
