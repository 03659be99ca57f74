"""Who was asked to sit at which table, round by round."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Keep
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
