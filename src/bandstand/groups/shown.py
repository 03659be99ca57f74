"""What somebody says yes to when they let a group's page name them. Kept word for word with their yes."""

from .models import Group, GroupContact, Kind

# What may be shown of a contact, in reading order, and what it is called in a sentence.
PARTS = {"name": "name", "email": "e-mail address", "phone": "telephone number"}

# Next to a health group, a name may tell something about somebody's health (UK GDPR, article 9).
HEALTH = (
    "I know that readers may take it to say something about my health, or the health of somebody close to "
    "me, and I want it shown all the same."
)


def tells_of_health(group: Group) -> bool:
    return group.kind is not None and group.kind.look == Kind.Look.HEALTH


def sentences(group: Group) -> tuple[str, str]:
    """Return the sentence that is said yes to, and the one about health where it is needed."""
    said = (
        f"Yes, {group.hub.name} may show what is ticked here with {group.name} in its public directory, "
        "where anyone can read it. I can take this back at any time, on the group’s own page or by asking."
    )
    return said, HEALTH if tells_of_health(group) else ""


def wording(contact: GroupContact, shows: list[str]) -> str:
    """Return what was said yes to as it is kept: the parts that were ticked, and the sentences."""
    parts = ", ".join(words for part, words in PARTS.items() if part in shows)
    return " ".join(filter(None, [f"Ticked: {parts}.", *sentences(contact.group)]))


def covers(said: str, contact: GroupContact) -> bool:
    """Tell whether what was said yes to is enough for the group as it is now."""
    return HEALTH in said or not tells_of_health(contact.group)
