"""Looks at groups' websites, what they found, and what was fixed."""

from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person

from .sweeps import Sweep


class CheckUp(HubOwned):
    """One look at one group's website. Its outcome is frozen: later looks are rows of their own."""

    retention = Keep(
        what="What we saw on a group’s public website",
        after="a newer look",
        then="the older look is emptied; what would help, and what was mended, stays",
        months=24,
        least=6,
        most=60,
    )

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        LOOKING = "looking", "Looking now"
        DONE = "done", "Looked"
        NOT_ABLE = "not able", "Could not check"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="check_ups")
    sweep = models.ForeignKey(
        Sweep, on_delete=models.SET_NULL, null=True, blank=True, related_name="check_ups"
    )
    url = models.URLField(max_length=500, blank=True)
    led_to = models.URLField(
        max_length=500, blank=True, help_text="Where the front page was found, where that was elsewhere."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    says = models.CharField(
        max_length=300, blank=True, help_text="Why it could not be checked, in plain words."
    )
    # The library's report as JSON: pages read, accounts found, one finding a look.
    report: models.JSONField[Any, Any] = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["group", "-asked_at"], name="check_up_latest"),
            models.Index(fields=["hub", "state"], name="check_up_state"),
            models.Index(fields=["sweep", "state"], name="check_up_of_sweep"),
            # What a newer look has taken the place of: without it, every look is held against every other.
            models.Index(fields=["group", "state", "looked_at"], name="check_up_looked"),
            models.Index(fields=["hub", "id"], condition=~models.Q(led_to=""), name="check_up_led_elsewhere"),
        ]
        constraints = [
            # Asking twice is asking once: only one check-up of a group waits or runs at a time.
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(state__in=["waiting", "looking"]),
                name="one_check_up_waiting",
            ),
        ]


class Finding(HubOwned):
    """Something that would help a group, from the look that first saw it to the look that saw it mended."""

    retention = Stays(
        "What would help a group’s website", "It is about a public website and holds no details of people."
    )

    class State(models.TextChoices):
        EASY_WIN = "easy win", "Easy win"
        DECISION = "decision", "Needs a decision"

    class Ending(models.TextChoices):
        MENDED = "mended", "Mended"
        MOVED_ON = "moved on", "No longer applies"

    class Ruling(models.TextChoices):
        NOT_FOR_US = "not for us", "Not for us"
        LATER = "later", "Another time"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="findings")
    look = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices)
    headline = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    effort_minutes = models.PositiveSmallIntegerField(null=True)
    evidence: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[{url, snippet, where}]: what was seen when last looked."
    )
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    opened_by = models.ForeignKey(CheckUp, on_delete=models.PROTECT, related_name="opened")
    closed_by = models.ForeignKey(CheckUp, on_delete=models.PROTECT, null=True, related_name="closed")
    closed_at = models.DateTimeField(null=True, blank=True)
    # Only what a look saw to be good is mended; a website that was given up is not.
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    mended_headline = models.CharField(max_length=200, blank=True, help_text="What the closing look said.")
    mended_evidence: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[{url, snippet, where}]: what the closing look saw."
    )
    # Which sentence of the look was said, and what fills its blanks, so that a hub can word it differently.
    says = models.CharField(max_length=40, blank=True)
    values: models.JSONField[Any, Any] = models.JSONField(default=dict)
    advises = models.CharField(max_length=60, blank=True)
    # What a person decided outlives later looks, until what is seen changes.
    ruling = models.CharField(max_length=10, choices=Ruling.choices, blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    ruled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["effort_minutes", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "look"], condition=models.Q(closed_at=None), name="one_open_finding_a_look"
            ),
        ]
        indexes = [models.Index(fields=["hub", "closed_at"], name="finding_open")]

    def __str__(self) -> str:
        return self.headline

    @property
    def builder(self) -> str:
        """What the website is made with, where the advice is for that: "WordPress"."""
        kind, _, builder = self.advises.partition(":")
        return builder if kind == "fix" else ""


# What a helper may offer: it stands, and the group did not say that it is not for them.
TO_HELP_WITH = models.Q(closed_at=None) & ~models.Q(ruling=Finding.Ruling.NOT_FOR_US)
