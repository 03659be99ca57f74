"""The letters to groups about their own page: what each is called, why it comes, and what the link is for."""

from typing import NamedTuple

from bandstand.people.actions.outbox import unmarked
from bandstand.people.models import Hub

from .models import Group


class Letter(NamedTuple):
    """One letter, told of {group} and {hub}. With `then`, it carries the link to the group's own page."""

    subject: str
    why: str
    then: str = ""


class Written(NamedTuple):
    subject: str
    text: str


SENT = Letter(
    subject="The page of {group} in our directory",
    why="You get this letter because this is the address we have for {group}, which is in the directory of "
    "local groups kept by {hub}. Somebody asked us to send you its private page.",
    then="There you can see what we say about the group, put it right, or have it taken out. No account is "
    "needed:",
)
YEARLY = Letter(
    subject="Is this still right? {group} in our directory",
    why="You get this letter because this is the address we have for {group}, which is in the directory of "
    "local groups kept by {hub}. We ask once a year, so that people who look for the group find it.",
    then="If all is still right, one tap on this page says so. You can change things there too, or have the "
    "group taken out:",
)
LEFT = Letter(
    subject="{group} has asked to leave the directory",
    why="You get this letter because {hub} keeps the directory. {group} pressed “Leave” on its own page. It "
    "is no longer shown, its contact details are removed, and no sheet lists it again. There is nothing to "
    "do.",
)
ADDRESS_CHANGED = Letter(
    subject="The address we have for {group} was changed",
    why="You get this letter because this was the address we had for {group}, which is in the directory of "
    "local groups kept by {hub}. On the group’s own page another address was given instead, and letters go "
    "there from now on. If that is not right, please tell us: {reach}.",
)

_LAST = (
    "The link is yours alone: whoever has it can change what we say. On the page you can also tell us not to "
    "write again, and have your details removed."
)


def written(letter: Letter, group: Group) -> Written:
    """Return a letter as it goes into the outbox: `{link}` stays for the outbox to fill in."""
    told = {"group": _plain(group.name), "hub": _plain(group.hub.name), "reach": _plain(_reach(group.hub))}
    parts = ["Hello,", letter.why.format(**told)]
    if letter.then:
        parts += [letter.then, "{link}", _LAST]
    return Written(letter.subject.format(**told), "\n\n".join(parts) + "\n")


def _reach(hub: Hub) -> str:
    return " or ".join(way for way in (hub.email, hub.phone) if way) or hub.name


def _plain(text: str) -> str:
    """Keep our own marks, and line breaks, out of other people's words."""
    return " ".join(unmarked(text).split())
