"""How-to cards of a hub's own: written, hidden and shown, put back, or given up for ours."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bandstand.people.actions.deeds import record
from bandstand.people.models import Deed, Hub, Person

from ..cards import CardToRead, our_cards
from ..models import Card
from ..queries.cards import CHANGED

FIELDS = ("title", "lead", "steps", "minutes", "look", "picture")
_TAKEN = {"all", "add"}  # pages beside the cards


@transaction.atomic
def add_card(hub: Hub, told: Mapping[str, Any], *, by: Person) -> Card:
    """Make a card of the hub's own, with an address of its own from its title."""
    card = Card(hub=hub, slug=_free_slug(str(told["title"])))
    _write(card, told, by)
    _record(card, {}, f"wrote the how-to card “{card.title}”", by)
    return card


@transaction.atomic
def change_card(hub: Hub, slug: str, told: Mapping[str, Any], *, by: Person) -> bool:
    """Change a card; one of ours gets one of the hub's own in its place. False when nothing was different."""
    card, before = _own(hub, slug)
    if before and all(getattr(card, field) == told[field] for field in FIELDS):
        return False
    _write(card, told, by)
    _record(card, before, f"changed the how-to card “{card.title}”", by)
    return True


@transaction.atomic
def show_card(hub: Hub, slug: str, *, shown: bool, by: Person) -> None:
    """Show a card to anybody, or to the desk alone."""
    card, before = _own(hub, slug)
    if card.pk is None:
        _fill(card, our_cards()[slug])
    card.shown, card.by, card.changed_at = shown, by, timezone.now()
    card.save()
    _record(card, before, f"{'showed' if shown else 'hid'} the how-to card “{card.title}”", by)


@transaction.atomic
def give_up_card(hub: Hub, slug: str, *, by: Person) -> None:
    """Take the hub's own card away: in its place stands ours again, if it had taken the place of one."""
    card, before = _own(hub, slug)
    if card.pk is None:
        return
    ours = slug in our_cards()
    words = "went back to Bandstand’s own how-to card for" if ours else "took away the how-to card"
    _record(card, before, f"{words} “{card.title}”", by, gone=True)
    card.delete()


@transaction.atomic
def put_back_card(deed: Deed, hub: Hub, *, by: Person) -> bool:
    """Undo one change where the card is still as it left it."""
    slug, (before, after) = str(deed.detail["slug"]), deed.detail["card"]
    card, now = _own(hub, slug)
    if now != after:
        return False
    if not before:
        card.delete()
    else:
        for field, value in before.items():
            setattr(card, field, value)
        card.by, card.changed_at = by, timezone.now()
        card.save()
    label = before.get("title") or after.get("title", "")
    detail: dict[str, object] = {"slug": slug, "card": [after, before]}
    record(hub, CHANGED, f"put back the how-to card “{label}”", by=by, detail=detail)
    return True


def _own(hub: Hub, slug: str) -> tuple[Card, dict[str, Any]]:
    """Return the hub's own card with what is in it; a new one, not saved, where it has none of that name."""
    card = Card.objects.select_for_update().filter(hub=hub, slug=slug).first()
    return (card, _told(card)) if card else (Card(hub=hub, slug=slug), {})


def _told(card: Card) -> dict[str, Any]:
    return {field: getattr(card, field) for field in (*FIELDS, "shown")}


def _fill(card: Card, ours: CardToRead) -> None:
    card.title, card.lead, card.steps = ours.title, ours.lead, "\n".join(ours.steps)
    card.minutes, card.picture = ours.minutes, ours.picture


def _write(card: Card, told: Mapping[str, Any], by: Person) -> None:
    for field in FIELDS:
        setattr(card, field, told[field])
    card.by, card.changed_at = by, timezone.now()
    card.save()


def _record(card: Card, before: dict[str, Any], words: str, by: Person, *, gone: bool = False) -> None:
    detail: dict[str, object] = {"slug": card.slug, "card": [before, {} if gone else _told(card)]}
    record(card.hub, CHANGED, words, by=by, detail=detail)


def _free_slug(title: str) -> str:
    start = slugify(title)[:50].strip("-") or "card"
    taken = {*_TAKEN, *our_cards(), *Card.objects.values_list("slug", flat=True)}
    tries = (f"{start}-{number}" if number > 1 else start for number in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)
