"""The draw: who of a list comes to which evening, by lot and by group; kept as it fell, never changed."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.groups.words import plain
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..lot import Lot, draw
from ..models import Gathering, SignUp, TwoEvenings
from ..queries.evenings import booked_already, on_the_list
from .booking import Answer, Booked, Wish, book, cancel, hold
from .evening_letters import only_by_letter, tell_left_out
from .evenings import ListClosedError, hold_list

ONLY_ONE = "can come to one evening only"
BOOKED = "was booked before the list was made"
NO_OTHER = "the other evening is called off or has been"
NONE_LEFT = "could come to this one only, which is called off or has been"
_SEEDS = 10**12


@dataclass
class Party:
    """Everybody on the list from one group, or one person without a group."""

    key: str
    people: list[SignUp] = field(default_factory=list)
    tied: dict[int, str] = field(default_factory=dict)  # the evenings they must come to, and why
    booked: dict[int, set[int]] = field(default_factory=dict)  # by sign-up, where they are booked themselves
    shut: frozenset[int] = frozenset()  # the evenings nobody is put on any more

    @property
    def told(self) -> dict[str, Any]:
        """Which group it is; nothing about people, nor words that might be somebody's name."""
        group = self.people[0].group if self.people else None
        return {
            "lot": self.key,
            "group": str(group.uid) if group else "",
            "name": group.name if group else "",
        }

    def goes(self, one: SignUp) -> int:
        """Return where somebody of a party that is not drawn goes: as they can, else with the others."""
        if one.only is None:
            return min(self.tied.keys() - self.shut or self.tied)
        elsewhere = self.booked[one.pk] - self.shut
        return min(elsewhere) if one.only in self.shut and elsewhere else one.only

    def more_at(self, at: int) -> int:
        """Return how many of a party that is not drawn come on top of those booked at an evening."""
        return sum(self.goes(one) == at and at not in self.booked[one.pk] for one in self.people)


@transaction.atomic
def draw_lots(evenings: TwoEvenings, *, by: Person | None) -> TwoEvenings:
    """Draw once: book everybody on the list on the evening the lot gives them, with a letter each.

    Two officers pressing at once, or one pressing twice, draw once. Where one evening is called off or has
    begun, everybody who can comes to the other, and nobody is drawn; who cannot gets a letter saying so.
    Raises ListClosedError when neither can be booked any more.
    """
    held = hold_list(evenings)
    if held.drawn_at is not None:
        return held
    held.first, held.second = _both_held(held)
    if not held.can_draw:
        raise ListClosedError
    parties = _parties(held)
    hat = [party for party in parties if not party.tied]
    put = [party for party in parties if party.tied]
    held.seed, held.rooms = secrets.randbelow(_SEEDS), [one.places for one in held.both]
    drawn = draw(
        held.seed,
        [Lot(party.key, len(party.people)) for party in hat],
        taken=_taken(held, put),
        rooms=_rooms(held),
    )
    held.lots = [*_told_of_bookings(held), *_told_of_put(put), *_told_of_drawn(hat, drawn)]
    held.drawn_at, held.drawn_by = timezone.now(), by
    held.save(update_fields=["seed", "rooms", "lots", "drawn_at", "drawn_by"])
    _book_all(held, put, {party.key: party for party in hat}, drawn)
    record(held.hub, "drew lots", f"drew who comes to which evening: {held}", by=by, about=held)
    return held


@transaction.atomic
def come_to_other(one: SignUp) -> Answer | None:
    """Let somebody come to the other evening after all; they stay counted where the lot put them.

    None when it is too late, or they took their name off.
    """
    evenings = hold_list(one.evenings)
    evenings.first, evenings.second = both = _both_held(evenings)
    one.refresh_from_db(fields=["attendance", "left_at"])
    here = one.attendance
    if one.left_at or here is None or not evenings.both_to_come:
        return None
    return _goes_to(one, both[0] if here.gathering_id == both[1].pk else both[1])


@transaction.atomic
def come_to(one: SignUp, at: int) -> Answer | None:
    """Let somebody with no evening left come to one that is to come: booked now, or by the draw still to be.

    None when it is too late, or there is nothing to book as yet.
    """
    one.evenings = hold_list(one.evenings)
    one.evenings.first, one.evenings.second = both = _both_held(one.evenings)
    one.refresh_from_db(fields=["attendance", "left_at", "can"])
    if both[at] not in one.could_come_to:
        return None
    if one.evenings.drawn_at is not None:
        return _goes_to(one, both[at])
    SignUp.objects.filter(pk=one.pk).update(can=[SignUp.Can.FIRST, SignUp.Can.SECOND][at])
    return None


def _goes_to(one: SignUp, gathering: Gathering) -> Answer:
    """Book somebody on an evening in place of the one they had, if they had one."""
    here = one.attendance
    booked = _booked(one, gathering, replace(_wish(one), by_lot=False, form_key=uuid.uuid4()))
    if here is not None:
        cancel(here, by=one.person)
    SignUp.objects.filter(pk=one.pk).update(attendance=booked.attendance)
    record(one.hub, "changed evening", f"comes to {gathering} instead", by=one.person, about=one)
    return booked.answer


