"""What needs doing next at the desk, most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from bandstand.gatherings.queries.after import to_ring
from bandstand.gatherings.queries.calendar import bookable, with_bookings_counted
from bandstand.gatherings.queries.day import to_finish, under_way
from bandstand.gatherings.queries.evenings import to_draw
from bandstand.gatherings.queries.helpers import waiting_for_hello
from bandstand.groups.models import Group
from bandstand.groups.queries.fresh import page_asks
from bandstand.jobs.queries import dead_jobs
from bandstand.kit import dates
from bandstand.kit.words import counted
from bandstand.people.models import Hub, Message
from bandstand.people.queries import complaints, letters
from bandstand.people.rights import Right
from bandstand.presence.queries import overview


@dataclass(frozen=True)
class ToDo:
    """One line of the list: `look` is pressing, "" or calm."""

    title: str
    words: str
    action: str
    address: str
    look: str = ""


def to_do(hub: Hub, rights: frozenset[Right]) -> list[ToDo]:
    """Return what this person could do next. A door helper sees the door and nothing else."""
    found = list(_on_now()) if Right.DAY in rights else []
    if Right.PLAN in rights:
        found += _to_finish()
    found += _first_steps(hub, rights)
    if Right.PLAN in rights:
        found += [*_to_draw(), *_coming()]
    if Right.GROUPS in rights:
        found += _about_groups()
    if Right.PEOPLE in rights:
        found += [*_complaints(), *_to_ring(), *_stuck()]
    return found


def _on_now() -> Iterator[ToDo]:
    for gathering in under_way(timezone.now()):
        yield ToDo(
            gathering.title,
            "On now. Tick people as they arrive, and note who helped whom.",
            "See who’s here",
            reverse("desk-day", args=[gathering.slug]),
            look="pressing",
        )


def _to_finish() -> Iterator[ToDo]:
    for gathering in to_finish():
        yield ToDo(
            gathering.title,
            "It is over, but not written up. Five minutes now saves it being forgotten.",
            "Finish and write up",
            reverse("desk-finish", args=[gathering.slug]),
            look="pressing",
        )


def _to_draw() -> Iterator[ToDo]:
    """Yield lists for two evenings whose people should soon hear which is theirs."""
    soon, today = timezone.now() + timedelta(days=7), timezone.localdate()
    for evenings, first, waiting in to_draw():
        people = counted(waiting, "person is", "people are")
        when = dates.day(first.starts_at, today=today)
        yield ToDo(
            evenings.title,
            f"{people} on this list, and not drawn yet. The next evening is on {when}.",
            "Draw the lot",
            reverse("desk-evenings-one", args=[evenings.slug]),
            look="pressing" if first.starts_at <= soon else "",
        )


def _coming() -> Iterator[ToDo]:
    ahead = bookable().filter(starts_at__gt=timezone.now())
    coming = list(with_bookings_counted(ahead)[:3])
    for gathering in coming:
        yield ToDo(
            gathering.title,
            booked_in_words(gathering.looking_count, gathering.helping_count),
            "Get ready",
            reverse("desk-gathering", args=[gathering.slug]),
            look="calm",
        )
    if not coming:
        yield ToDo(
            "Nothing is coming up",
            "A date and a place are enough. Two or three may come; that is fine.",
            "Plan a surgery",
            reverse("desk-gathering-new"),
        )


def booked_in_words(looking: int, helping: int) -> str:
    """Return "5 people booked, 2 helpers" for a line about a gathering to come."""
    if not looking and not helping:
        return "Nobody has booked yet. Many just turn up."
    people = counted(looking, "person", "people") if looking else "Nobody"
    helpers = counted(helping, "helper", "helpers") if helping else "no helper yet"
    return f"{people} booked, {helpers}."


def _first_steps(hub: Hub, rights: frozenset[Right]) -> Iterator[ToDo]:
    """Yield what comes before anything can be planned well, in the order of “Your first hour”."""
    if Right.OWN in rights and not hub.place:
        yield ToDo(
            "Say who you are",
            "Your organisation’s name and patch, so that people know whose page this is.",
            "Fill it in",
            reverse("desk-settings"),
        )
    if Right.GROUPS in rights and not Group.objects.exists():
        words = "A spreadsheet will do, as messy as it is. Nothing in it gets lost."
        yield ToDo("Bring in your groups", words, "Bring in a sheet", reverse("desk-sheets"))


def _about_groups() -> list[ToDo]:
    found = []
    kindless = Group.objects.filter(kind=None).count()
    if kindless:
        title = f"{counted(kindless, 'group has', 'groups have')} no kind yet"
        words = "Sports club, Friends group, health group? It helps to plan a good mix."
        found.append(
            ToDo(title, words, "Choose kinds", reverse("desk-groups") + "?show=no-kind", look="calm")
        )
    seen = overview()
    if seen.never:
        title = f"{counted(seen.never, 'website has', 'websites have')} not been looked at"
        words = "See what would help: it takes a few minutes and nobody is written to."
        found.append(ToDo(title, words, "Look at them", reverse("desk-checks")))
    elif seen.open:
        title = f"{counted(seen.open, 'easy win', 'easy wins')} waiting"
        words = "Ten-minute things to sort out side by side at the next surgery."
        found.append(ToDo(title, words, "See them", reverse("desk-checks"), look="calm"))
    return found


def _complaints() -> Iterator[ToDo]:
    """Yield complaints not answered yet; those of whose thirty days a week or less is left are pressing."""
    soon, today = timezone.now() + timedelta(days=7), timezone.localdate()
    for complaint in complaints("open").order_by("received_at"):
        yield ToDo(
            f"Complaint {complaint.number}",
            f"{complaint.state}. Answer it by {dates.day(complaint.due_at, today=today)}.",
            "Look at it",
            reverse("desk-complaint", args=[complaint.uid]),
            look="pressing" if complaint.due_at <= soon else "",
        )


def _to_ring() -> Iterator[ToDo]:
    """Yield who asked to be rung some weeks after, and who offered to help by telephone."""
    if asked := to_ring().count():
        title = f"{counted(asked, 'person', 'people')} would like to be rung"
        words = "They told us how it went after they were helped."
        yield ToDo(title, words, "See who", reverse("desk-after") + "?show=ring")
    if offered := waiting_for_hello().count():
        title = f"{counted(offered, 'person has', 'people have')} offered to help"
        address = reverse("desk-helpers") + "?show=hello"
        yield ToDo(title, "They left a telephone number. Ring to say hello.", "See who", address)


def _stuck() -> list[ToDo]:
    found = []
    asking = page_asks().count()
    if asking:
        title = f"{counted(asking, 'person says', 'people say')} a group is theirs"
        words = "From addresses we do not know. Decide who gets the private page."
        found.append(ToDo(title, words, "See who", reverse("desk-told")))
    stuck = letters(Message.State.STUCK).count()
    if stuck:
        title = f"{counted(stuck, 'letter', 'letters')} could not be sent"
        address = reverse("desk-outbox") + "?state=stuck"
        found.append(ToDo(title, "The outbox says why.", "See the outbox", address, look="pressing"))
    dead = dead_jobs().count()
    if dead:
        title = f"{counted(dead, 'thing', 'things')} stuck behind the scenes"
        found.append(ToDo(title, "It can be tried again.", "Take a look", reverse("desk-jobs")))
    return found
