"""Hubs and who may do what in them."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..access import hub_scope
from ..models import Hub, Person, PrivateLink, Role, SignInRequest, Topic
from .deeds import record
from .links import in_days, make_link
from .outbox import put_in_outbox

STARTING_TOPICS = [
    "Facebook page", "Website", "Instagram", "Photos and video", "Events and dates",
    "E-mail and newsletters", "Passwords and getting back in", "Something else",
]  # fmt: skip

_MOVED = "Your sign-in letters now go somewhere else"
_MOVED_LETTER = """You get this because sign-in letters for {hub} came to this address until now.

Somebody signed in as you has changed the address they go to. If that was you, there is nothing to do.
If it was not, tell {hub} at once.
"""


@transaction.atomic
def open_hub(name: str, *, slug: str = "hub", host: str = "", place: str = "", email: str = "") -> Hub:
    """Start a hub with its usual topics and nobody in it yet."""
    hub = Hub.objects.create(name=name, slug=slug, host=host, place=place, email=email)
    with hub_scope(hub):
        Topic.objects.bulk_create(
            [Topic(hub=hub, name=topic, position=place) for place, topic in enumerate(STARTING_TOPICS)]
        )
    return hub


@transaction.atomic
def give_role(
    hub: Hub, *, name: str, email: str, role: str, by: Person | None, until: datetime | None = None
) -> Role:
    """Let somebody work at the desk. A door helper's role ends after three days unless told otherwise."""
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if person is None:
        person = Person.objects.create(hub=hub, name=name, email=email.lower())
    if until is None and role == Role.Name.DOOR:
        until = timezone.now() + timedelta(days=3)
    given = Role.objects.create(hub=hub, person=person, name=role, until=until, given_by=by)
    record(hub, "gave a role", f"made {person.name} {given} at the desk", by=by, about=given)
    return given


@transaction.atomic
def end_role(role: Role, *, by: Person) -> bool:
    """End a role now, and every session of its person with it; False for the last owner's, which stays."""
    # Held, so that two owners who end each other's role in the same moment take turns.
    Hub.objects.select_for_update().get(pk=role.hub_id)
    if _is_last_owner(role):
        return False
    Role.objects.filter(pk=role.pk).update(until=timezone.now())
    Person.objects.filter(pk=role.person_id).update(session_stamp=uuid.uuid4())
    record(role.hub, "ended a role", f"ended {role.person.name}’s role as {role}", by=by, about=role)
    return True


def _is_last_owner(role: Role) -> bool:
    others = Role.objects.filter(name=Role.Name.OWNER, until=None).exclude(pk=role.pk)
    return role.name == Role.Name.OWNER and not others.exists()


def console_link(person: Person, *, days: float = 7) -> PrivateLink:
    """Make a one-time sign-in link to print on the server's own terminal."""
    return make_link(person.hub, PrivateLink.Purpose.CONSOLE, person.uid, expires_at=in_days(days))


@transaction.atomic
def tell_about_hub(hub: Hub, *, by: Person, your_name: str, your_email: str, **about: str) -> None:
    """Change what the hub says of itself, and its owner's own name and address."""
    for field, words in about.items():
        setattr(hub, field, words)
    hub.save(update_fields=list(about))
    before = by.email
    by.name, by.email = your_name, your_email.lower()
    by.save(update_fields=["name", "email"])
    if before != by.email:
        SignInRequest.objects.filter(person=by, used_at=None).update(used_at=timezone.now())
    if before and before != by.email:
        put_in_outbox(
            hub, to_address=before, to_person=by, subject=_MOVED, text=_MOVED_LETTER.format(hub=hub)
        )
    record(hub, "changed settings", "changed the organisation’s details", by=by, about=hub)
