"""Hubs, persons and what they may do; what was done, said and sent."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from .access import HubRows, _refuse_foreign


class Hub(models.Model):
    """One infrastructure organisation: a CVS, a volunteer centre, a council's parks team."""

    class Licence(models.TextChoices):
        CC_BY = "cc-by", "Creative Commons Attribution 4.0"
        OGL = "ogl", "Open Government Licence 3.0"
        CC0 = "cc0", "Creative Commons Zero: no conditions"

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    host = models.CharField(max_length=200, blank=True, help_text="Host name; empty where there is one hub.")
    place = models.CharField(max_length=120, blank=True, help_text="The borough or town, as people say it.")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    about = models.TextField(blank=True)
    small_number = models.PositiveSmallIntegerField(default=5)
    licence = models.CharField(
        max_length=5,
        choices=Licence.choices,
        default=Licence.CC_BY,
        blank=True,
        help_text="Under which others may reuse the directory; empty where it is not open data.",
    )
    # Off until an officer says so: nobody's groups are written to because software was installed.
    yearly_ask = models.BooleanField(
        default=False, help_text="Ask groups once a year whether their entry is still right."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("host", condition=~models.Q(host=""), name="one_hub_a_host"),
        ]

    def __str__(self) -> str:
        return self.name


class HubOwned(models.Model):
    """A row that belongs to one hub; see `access`."""

    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[HubRows[Self]] = HubRows()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        _refuse_foreign([self])
        super().save(*args, **options)


class Person(HubOwned):
    """Someone the hub knows. Needs no account and may have no contact details at all."""

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

    class Purpose(models.TextChoices):
        NAMED = "named", "To be named in the write-up"
        NEWS = "news", "To hear about the next dates"
        PHOTO = "photo", "To be in photographs"
        SHOWN = "shown", "To be shown as a group’s contact"

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


class Deed(HubOwned):
    """Who did what, when. Written once, never changed, never deleted one by one."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True, help_text="Model and id: groups.Group:12")
    words = models.CharField(max_length=300, help_text="The sentence an officer reads.")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["hub", "-at"], name="deed_latest"),
            models.Index(fields=["about"], name="deed_about"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise TypeError("A deed is written once.")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A deed is never deleted.")


class PrivateLink(HubOwned):
    """A link of one purpose. Only the digest of its token is kept; see `links` for the token itself."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign-in"
        CONSOLE = "console"
        BOOKING = "booking"
        GROUP = "group"
        PAPERS = "papers"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    subject = models.UUIDField(help_text="uid of the row it opens.")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="link_subject")]


class SignInRequest(HubOwned):
    """One request to sign in: a link and a code, dead after one use, fifteen minutes or five wrong codes.

    Made for unknown addresses as well (`person` empty), so that both answers look and cost the same.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    browser_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField(default=5)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Message(HubOwned):
    """A letter in the outbox. The text holds `{link}` where a private link goes: the token is not kept."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to go"
        SENDING = "sending", "Going now"
        SENT = "sent", "Sent"
        STUCK = "stuck", "Could not be sent"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to_person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    to_address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    link = models.ForeignKey(PrivateLink, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    trouble = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["hub", "-made_at"], name="message_latest")]

    def __str__(self) -> str:
        return self.subject


class Allowance(models.Model):
    """How much of a rate limit is used up: one row a key, the key hashed. Shared by all web processes."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.FloatField(default=0)
    at = models.DateTimeField(default=timezone.now)
