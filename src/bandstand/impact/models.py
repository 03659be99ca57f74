"""Figures frozen on a day, so that a report stays what it was."""

import hashlib
import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.gatherings.models import Programme
from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned, Person
from bandstand.places.models import Area


class FigureRun(HubOwned):
    """All figures of a period as they were counted once, with the version of every rule. Written once.

    `kept` is the JSON text itself and not a column of JSON: what is opened or taken along years later is the
    same to the byte, whatever was corrected since and whichever database holds it.
    """

    retention = Stays(
        "Figures frozen for a report, and who froze them",
        "They are numbers and rules; a report that was sent stays what it was.",
    )

    class Audience(models.TextChoices):
        OURS = "ours", "For ourselves: every number as it is"
        EVERYBODY = "everybody", "To pass on: small numbers of people hidden"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    # What was asked for, to count the same again today; what it came to is in `kept` alone.
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, related_name="+")
    kept = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of `kept`.")
    form_key = models.UUIDField(default=uuid.uuid4)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["hub", "-made_at"], name="figure_run_latest")]
        constraints = [models.UniqueConstraint(fields=["hub", "form_key"], name="one_figure_run_a_form")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise TypeError("Frozen figures are written once.")
        self.digest = digest_of(self.kept)
        super().save(*args, **options)

    @property
    def is_whole(self) -> bool:
        """Whether the text is still the one that was frozen."""
        return digest_of(self.kept) == self.digest


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