def _both_held(evenings: TwoEvenings) -> tuple[Gathering, Gathering]:
    """Lock both gatherings, in the same order whoever asks."""
    held = {one.pk: hold(one) for one in sorted(evenings.both, key=lambda each: each.pk)}
    return held[evenings.first_id], held[evenings.second_id]


def _parties(held: TwoEvenings) -> list[Party]:
    found: dict[str, Party] = {}
    groups, people = _who_is_booked(held)
    shut = frozenset(at for at, one in enumerate(held.both) if not one.can_book or one.has_begun)
    for one in on_the_list(held):
        key = str(one.group.uid if one.group else one.uid)
        party = found.setdefault(_together(one), Party(key, shut=shut))
        party.people.append(one)
        party.booked[one.pk] = people.get(one.person_id or 0, set())
        booked = party.booked[one.pk] | groups.get(one.group_id or 0, set())
        party.tied |= dict.fromkeys(booked, BOOKED)
        if one.only is not None:
            party.tied[one.only] = ONLY_ONE if held.both[one.only].can_book else NONE_LEFT
        elif shut:
            party.tied.setdefault(1 - min(shut), NO_OTHER)
    return list(found.values())


def _together(one: SignUp) -> str:
    """Return what puts people into one lot: their group, or the same words for one we do not know."""
    if one.group_id:
        return f"group {one.group_id}"
    # Words in letters other than ours are nothing once they are made plain.
    words = plain(one.group_words) or " ".join(one.group_words.casefold().split())
    return f"words {words}" if words else f"person {one.pk}"


AtEvenings = dict[int, set[int]]


def _who_is_booked(held: TwoEvenings) -> tuple[AtEvenings, AtEvenings]:
    """Return the groups and the people who had booked an evening before there was a list."""
    groups: AtEvenings = {}
    people: AtEvenings = {}
    for at, gathering in enumerate(held.both):
        for row in booked_already(gathering):
            people.setdefault(row.person_id or 0, set()).add(at)
            for group in row.groups.all():
                groups.setdefault(group.pk, set()).add(at)
    people.pop(0, None)
    return groups, people


def _taken(held: TwoEvenings, put: list[Party]) -> tuple[int, int]:
    more = [sum(party.more_at(at) for party in put) for at in (0, 1)]
    return held.first.taken + more[0], held.second.taken + more[1]


def _rooms(held: TwoEvenings) -> tuple[int | None, int | None]:
    return held.first.places, held.second.places


def _told_of_bookings(held: TwoEvenings) -> list[dict[str, Any]]:
    """Tell of who had a place before: they count towards the places of their evening."""
    told = []
    for at, gathering in enumerate(held.both):
        for row in booked_already(gathering):
            group = next(iter(row.groups.all()), None)
            named = {"group": str(group.uid) if group else "", "name": group.name if group else ""}
            heads = row.heads if row.has_place else 0
            told.append(
                {
                    "lot": str(row.uid),
                    **named,
                    "heads": heads,
                    "drawn": False,
                    "evening": at + 1,
                    "why": BOOKED,
                }
            )
    return told


def _told_of_put(put: Iterable[Party]) -> list[dict[str, Any]]:
    told = []
    for party in put:
        for at in sorted({party.goes(one) for one in party.people}):
            why, heads = party.tied.get(at, ONLY_ONE), party.more_at(at)
            told.append({**party.told, "heads": heads, "drawn": False, "evening": at + 1, "why": why})
    return told


def _told_of_drawn(hat: Iterable[Party], drawn: dict[str, int]) -> list[dict[str, Any]]:
    by_key = {party.key: party for party in hat}
    return [
        {**by_key[key].told, "heads": len(by_key[key].people), "drawn": True, "evening": at + 1, "why": ""}
        for key, at in drawn.items()
    ]


def _book_all(held: TwoEvenings, put: list[Party], hat: dict[str, Party], drawn: dict[str, int]) -> None:
    """Book in the order they left the hat, after those who were not in it."""
    goes = [(one, party.goes(one)) for party in put for one in party.people]
    goes += [(one, at) for key, at in drawn.items() for one in hat[key].people]
    for one, at in goes:
        gathering = held.both[at]
        booked = _booked(one, gathering, _wish(one)).attendance if gathering.can_book else None
        SignUp.objects.filter(pk=one.pk).update(evening=at + 1, attendance=booked)
        if booked is None:
            one.evenings = held
            tell_left_out(one, gathering)


def _booked(one: SignUp, gathering: Gathering, wish: Wish) -> Booked:
    booked = book(gathering, wish)
    if booked.answer is Answer.ALREADY:
        only_by_letter(one, booked.attendance)
    return booked


def _wish(one: SignUp) -> Wish:
    return Wish(
        name=one.name,
        email=one.email,
        phone=one.phone,
        group=one.group,
        group_words=one.group_words,
        wants=one.wants,
        person=one.person,
        form_key=one.uid,
        by_lot=True,
    )
