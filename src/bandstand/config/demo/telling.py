"""What groups have told us of their pages online: keys, answers, and whom to leave alone."""

from collections.abc import Iterator

from bandstand.gatherings.models import HelpNote
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Person
from bandstand.presence.actions.answers import answer
from bandstand.presence.actions.keys import say_keys
from bandstand.presence.actions.planned import plan_looks
from bandstand.presence.actions.stopping import ask_to_stop
from bandstand.presence.models import Answer

from . import content
from .history import Known

# By the files' own order of websites: the first two have lost a key, the next two hang on one person.
_LOST, _ONE_HOLDER, _WITH_A_SPARE = (0, 1), (2, 3), (4, 5, 6, 7)
_HOLDERS = ("the secretary", "Ron’s daughter", "the treasurer", "the webmaster, now in Spain")
_SEEN = {"website-shown": "no", "picture-shown": "yes", "posted-lately": "yes", "two-in-charge": "no"}
_RECENT = 3  # surgeries whose groups are looked at again


def tell(borough: Known, *, by: Person) -> None:
    """Write down what somebody told us, through the actions themselves."""
    for number, group in enumerate(_with_websites(borough)):
        _keys(group, number, by)
    for group in list(_with_websites(borough))[:3]:
        answer(group, _SEEN, how=Answer.How.SURGERY, by=by)
    ask_to_stop(borough.hub, "https://www.quiet-corner.example/", email="quiet@corner.example")


def _with_websites(borough: Known) -> Iterator[Group]:
    for site in content.sites():
        if not site.behaves:
            yield borough.groups[content.group_of(site)[content.NAME]]


def _keys(group: Group, number: int, by: Person) -> None:
    for place in OnlinePlace.objects.filter(group=group, kind=OnlinePlace.Kind.FACEBOOK).select_related(
        "group"
    ):
        if number in _LOST:
            say_keys(place, lost=True, by=by)
        elif number in _ONE_HOLDER:
            say_keys(place, holder=_HOLDERS[number % len(_HOLDERS)], by=by)
        elif number in _WITH_A_SPARE:
            say_keys(place, holder="the chair", spare=_HOLDERS[number % 2], by=None)


def plan_the_looks(notes: list[HelpNote], borough: Known) -> None:
    """Plan the looks that the last surgeries would have planned, had the software been there."""
    latest = sorted(
        {note.gathering_id: note.gathering for note in notes}.values(), key=lambda one: one.starts_at
    )
    for gathering in latest[-_RECENT:]:
        groups = Group.objects.filter(help_notes__gathering=gathering).distinct()
        plan_looks(
            borough.hub,
            groups,
            after=gathering.starts_at,
            because=f"the {gathering.title[:1].lower()}{gathering.title[1:]}",
        )
