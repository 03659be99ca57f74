"""Putting people of two groups in touch: no address moves before both have said yes to it."""

from collections.abc import Mapping

from django.db import transaction

from bandstand.groups.models import Connection, Group
from bandstand.people.actions.deeds import record
from bandstand.people.actions.links import site_address
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Person

from ..queries.in_touch import about, said_yes
from ..words import hello

YES = "You may give my name and e-mail address to the other group, so that we can talk."
_LETTER = """{hello}

You get this letter because you and {others} both told {hub} that you would like to be put in touch{where}.

{addresses}

Just write to each other: we are not in between. If you have changed your mind, you can take your yes
back, and we do not pass your address on again. Here you can do that, see what we hold about you, or have
your details removed, without an account:

{your_details}
"""


@transaction.atomic
def put_in_touch(connection: Connection, *, by: Person) -> int:
    """Write to everybody who said yes, with the others' names and addresses; 0 where only one side did."""
    both = said_yes(connection)
    if len(both) < 2:
        return 0
    write_to_both(connection, both)
    record(connection.hub, "put in touch", "put two groups in touch", by=by, about=connection)
    return len(both)


def write_to_both(connection: Connection, both: Mapping[Group, Person]) -> None:
    """Send each, who all said yes, the names and addresses of the others."""
    for group, person in both.items():
        put_in_outbox(
            connection.hub,
            to_person=person,
            to_address=person.email,
            subject="You wanted to be put in touch",
            text=_text(connection, person, {other: whom for other, whom in both.items() if other != group}),
            about=about(connection),
        )


def _text(connection: Connection, person: Person, others: dict[Group, Person]) -> str:
    lines = [f"{_named(whom, group)}: {whom.email}" for group, whom in others.items()]
    told = {
        "others": " and ".join(group.name for group in others),
        "hub": connection.hub.name,
        "where": f", after your groups met at {connection.where}" if connection.where else "",
        "addresses": "\n".join(lines),
        # No private link: people pass this letter on, and it must not open what we hold about them.
        "your_details": f"{site_address(connection.hub)}/your-details/",
    }
    plain = {name: unmarked(words) for name, words in told.items()}
    return _LETTER.format(hello=hello(person.name), **plain)


def _named(whom: Person, group: Group) -> str:
    """Name somebody with their group; who answered for a group by its own name is it."""
    return group.name if whom.name == group.name else f"{whom.name}, {group.name}"
