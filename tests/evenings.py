"""Two evenings of Leasow Vale with one list, and people on it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bandstand.gatherings.actions import evenings
from bandstand.gatherings.actions.evenings import Joining
from bandstand.gatherings.models import Gathering, SignUp, TwoEvenings
from bandstand.people.models import Hub, Message
from tests.borough import make_gathering


def evening(hub: Hub, days: int, **more: Any) -> Gathering:
    """Announce an evening so many days from now."""
    return make_gathering(hub, f"Evening {days}", starts_at=timezone.now() + timedelta(days=days), **more)


def joins(both: TwoEvenings, name: str, **more: Any) -> SignUp:
    """Put somebody on the list, with an address made of their name unless another is given."""
    more.setdefault("email", f"{name.lower().replace(' ', '.')}@mail.example")
    return evenings.sign_up(both, Joining(name, **more)).sign_up


def lot_of(both: TwoEvenings, one: SignUp) -> int:
    """Return where the lot put somebody: 1 or 2, or 0 before the draw."""
    both.refresh_from_db()
    one.refresh_from_db()
    return one.evening or 0


def letters_to(one: SignUp) -> list[str]:
    """Return the subjects of the letters somebody on the list was sent, in order."""
    return list(Message.objects.filter(to_address=one.email).order_by("pk").values_list("subject", flat=True))
