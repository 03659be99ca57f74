"""What the helpers of Leasow Vale said of themselves: what they can show, where, when, whose time it is."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from bandstand.gatherings.actions.helpers import Offer, sign_up
from bandstand.gatherings.models import Attendance, HelperProfile
from bandstand.people.models import Person, Topic
from bandstand.places.models import Area

from . import content
from .history import Known

_TIMES = [
    "Evenings, not Thursdays",
    "Any weekday after six",
    "Saturday mornings",
    "When the children are at school",
    "",
]
_LANGUAGES = {"Jaspal Virdee": "Punjabi, Hindi", "Karolina Mazur": "Polish", "Yusra Kassim": "Arabic"}
_PAUSED, _STOPPED = "Noor El-Amin", "Martin Duddridge"
_GIVES = ["own", "own", "own", "employer", "own", "", "paid"]


def say_who_helps(borough: Known) -> None:
    """Give every helper but two what they said of themselves; those two have helped and never signed up."""
    chance = random.Random(1936)  # noqa: S311 (a story, not a secret)
    areas, topics = list(Area.objects.order_by("name")), list(borough.topics.values())
    people = [borough.people[one.name] for one in content.helpers()[:-2]]
    made = HelperProfile.objects.bulk_create(
        _profile(person, at, borough) for at, person in enumerate(people)
    )
    for profile in made:
        profile.topics.set(chance.sample(topics, chance.randint(1, 4)))
        profile.areas.set(chance.sample(areas, chance.choice([0, 1, 1, 2])))
    _say_what_about(topics, chance)
    sign_up(borough.hub, Offer("Hattie Dunmore", phone="01632 960140", times="Mornings; ring after ten"))


def _say_what_about(topics: list[Topic], chance: random.Random) -> None:
    """Let most who booked for what is to come tick what it is about, so that helpers can see."""
    coming = Attendance.objects.filter(looking=True, booking="booked", gathering__state="announced")
    for seat in coming.filter(topics=None).order_by("pk"):
        if chance.random() < 0.75:
            seat.topics.add(chance.choice(topics[:4]))


def _profile(person: Person, at: int, borough: Known) -> HelperProfile:
    now = timezone.now()
    return HelperProfile(
        hub=borough.hub,
        person=person,
        languages=_LANGUAGES.get(person.name, ""),
        times=_TIMES[at % len(_TIMES)],
        gives=_GIVES[at % len(_GIVES)],
        paused_until=timezone.localdate() + timedelta(days=50) if person.name == _PAUSED else None,
        stopped_at=now - timedelta(days=300) if person.name == _STOPPED else None,
        confirmed_at=person.created_at,
        checked_at=_said_hello(at, now),
    )


def _said_hello(at: int, now: datetime) -> datetime | None:
    return None if at % 5 == 3 else now - timedelta(days=40 * (at + 1))
