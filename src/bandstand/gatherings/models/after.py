"""What came of it: did it stick, and did the groups go on."""

import uuid

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.people.keeping import Keep
from bandstand.people.models import HubOwned, Message

from .attendances import Attendance, HelpNote


class FollowUp(HubOwned):
    """One question some weeks later, by a private link: about help somebody got, or about who they met."""

    retention = Keep(
        what="What you told us some weeks after a gathering",
        after="you were asked",
        then="your words are taken out; the answer stays counted",
        months=36,
        least=12,
        most=84,
    )

    class State(models.TextChoices):
        PLANNED = "planned", "Still to be asked"
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        DROPPED = "dropped", "Not asked after all"

    class Says(models.TextChoices):
        NONE = "", "No answer"
        YES = "yes", "Yes"
        PARTLY = "partly", "In part"
        NO = "no", "No"

    class More(models.TextChoices):
        """The second tap: what would help now."""

        BOOK = "book", "Book the next one"
        CARD = "card", "A how-to card"
        RING = "ring", "Ring me"
        FINE = "fine", "Nothing, thank you"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Whom we ask: somebody who was there, for their group where they have one.
    attendance = models.ForeignKey(
        Attendance, on_delete=models.SET_NULL, null=True, related_name="follow_ups"
    )
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    # What we ask about: exactly one of the two.
    note = models.ForeignKey(HelpNote, on_delete=models.CASCADE, null=True, related_name="follow_ups")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, null=True, related_name="follow_ups")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    says = models.CharField(max_length=8, choices=Says.choices, default=Says.NONE, blank=True)
    more = models.CharField(
        max_length=20, choices=More.choices, blank=True, help_text="The second tap: what they would like now."
    )
    words = models.TextField(blank=True)
    # What a group's answer about a connection became.
    evidence = models.ForeignKey(ConnectionEvidence, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_to_at = models.DateTimeField(null=True, blank=True, help_text="When an officer rang them.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["hub", "state", "due_on"], name="follow_up_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(note=None) ^ models.Q(connection=None), name="follow_up_about_one_thing"
            ),
            models.UniqueConstraint(
                fields=["attendance"], condition=models.Q(connection=None), name="one_follow_up_an_attendance"
            ),
            models.UniqueConstraint(
                fields=["connection", "group", "due_on"], name="one_question_a_group_a_time"
            ),
        ]
