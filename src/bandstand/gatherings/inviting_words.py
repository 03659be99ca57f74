"""The words of invitations: to groups and to helpers, by e-mail and on paper."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.actions.outbox import unmarked

from .models import Invitation
from .words import hello


class Written(NamedTuple):
    """An invitation as it is read; `text` holds {link} where the private page goes."""

    subject: str
    text: str


_SHAPE = """{hello}

{why}

When: {when}
Where: {where}

{reasons}{own}{what}

{answer}

{{link}}

{last}
"""
_WHAT = (
    "It is free and friendly. You sit beside somebody who helps you with your website, your page or your "
    "posts, you do the typing, and you meet other groups from round here. Nothing to prepare."
)
_WHAT_HELPER = (
    "You sit beside somebody from a small local group and help them with their page, their website or their "
    "photos. You need not be an expert. There is tea, and somebody welcomes you at the door."
)
_ANSWER = "Come, not this time, or please do not ask again: one press on this page is enough."
_LAST = "We write to you once about this date. Questions? {contact}."


def letter(invitation: Invitation) -> Written:
    """Write an invitation out, its reasons and the officer's own line in it."""
    gathering, hub = invitation.gathering, invitation.hub
    today = timezone.localdate()
    day = dates.day(gathering.starts_at, today=today)
    text = _SHAPE.format(
        hello=hello(invitation.to_name),
        why=_why(invitation),
        when=dates.when(gathering.starts_at, gathering.ends_at, today=today),
        where=unmarked(gathering.venue.in_full),
        reasons=_listed(reasons_of(invitation)),
        own=f"{unmarked(invitation.own_words)}\n\n" if invitation.own_words else "",
        what=_WHAT_HELPER if invitation.helping else _WHAT,
        answer=_ANSWER,
        last=_LAST.format(contact=unmarked(hub.email or hub.phone or hub.name)),
    )
    ask = "Could you help at" if invitation.helping else "You are invited to"
    return Written(f"{ask} {unmarked(gathering.title)}, {day}", text)


def reasons_of(invitation: Invitation) -> list[str]:
    """Return the sentences that tell the group why we ask it, at most two."""
    return [str(one["words"]) for one in invitation.reasons][:2]


def _why(invitation: Invitation) -> str:
    title, name = unmarked(invitation.gathering.title), unmarked(invitation.hub.name)
    if invitation.helping:
        return (
            f"You get this letter because you told {name} that you like to help. Could you come to {title}?"
        )
    group = unmarked(invitation.group.name) if invitation.group else "your group"
    return (
        f"You get this letter because {name} keeps the list of local groups that {group} is in, and would "
        f"love to see you at {title}."
    )


def _listed(reasons: Iterable[str]) -> str:
    lines = [f"- {unmarked(one)}" for one in reasons]
    return "\n".join(["Why we thought of you:", *lines, "", ""]) if lines else ""
