"""Who was asked to come, why, and what they said."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep
from bandstand.people.models import HubOwned, Message, Person

from .attendances import Attendance
from .gatherings import Gathering


class Invitation(HubOwned):
    """One group (or one person) asked to one gathering, with the reason."""

    retention = Keep(
        what="Who was invited to a gathering, and what they answered",
        after="the gathering",
        then="name, address and words are taken out; that a group was asked, and its answer, stays counted",
        months=24,
        least=6,
        most=60,
    )

    class Route(models.TextChoices):
        EMAIL = "email", "By e-mail"
        LETTER = "letter", "By printed letter"
        PHONE = "phone", "By phone"

    class State(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        SENT = "sent", "Sent"
        WITHDRAWN = "withdrawn", "Taken back"

    class Answer(models.TextChoices):
        NONE = "", "No answer so far"
        COMING = "coming", "Coming"
        NOT_THIS_TIME = "not this time", "Not this time"
        NO_MORE = "no more", "Please do not ask again"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="invitations")
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    helping = models.BooleanField(default=False, help_text="Asked to help rather than to be helped.")
    route = models.CharField(max_length=8, choices=Route.choices, default=Route.EMAIL)
    to_name = models.CharField(max_length=120, blank=True)
    to_address = models.EmailField(blank=True)
    # [{"code": "near", "words": "You meet a mile away."}, …], the strongest first.
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    own_words = models.TextField(blank=True, help_text="A line of the officer’s own.")
    wave = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    answer = models.CharField(max_length=14, choices=Answer.choices, default=Answer.NONE, blank=True)
    heard = models.TextField(blank=True, help_text="What was said on the phone.")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "group"],
                condition=models.Q(helping=False) & ~models.Q(state="withdrawn"),
                name="one_invitation_a_group",
            )
        ]
