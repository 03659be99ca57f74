"""Complaints about how somebody's details were handled, from coming in to the answer."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from ..keeping import Keep, Stays
from .hubs import HubOwned
from .persons import Person


class Complaint(HubOwned):
    """One complaint. The law (since 19 June 2026) gives thirty days to acknowledge it."""

    class Outcome(models.TextChoices):
        PUT_RIGHT = "put right", "We put it right"
        PARTLY = "partly", "We put part of it right"
        EXPLAINED = "explained", "We explained why it is as it is"
        WITHDRAWN = "withdrawn", "They took it back"

    DAYS = 30
    retention = Keep(
        what="Complaints",
        after="the answer",
        then="name, address and words are taken out; that there was one, and when it was answered, stays",
        months=36,
        least=12,
        most=72,
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=12, help_text="What people quote: 2026-007.")
    name = models.CharField(max_length=120)
    answer_to = models.CharField(max_length=254, help_text="An e-mail address, a number, or where they live.")
    words = models.TextField()
    how = models.CharField(max_length=10, default="form", help_text="The form, or how else it reached us.")
    # The form's own key: the same complaint sent twice is one.
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    received_at = models.DateTimeField(default=timezone.now)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    looked_into_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True, help_text="What we answered, word for word.")
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "number"], name="one_complaint_a_number")]
        indexes = [models.Index(fields=["hub", "answered_at"], name="complaint_open")]

    def __str__(self) -> str:
        return f"Complaint {self.number}"

    @property
    def due_at(self) -> datetime:
        return self.received_at + timedelta(days=self.DAYS)

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.answered_at:
            return "Answered"
        if self.looked_into_at:
            return "Being looked into"
        return "Acknowledged" if self.acknowledged_at else "Received"


class ComplaintNote(HubOwned):
    """What somebody at the desk noted while looking into it."""

    retention = Stays("Notes about complaints", "They go when the complaint’s own words go.")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
