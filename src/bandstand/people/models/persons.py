"""People, what they may do, and what they said yes to."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from ..keeping import Keep, Stays
from .hubs import HubOwned


class Person(HubOwned):
    """Someone the hub knows. Needs no account and may have no contact details at all."""

    retention = Keep(
        what="Your name, e-mail address and phone number",
        after="we last had anything to do with you",
        then="they are taken out; that somebody came stays counted",
        months=24,
        least=6,
        most=60,
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    created_via = models.CharField(max_length=30, default="officer")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    anonymised_at = models.DateTimeField(null=True, blank=True)
    # Changing the stamp ends every session of this person at once.
    session_stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "hub", Lower("email"), condition=~models.Q(email=""), name="one_person_an_email"
            ),
        ]
        indexes = [models.Index(fields=["hub", "name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name


class Role(HubOwned):
    """What a person may do at the desk, until when."""

    retention = Keep(
        what="Who could sign in at the desk",
        after="that ended",
        then="it is deleted",
        months=72,
    )

    class Name(models.TextChoices):
        OWNER = "owner", "Owner"
        OFFICER = "officer", "Officer"
        MANAGER = "manager", "Session manager"
        DOOR = "door", "Door helper"
        READER = "reader", "Read only"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=10, choices=Name.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="role_in_force")]

    def __str__(self) -> str:
        return self.get_name_display()


class Topic(HubOwned):
    """Something people ask for help with: "Facebook page", "putting photos up"."""

    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["hub", "name"], name="one_topic_a_name")]

    def __str__(self) -> str:
        return self.name


class Consent(HubOwned):
    """A yes or a no, to one purpose in one wording, until withdrawn."""

    retention = Stays(
        "What you said yes or no to",
        "It shows what you agreed to as long as we know you; once your name is taken out it says nothing "
        "about anybody.",
    )

    class Purpose(models.TextChoices):
        NAMED = "named", "To be named in the write-up"
        NEWS = "news", "To hear about the next dates"
        PHOTO = "photo", "To be in photographs"
        SHOWN = "shown", "To be shown as a group’s contact"
        QUOTE = "quote", "To be quoted"
        PUT_IN_TOUCH = "in touch", "To be put in touch with another group"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    about = models.CharField(
        max_length=60,
        blank=True,
        help_text="What it is about, where the purpose alone does not say: model and id.",
    )
    given = models.BooleanField()
    wording = models.TextField()
    how = models.CharField(max_length=20, default="web")
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="consent_in_force")]
