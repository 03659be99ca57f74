"""Who was asked to sit at which table, round by round; who it was suggested should meet."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person

from .gatherings import Gathering


class TableRound(HubOwned):
    """One round at the tables, as it was suggested: who sits where. Facts are sittings; this is advice."""

    retention = Keep(
        what="Who was asked to sit at which table",
        after="the gathering",
        then="it is deleted",
        months=12,
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="table_rounds")
    number = models.PositiveSmallIntegerField(help_text="1 for the first round.")
    # [{"name": "Oak", "members": ["uid of an attendance", …]}, …]: table 1 first
    tables: models.JSONField[Any, Any] = models.JSONField(default=list)
    chairs = models.PositiveSmallIntegerField(default=5, help_text="At each table.")
    seed = models.PositiveIntegerField(default=0, help_text="Another one suggests another way to sit.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField(null=True, blank=True, help_text="From then on nobody is moved.")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="one_table_round_a_number")
        ]


class SuggestedPair(HubOwned):
    """Two groups that should meet, and why; what the officer and both groups said of it."""

    retention = Stays(
        "Which groups we thought should meet", "They are about groups, and what was dismissed stays so."
    )

    class State(models.TextChoices):
        OPEN = "open", "Suggested"
        DISMISSED = "dismissed", "Not these two"
        ASKED = "asked", "Both were asked"
        AGREED = "agreed", "Both said yes"
        REFUSED = "refused", "Not now"
        MET = "met", "They have met"

    class Says(models.TextChoices):
        NONE = "", "No answer"
        YES = "yes", "Yes, please"
        NO = "no", "No, thank you"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    one = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", help_text="The smaller id.")
    other = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    # Sentences: what they have in common, how far apart they are, who knows both.
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    one_says = models.CharField(max_length=4, choices=Says.choices, default=Says.NONE, blank=True)
    other_says = models.CharField(max_length=4, choices=Says.choices, default=Says.NONE, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_suggestion_a_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_in_order"),
        ]
