"""Private links, signing in, letters, and how often somebody asked."""

import uuid

from django.db import models
from django.utils import timezone

from ..keeping import Keep
from .hubs import HubOwned
from .persons import Person


class PrivateLink(HubOwned):
    """A link of one purpose. Only the digest of its token is kept; see `links` for the token itself."""

    retention = Keep(what="Private links", after="they ran out", then="they are deleted", days=30)

    class Purpose(models.TextChoices):
        SIGN_IN = "sign-in"
        CONSOLE = "console"
        BOOKING = "booking"
        GROUP = "group"
        PAPERS = "papers"
        HELPER = "helper"  # a helper’s own page: subject is the person
        INVITE = "invite"  # answer an invitation
        FOLLOW_UP = "follow-up"  # answer one question some weeks later
        DAY = "day"  # the code on the table that lets a helper’s phone in: subject is the gathering
        SIGN_UP = "sign-up"  # one’s name on a list for either of two evenings
        PAIR = "pair"  # shall we introduce you? subject is the pair; the group is told in the link’s row
        PHONE = "phone"  # what a phone sends with: subject is the phone

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

    retention = Keep(what="Requests to sign in", after="they ran out", then="they are deleted", days=1)

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

    retention = Keep(
        what="Letters we sent",
        after="they were sent",
        then="address and text are deleted",
        days=90,
    )

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
