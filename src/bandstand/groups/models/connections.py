"""Which groups know each other: where that came from, and what speaks for it later."""

import uuid

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Keep
from bandstand.people.models import HubOwned

from .groups import Group


class Connection(HubOwned):
    """Two groups (or more) that met, and how. No people are in it: they are in what it came from."""

    retention = Keep(
        what="Words about how groups got to know each other",
        after="they met",
        then="the words are taken out; that the groups met stays counted",
        months=36,
        least=12,
        most=84,
    )

    class Kind(models.TextChoices):
        MET = "met", "Met"
        SWAPPED = "swapped", "Swapped contacts"
        AGREED = "agreed", "Agreed to do something together"
        VENUE = "venue", "Uses the other’s place"
        ONLINE = "online", "Linked to each other online"
        POINTED = "pointed", "Told about each other"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    groups = models.ManyToManyField(Group, related_name="connections")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MET)
    on = models.DateField()
    where = models.CharField(max_length=150, blank=True, help_text="The gathering, as it is called.")
    planned = models.BooleanField(default=False, help_text="We had said that they should meet.")
    words = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["hub", "on"], name="connection_by_date")]

    @property
    def was_by_letter(self) -> bool:
        """Whether we introduced them, both having said yes: they need not have met at all."""
        return self.planned and self.kind == self.Kind.SWAPPED and not self.where


class ConnectionEvidence(HubOwned):
    """Something dated that speaks for a connection, or against it: a group said so, or a page shows it."""

    retention = Keep(
        what="What groups told us about each other later",
        after="they said so",
        then="the words are taken out; the answer stays counted",
        months=36,
        least=12,
        most=84,
    )

    class Says(models.TextChoices):
        YES = "yes", "Yes, we know each other"
        DID = "did", "Yes, and we did something together"
        NO = "no", "No, nothing came of it"

    class By(models.TextChoices):
        GROUP = "group", "The group said so"
        PAGE = "page", "A web page shows it"
        OFFICER = "officer", "An officer wrote it down"

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="evidence")
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="Who said so."
    )
    on = models.DateField()
    says = models.CharField(max_length=5, choices=Says.choices)
    by = models.CharField(max_length=8, choices=By.choices, default=By.GROUP)
    words = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["on", "pk"]
