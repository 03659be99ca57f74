"""Whose details were removed, without saying who; and the times a hub chose itself."""

from typing import Any

from django.db import models
from django.utils import timezone

from ..keeping import Stays
from .hubs import HubOwned


class Removal(HubOwned):
    """Somebody's details were removed: kept as marks nobody can read back, to remove them again if an older
    copy of the site is brought back. The same line is in `removals.jsonl`, outside the database.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Everything about somebody"
        BOOKING = "booking", "What was typed for one booking"
        GROUP = "group", "What reaches people of a group that left"

    retention = Stays(
        "Marks of removed details",
        "Without them, bringing back an older copy of this site would bring people’s details back too. "
        "Nobody can read a name or an address from them.",
    )

    kind = models.CharField(max_length=10, choices=Kind.choices)
    mark = models.CharField(max_length=64, help_text="Digest of the row’s long number.")
    marks: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="Keyed digests of the address and number they were known by."
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "kind", "mark"], name="one_removal_a_mark")]


class KeepingTime(HubOwned):
    """How many months this hub keeps rows of a model, where it chose another time than ours."""

    of = models.CharField(max_length=60, help_text="The model: gatherings.Attendance")
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "of"], name="one_time_a_model")]
