"""Gatherings, the series they come in, and the programmes that pay for them."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from bandstand.kit.recurring import in_words
from bandstand.people.access import HubQuerySet, HubRows
from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned, Person
from bandstand.places.models import Venue


class Programme(HubOwned):
    """What a funder pays for. A gathering may count towards several, and counts once in the whole."""

    name = models.CharField(max_length=120)
    funder = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    retention = Stays("Programmes and who pays for them", "They are about organisations, not people.")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hub", "name"], name="one_programme_a_name")]

    def __str__(self) -> str:
        return self.name


class Series(HubOwned):
    """Dates that come round by themselves, at places in turn: “monthly, three towns in turn”."""

    class Every(models.TextChoices):
        WEEK = "week", "Every week"
        FORTNIGHT = "fortnight", "Every two weeks"
        MONTH = "month", "Every month"
        QUARTER = "quarter", "Every three months"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, default="surgery")
    every = models.CharField(max_length=10, choices=Every.choices, default=Every.MONTH)
    # The first date: its weekday, and which of the month it is (the second Tuesday), go on from there.
    begins = models.DateField()
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    helper_places = models.PositiveSmallIntegerField(null=True, blank=True)
    ahead = models.PositiveSmallIntegerField(default=3, help_text="How many dates are announced ahead.")
    # Days left out before they were announced, as ISO dates.
    skipped: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    paused_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    retention = Stays("Series of gatherings", "They are dates and places.")

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def often(self) -> str:
        """“the second Tuesday of every month”."""
        return in_words(self.begins, self.every)


class Turn(HubOwned):
    """One place in a series, and whose turn it is when."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="turns")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["series", "position"], name="one_turn_a_position")]


class NoDrafts(HubRows["Gathering"]):
    """Gatherings that are, or were, announced. A draft is met only where a query asks `with_drafts`."""

    def get_queryset(self) -> "HubQuerySet[Gathering]":
        return super().get_queryset().exclude(state=Gathering.State.DRAFT)


class Gathering(HubOwned):
    """A surgery, a networking evening, an awards night. A date and a place are enough."""

    retention = Stays(
        "Gatherings and what was written about them",
        "They tell what happened here; people are named in them only where they said yes.",
    )

    class Kind(models.TextChoices):
        SURGERY = "surgery", "Surgery"
        NETWORKING = "networking", "Networking evening"
        AWARDS = "awards", "Awards night"
        OTHER = "other", "Gathering"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft, seen by nobody outside"
        ANNOUNCED = "announced", "Announced"
        CLOSED = "closed", "Finished and written up"
        CANCELLED = "cancelled", "Called off"

    # The first is what everything uses that does not know better: pages, feeds, figures, letters, phones.
    objects: ClassVar[HubRows["Gathering"]] = NoDrafts()
    with_drafts: ClassVar[HubRows[Self]] = HubRows()

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SURGERY)
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="gatherings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    welcome = models.TextField(blank=True, help_text="Anything people should know.")
    series = models.ForeignKey(
        Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="gatherings"
    )
    # The day it stands for in its series; it stays when the gathering itself is moved.
    series_day = models.DateField(null=True, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="gatherings", blank=True)
    # Kinds of group it is meant to bring together; none means everybody.
    kinds = models.ManyToManyField("groups.Kind", related_name="+", blank=True)
    drop_in = models.BooleanField(default=True, help_text="People may just turn up.")
    question = models.CharField(
        max_length=150, blank=True, help_text="The one friendly question in the reminder; ours when empty."
    )
    # Days before, when the reminder goes out by itself; 0 for never.
    remind_days = models.PositiveSmallIntegerField(default=2)
    # Places for people looking for help; empty means no limit. `taken` is the count the guard keeps.
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    # The same for the other side: places for helpers, and how many of them are taken.
    helper_places = models.PositiveSmallIntegerField(null=True, blank=True)
    helpers_taken = models.PositiveIntegerField(default=0)
    # Heads counted in the room beyond the names; empty means nobody counted.
    unnamed_looking = models.PositiveSmallIntegerField(null=True, blank=True)
    unnamed_helping = models.PositiveSmallIntegerField(null=True, blank=True)
    write_up = models.TextField(blank=True)
    write_up_public = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    next_one = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changes = models.PositiveIntegerField(default=0, help_text="SEQUENCE of the calendar file.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(
        default=timezone.now, help_text="When what the public sees last changed."
    )

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="one_gathering_a_slug"),
            models.UniqueConstraint(fields=["series", "series_day"], name="one_gathering_a_day_of_series"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(taken__lte=F("places")), name="gathering_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(helper_places=None) | Q(helpers_taken__lte=F("helper_places")),
                name="gathering_helpers_never_oversold",
            ),
        ]
        indexes = [models.Index(fields=["hub", "starts_at"], name="gathering_by_date")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_on(self) -> bool:
        """Tell whether it is going on now."""
        return self.can_book and self.has_begun

    @property
    def needs_no_booking(self) -> bool:
        """Tell whether people just turn up: it is on, and not one that has to be booked."""
        return self.is_on and self.drop_in

    @property
    def is_near(self) -> bool:
        """Tell whether phones should get ready: from the evening before, until it is finished."""
        soon = self.starts_at - timezone.now() < timedelta(hours=30)
        return soon and self.state == self.State.ANNOUNCED

    @property
    def can_book(self) -> bool:
        return self.state == self.State.ANNOUNCED and not self.is_over

    @property
    def can_ask(self) -> bool:
        """Tell whether to choose whom to ask makes sense: before it is over, and be it a draft."""
        return (self.is_draft or self.state == self.State.ANNOUNCED) and not self.is_over

    @property
    def places_left(self) -> int | None:
        """Places not yet taken; None when there is no limit."""
        return None if self.places is None else max(0, self.places - self.taken)

    @property
    def helper_places_left(self) -> int | None:
        """The same for helpers."""
        return None if self.helper_places is None else max(0, self.helper_places - self.helpers_taken)


class KitItem(HubOwned):
    """Something to bring: a mobile Wi-Fi box, an extension lead."""

    name = models.CharField(max_length=80)
    how_many = models.PositiveSmallIntegerField(default=1)
    retired = models.BooleanField(default=False)

    retention = Stays("The kit we bring", "It is a list of things.")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "name"], name="one_kit_item_a_name")]

    def __str__(self) -> str:
        return self.name


class KitLoan(HubOwned):
    """A thing for one gathering: wanted, packed, brought back."""

    item = models.ForeignKey(KitItem, on_delete=models.PROTECT, related_name="loans")
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="kit")
    how_many = models.PositiveSmallIntegerField(default=1)
    packed_at = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "gathering"], name="one_loan_a_gathering")]
