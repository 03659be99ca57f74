"""A yes to one purpose in one wording, and taking it back: rows are added and ended, never changed."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..models import Consent, Person
from .deeds import record


@transaction.atomic
def say(
    person: Person,
    purpose: str,
    *,
    yes: bool,
    wording: str,
    how: str,
    about: str = "",
    by: Person | None = None,
) -> Consent:
    """Keep a yes or a no, word for word, in place of what was said before about the same."""
    _in_force(person, purpose, about).update(withdrawn_at=timezone.now())
    return Consent.objects.create(
        hub=person.hub,
        person=person,
        purpose=purpose,
        about=about,
        given=yes,
        wording=wording,
        how=how,
        recorded_by=by,
    )


@transaction.atomic
def take_back(consent: Consent, *, by: Person | None) -> bool:
    """End a yes at once; False when it was taken back before. Without `by` they did it themselves."""
    ended = Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if ended:
        purpose = consent.get_purpose_display()
        words = f"took back a yes: {purpose[:1].lower()}{purpose[1:]}"
        record(consent.hub, "took back a yes", words, by=by, about=consent.person)
    return bool(ended)


def _in_force(person: Person, purpose: str, about: str) -> QuerySet[Consent]:
    return Consent.objects.filter(person=person, purpose=purpose, about=about, withdrawn_at=None)
