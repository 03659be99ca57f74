"""How-to cards: one page a topic, for anybody, to read or to print."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.presence.cards import SECTIONS, WAYS, CardToRead
from bandstand.presence.queries.cards import card_called, cards
from bandstand.web.guards import HubRequest, keepable, public


@public
@require_safe
def every(request: HubRequest) -> HttpResponse:
    """List the cards by what people want to do."""
    shown = cards()
    sections = [(title, [card for card in shown if card.section == name]) for name, title in SECTIONS.items()]
    told = {"sections": [(title, those) for title, those in sections if those]} | _way(request, shown)
    return keepable(request, render(request, "public/how_to/list.html", told))


@public
@require_safe
def one(request: HubRequest, slug: str) -> HttpResponse:
    card = card_called(slug)
    if card is None:
        raise Http404
    told = _way(request, [card])
    told |= {"card": card.chosen_for(str(told["way"])), "related": _related(card)}
    return keepable(request, render(request, "public/how_to/one.html", told))


@public
@require_safe
def booklet(request: HubRequest) -> HttpResponse:
    """Show all cards in a row, each on a page of its own when printed."""
    shown = cards()
    told = _way(request, shown)
    told["cards"] = [card.chosen_for(str(told["way"])) for card in shown]
    return keepable(request, render(request, "public/how_to/booklet.html", told))


def _way(request: HubRequest, shown: list[CardToRead]) -> dict[str, object]:
    """Return which way was asked for and what keeps it in addresses, with the ways these cards have."""
    asked = request.GET.get("with", "")
    way = asked if asked in WAYS else ""
    had = {one.slug for card in shown for one in card.ways}
    ways = [(slug, name) for slug, name in WAYS.items() if slug in had]
    return {"way": way, "kept": f"?with={way}" if way else "", "ways": ways}


def _related(card: CardToRead) -> list[CardToRead]:
    """Return the other cards of its section: what people want to do next."""
    return [other for other in cards() if other.section == card.section and other.slug != card.slug][:4]


urls = [
    path("how-to/", every, name="how-to"),
    path("how-to/all/", booklet, name="how-to-all"),
    path("how-to/<slug:slug>/", one, name="how-to-card"),
]
