"""What somebody says yes to when they let a group's page name them. Kept word for word with their yes."""

from .models import GroupContact, Kind

# What may be shown of a contact, in reading order, and what it is called in a sentence.
PARTS = {"name": "name", "email": "e-mail address", "phone": "telephone number"}

# Next to a health group, a name may tell something about somebody's health (UK GDPR, article 9).
HEALTH = (
    "I know that readers may take it to say something about my health, or the health of somebody close to "
    "me, and I want it shown all the same."
)


def tells_of_health(contact: GroupContact) -> bool:
    kind = contact.group.kind
    return kind is not None and kind.look == Kind.Look.HEALTH


def wording(contact: GroupContact, shows: list[str]) -> str:
    """Return the sentence somebody says yes to, for these parts."""
    parts = [PARTS[part] for part in PARTS if part in shows]
    said = (
        f"Yes, {contact.group.hub.name} may show my {_together(parts)} with {contact.group.name} in its "
        "public directory, where anyone can read it. I can take this back at any time, on the group’s own "
        "page or by asking."
    )
    return f"{said} {HEALTH}" if tells_of_health(contact) else said


def covers(said: str, contact: GroupContact) -> bool:
    """Tell whether what was said yes to is enough for the group as it is now."""
    return HEALTH in said or not tells_of_health(contact)


def _together(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
