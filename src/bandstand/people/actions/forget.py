"""Forgetting a person at their wish: the row stays, so that counts stay; who it was does not."""

import uuid

from django.db import transaction
from django.utils import timezone

from ..models import Consent, Message, Person

GONE = "Someone whose details were removed"


@transaction.atomic
def forget(person: Person) -> None:
    """Empty name, address and number, delete the letters to them, and take back every yes they gave."""
    now = timezone.now()
    Message.objects.filter(to_person=person).delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=now)
    Person.objects.filter(pk=person.pk).update(
        name=GONE, email="", phone="", anonymised_at=now, session_stamp=uuid.uuid4()
    )
