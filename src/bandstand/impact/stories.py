"""What stands beside the figures: where we met, and what people said that may be quoted."""

from dataclasses import dataclass

from bandstand.gatherings.models import HelpNote
from bandstand.gatherings.queries.quotes import may_be_quoted
from bandstand.people.queries import may_be_named
from bandstand.places.models import Venue

from .measures import Period
from .measures.base import rooms, was_held


@dataclass(frozen=True)
class Story:
    """Something somebody said, and who they are as far as they let us say."""

    words: str
    who: str
    note: HelpNote


def stories(period: Period, most: int = 4) -> list[Story]:
    """Return the latest words people let us quote; with their name only where they said yes to that too."""
    notes = HelpNote.objects.filter(was_held(period, "gathering"), undone_at=None, quote_by__isnull=False)
    told = notes.exclude(quote="").select_related("gathering", "quote_by__person").prefetch_related("groups")
    found = list(told.order_by("-at", "-pk")[: 10 * most])
    yes = may_be_quoted(found)
    quoted = [note for note in found if note.pk in yes][:most]
    named = may_be_named(
        {note.quote_by.person_id for note in quoted if note.quote_by and note.quote_by.person_id}
    )
    return [Story(note.quote, _who(note, named), note) for note in quoted]


def _who(note: HelpNote, named: set[int]) -> str:
    person = note.quote_by.person if note.quote_by else None
    name = person.name if person and person.pk in named else "somebody"
    group = next(iter(note.groups.all()), None)
    return f"{name}, {group.name}" if group else name


@dataclass
class Place:
    """One venue: how often we were there, and how many times somebody came."""

    venue: Venue
    gatherings: int = 0
    came: int = 0
    not_known: int = 0


def where(period: Period) -> list[Place]:
    """Return the venues of the gatherings held, the one we were at most often first."""
    in_rooms = rooms(period)
    venues = Venue.objects.select_related("area").in_bulk({room.gathering.venue_id for room in in_rooms})
    places = {pk: Place(venue) for pk, venue in venues.items()}
    for room in in_rooms:
        place = places[room.gathering.venue_id]
        place.gatherings += 1
        place.came += room.came or 0
        place.not_known += room.came is None
    return sorted(places.values(), key=lambda place: (-place.gatherings, place.venue.name))
