"""Forgetting a person at their wish: the row stays, so that counts stay; who it was does not."""

import uuid

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.utils import timezone

from bandstand.kit.background import later

from ..models import Consent, Deed, Message, Person, Role

GONE = "Someone whose details were removed"


@transaction.atomic
def forget(person: Person) -> None:
    """Empty name, address and number, delete the letters to them, and take back every yes they gave."""
    now = timezone.now()
    Message.objects.filter(to_person=person).delete()
    # The only deeds that name the person they are about: what was done stays, to whom does not.
    roles = [f"people.Role:{pk}" for pk in Role.objects.filter(person=person).values_list("pk", flat=True)]
    Deed.objects.filter(about__in=roles).update(words=Replace(F("words"), Value(person.name), Value(GONE)))
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=now)
    Person.objects.filter(pk=person.pk).update(
        name=GONE, email="", phone="", anonymised_at=now, session_stamp=uuid.uuid4()
    )
    wipe_traces()


def wipe_traces() -> None:
    """See to it, in the caller's transaction, that what it removes is soon gone from the disk as well."""
    later("bandstand.people.tasks.wipe_traces")
