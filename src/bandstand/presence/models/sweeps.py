"""Rounds of looks: asked for, or on a rhythm; who may ask a host next; what was seen of a page last time."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person


class Sweep(HubOwned):
    """One round over many groups' websites, cut into one job a website."""

    retention = Keep(
        what="Rounds of checks, and who asked for them",
        after="the round",
        then="it is deleted; what was found stays",
        months=24,
        least=1,
        most=60,
    )

    class Why(models.TextChoices):
        ASKED = "asked", "An officer asked"
        RHYTHM = "rhythm", "It was time again"
        COMMAND = "command", "From the command line"

    why = models.CharField(max_length=8, choices=Why.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    total = models.PositiveIntegerField(default=0, help_text="Websites in it.")
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="When an officer stopped it.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub"], condition=models.Q(finished_at=None), name="one_sweep_under_way"
            ),
        ]


class Rhythm(HubOwned):
    """How often a hub has all websites looked at of its own accord."""

    retention = Stays("How often websites are looked at", "It holds nothing about people.")

    class Every(models.IntegerChoices):
        NEVER = 0, "Only when we ask"
        WEEK = 7, "Every week"
        MONTH = 28, "Every four weeks"
        QUARTER = 91, "Every three months"

    every_days = models.PositiveSmallIntegerField(choices=Every.choices, default=Every.MONTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub"], name="one_rhythm_a_hub")]


class PlannedLook(HubOwned):
    """A look at one group's website that is to come: 1, 6 and 12 weeks after help."""

    retention = Stays(
        "Looks at websites still to come", "They are about a public website, and end when made."
    )

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="planned_looks")
    due_at = models.DateTimeField()
    because = models.CharField(max_length=200, help_text="“6 weeks after the surgery at Priory Hall”")
    check_up: models.ForeignKey[Any, Any] = models.ForeignKey(
        "presence.CheckUp", on_delete=models.SET_NULL, null=True, blank=True, related_name="planned"
    )

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "due_at"], name="one_planned_look_a_time"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(check_up=None), name="planned_look_due"),
        ]


class LeftAlone(HubOwned):
    """A website whose owner does not want it looked at: never fetched, by its host name."""

    retention = Stays("Websites we leave alone", "For as long as they wish to be left alone.")

    host = models.CharField(max_length=253, help_text="Without “www.”, lower case.")
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["host"]
        constraints = [models.UniqueConstraint(fields=["hub", "host"], name="one_host_left_alone")]


class AskedToStop(HubOwned):
    """Somebody asks that a website be left alone. Goes as soon as an officer has decided."""

    retention = Keep(
        what="Addresses of people who asked us to leave a website alone",
        after="they asked",
        then="deleted, as they are as soon as an officer has decided",
        days=60,
    )

    host = models.CharField(max_length=253, help_text="Without “www.”, lower case.")
    email = models.EmailField(blank=True, help_text="Where to say that it is done.")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "host"], name="one_ask_a_host")]


class HostTurn(models.Model):
    """When a host may be asked next, whichever runner on whichever machine wants to: belongs to no hub."""

    key = models.CharField(max_length=255, primary_key=True, help_text="A registrable domain, or a provider.")
    free_at = models.FloatField(validators=[MinValueValidator(0)], help_text="Seconds since 1970.")

    class Meta:
        indexes = [models.Index(fields=["free_at"], name="host_turn_free")]

    def __str__(self) -> str:
        return self.key


class PageMemory(HubOwned):
    """What one page was like when last fetched, so that asking again costs its server next to nothing."""

    retention = Keep(
        what="What we remember of a group’s public web pages, to be able to ask politely",
        after="it was last seen",
        then="it is deleted",
        months=6,
        least=1,
        most=24,
    )

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="page_memories")
    url = models.CharField(max_length=2000)
    url_key = models.CharField(max_length=64, help_text="A digest of the address, to find it by.")
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    facts = models.TextField(help_text="The page's facts as the library writes them down.")
    rules = models.CharField(max_length=40, help_text="The version of the reading that made them.")
    seen_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(
        default=timezone.now, help_text="When all of it was last fetched and read."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "url_key"], name="one_memory_a_page"),
        ]
        indexes = [models.Index(fields=["seen_at"], name="page_memory_seen")]
