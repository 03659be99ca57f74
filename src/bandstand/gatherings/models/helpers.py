"""Helpers: what they can show, where, and when they would rather not be asked."""

from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned, Person, Topic
from bandstand.places.models import Area


class HelperProfile(HubOwned):
    """What somebody who helps told us; all of it is optional. Their private page is a link to the person."""

    retention = Stays(
        "What you told us as a helper",
        "As long as you help. You can empty it or stop on your own page; it goes when your details go.",
    )

    class Gives(models.TextChoices):
        """Whose time it is: reports of hours keep these apart."""

        NONE = "", "Not said"
        OWN = "own", "My own time"
        EMPLOYER = "employer", "My employer gives me the time"
        PAID = "paid", "It is part of my job"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="helper")
    topics = models.ManyToManyField(Topic, related_name="helpers", blank=True)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)
    languages = models.CharField(max_length=120, blank=True, help_text="“Punjabi, Polish”.")
    times = models.CharField(max_length=200, blank=True, help_text="When they can usually come.")
    gives = models.CharField(max_length=10, choices=Gives.choices, default=Gives.NONE, blank=True)
    wants_dates = models.BooleanField(default=True, help_text="Write to me when there is a new date.")
    paused_until = models.DateField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now, editable=False)
    # What was typed into the form anybody can send, until the letter's link (or an officer) says it is so.
    offer: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When an officer said hello.")

    class Meta:
        ordering = ["person__name", "pk"]
