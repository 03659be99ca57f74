"""A season planned: where next, when, and whom to ask. Nothing happens until it is put on the calendar."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned, Person


class SeasonPlan(HubOwned):
    """What was asked for, the borough as it was then, and what the officer held, refused and noted."""

    retention = Stays(
        "Plans of where to meet next", "They name groups and places, and what an officer noted about places."
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    begins = models.DateField(help_text="The first week of the season.")
    weeks_apart = models.PositiveSmallIntegerField(default=4)
    sessions = models.PositiveSmallIntegerField(default=6)
    room = models.PositiveSmallIntegerField(default=12, help_text="How many groups a room takes.")
    # Names of `times.TIMES`: “weekday evening”, …
    times: models.JSONField[Any, Any] = models.JSONField(default=list)
    # The borough as it was: the planner's own format, so that the same plan can be made again anywhere.
    problem: models.JSONField[Any, Any] = models.JSONField(default=dict)
    held: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="Venues held fast, by id.")
    refused: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="Venues refused, by id.")
    # “We know better”: what an officer noted, by the venue's id.
    notes: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # What a first meeting of two kinds is worth, in words: {"sport friends": "much", …}; ours where empty.
    weights: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # What was worked out, with a fingerprint of all that it follows from: read instead of planning again.
    worked_out: models.JSONField[Any, Any] = models.JSONField(default=dict)
    on_calendar_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When drafts were made of it; while there are any, it stays as it is.",
    )

    class Meta:
        ordering = ["-made_at", "-pk"]


class PlannedSession(HubOwned):
    """One session that was put on the calendar from a plan, with what was expected of it."""

    plan = models.ForeignKey(SeasonPlan, on_delete=models.CASCADE, related_name="planned")
    gathering = models.OneToOneField("gatherings.Gathering", on_delete=models.CASCADE, related_name="planned")
    # Where the plan had it, whatever became of the gathering: a draft may move.
    venue = models.ForeignKey("places.Venue", on_delete=models.SET_NULL, null=True, related_name="+")
    asked = models.PositiveSmallIntegerField(help_text="How many groups were to be asked.")
    expected_low = models.PositiveSmallIntegerField()
    expected_high = models.PositiveSmallIntegerField()
    new_pairs = models.PositiveIntegerField(help_text="Pairs on the list that had never met.")

    class Meta:
        ordering = ["gathering__starts_at", "pk"]
