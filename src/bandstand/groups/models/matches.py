"""Groups that may be one and the same: what was decided, and merges that can be undone."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person

from .groups import Group


class MatchDecision(HubOwned):
    """What somebody said of two groups that look alike. Remembered, so that nobody is asked twice.

    `first` is the group with the smaller id.
    """

    retention = Stays("Which groups are not the same", "It holds no details of people, only who decided.")

    class Said(models.TextChoices):
        DIFFERENT = "different", "Not the same"
        LATER = "later", "Decide later"

    first = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="decided_first")
    second = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="decided_second")
    said = models.CharField(max_length=9, choices=Said.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_decision_a_pair"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="smaller_id_first"),
        ]


class Likeness(HubOwned):
    """Two groups that look alike, as last found: worked out afresh every night, never typed.

    `first` is the group with the smaller id.
    """

    retention = Stays("Which groups look alike", "It is worked out afresh every night, and holds no details.")

    class Tier(models.TextChoices):
        CERTAIN = "certain", "Certain"
        LIKELY = "likely", "Likely"
        POSSIBLE = "possible", "Possible"

    first = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="like_first")
    second = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="like_second")
    tier = models.CharField(max_length=8, choices=Tier.choices)
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="Sentences.")
    bits = models.FloatField(help_text="How much speaks for it; the surest come first.")
    found_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-bits", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_likeness_a_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="smaller_id_first_likeness"
            ),
        ]
        indexes = [models.Index(fields=["hub", "tier", "-bits"], name="likeness_by_tier")]


class Merge(HubOwned):
    """Two groups made one, with everything needed to take them apart again."""

    retention = Keep(
        what="Copies of groups made one, so that they can be taken apart again",
        after="they were made one",
        then="the copy is deleted",
        months=24,
        least=3,
        most=60,
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="merges")
    absorbed_id = models.BigIntegerField(help_text="Row id the other group had, and gets back.")
    absorbed_uid = models.UUIDField()
    absorbed_slug = models.SlugField(max_length=80)
    absorbed_name = models.CharField(max_length=200)
    snapshot: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="Rows as they were before, and which rows were moved."
    )
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["hub", "absorbed_slug"], name="merge_by_slug"),
            models.Index(fields=["absorbed_uid"], name="merge_by_uid"),
        ]
