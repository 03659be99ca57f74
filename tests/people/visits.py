"""Who came long ago: people of Leasow Vale whose time is up, or nearly."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from bandstand.gatherings.models import Attendance
from bandstand.people.models import Hub, Person
from tests.borough import make_gathering


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def years_ago(years: float) -> datetime:
    return days_ago(years * 365.25 + 2)


def came(hub: Hub, name: str, at: datetime, **more: object) -> Attendance:
    person = Person.objects.create(hub=hub, name=name, email=f"{uuid.uuid4().hex}@x.example", created_at=at)
    over = make_gathering(hub, f"Surgery {uuid.uuid4().hex[:6]}", starts_at=at, state="closed")
    return Attendance.objects.create(hub=hub, gathering=over, person=person, arrival="here", **more)
