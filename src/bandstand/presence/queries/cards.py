"""How-to cards: those that come with Bandstand, and a hub's own, which take their place."""

from bandstand.people.models import Deed

from ..cards import CardToRead, our_cards
from ..cards.reading import way_of
from ..models import Card
from ..websites import look_called

CHANGED = "changed a how-to card"  # the verb of its deeds


def every_card() -> list[CardToRead]:
    """Return all cards as the hub in force has them, hidden ones too: ours in their order, then its own."""
    own = {card.slug: as_read(card) for card in Card.objects.all()}
    ours = [own.pop(slug, card) for slug, card in our_cards().items()]
    return [*ours, *own.values()]


def cards() -> list[CardToRead]:
    """Return the cards anyone may read."""
    return [card for card in every_card() if card.is_shown]


def card_called(slug: str) -> CardToRead | None:
    """Return one card anyone may read; None where there is none, or it is hidden."""
    card = card_at_desk(slug)
    return card if card and card.is_shown else None


def card_at_desk(slug: str) -> CardToRead | None:
    """Return one card, hidden or not."""
    own = Card.objects.filter(slug=slug).first()
    return as_read(own) if own else our_cards().get(slug)


def card_of_look(look_id: str, builder: str = "") -> CardToRead | None:
    """Return the card that shows how to mend what a look found, with the steps of this website builder."""
    return CardsOfLooks().get(look_id, builder)


class CardsOfLooks:
    """The cards of many looks in one query; `.get("fb-link", "WordPress")` has `.url` and `.title`."""

    def __init__(self) -> None:
        every = every_card()
        self._shown = {card.slug: card for card in every if card.is_shown}
        self._own = {card.look: card for card in self._shown.values() if card.look}

    def get(self, look_id: str, builder: str = "") -> CardToRead | None:
        look = look_called(look_id)
        card = self._own.get(look_id) or self._shown.get(look.card if look else "")
        return card.chosen_for(way_of(builder)) if card else None


def as_read(card: Card) -> CardToRead:
    """Return a hub's own card. In the place of one of ours it stands where ours stood."""
    ours = our_cards().get(card.slug)
    return CardToRead(
        slug=card.slug,
        title=card.title,
        want=ours.want if ours else "",
        section=ours.section if ours else "own",
        lead=card.lead,
        steps=tuple(line.strip() for line in card.steps.splitlines() if line.strip()),
        minutes=card.minutes,
        picture=card.picture,
        look=card.look,
        is_ours=False,
        is_shown=card.shown,
    )


def card_deeds(slug: str = "", most: int = 10) -> list[Deed]:
    """Return what was done to one card, or to all of them, newest first."""
    deeds = Deed.objects.filter(verb=CHANGED).select_related("actor").order_by("-at", "-pk")
    return list((deeds.filter(detail__slug=slug) if slug else deeds)[:most])
