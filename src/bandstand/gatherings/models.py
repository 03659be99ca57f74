"""Gatherings, who booked and who came, and who helped whom with what."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person, Topic
from bandstand.places.models import Venue
from bandstand.presence.models import Finding


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
        ANNOUNCED = "announced", "Announced"
        CLOSED = "closed", "Finished and written up"
        CANCELLED = "cancelled", "Called off"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SURGERY)
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="gatherings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    welcome = models.TextField(blank=True, help_text="Anything people should know.")
    # Places for people looking for help; empty means no limit. `taken` is the count the guard keeps.
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
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
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(taken__lte=F("places")), name="gathering_never_oversold"
            ),
        ]
        indexes = [models.Index(fields=["hub", "starts_at"], name="gathering_by_date")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def can_book(self) -> bool:
        return self.state == self.State.ANNOUNCED and not self.is_over

    @property
    def places_left(self) -> int | None:
        """Places not yet taken; None when there is no limit."""
        return None if self.places is None else max(0, self.places - self.taken)


class Attendance(HubOwned):
    """One person (or one tick on the door sheet) at one gathering. Roles belong here, not to the person."""

    retention = Keep(
        what="What you typed when you booked, and what made it easier for you",
        after="the gathering",
        then="your words are taken out; that you came stays counted",
        months=24,
        least=6,
        most=60,
    )

    class Booking(models.TextChoices):
        NONE = "none", "Did not book"
        BOOKED = "booked", "Booked"
        WAITING = "waiting", "On the waiting list"
        CANCELLED = "cancelled", "Cancelled"

    class Arrival(models.TextChoices):
        EXPECTED = "expected", "Expected"
        HERE = "here", "Here"
        ABSENT = "absent", "Didn’t come"
        UNKNOWN = "unknown", "Not known"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="attendances")
    # Empty for a tick without a name, and after a person's details have been removed.
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="attendances")
    looking = models.BooleanField(default=False, help_text="Looking for help.")
    helping = models.BooleanField(default=False)
    running = models.BooleanField(default=False, help_text="Running the session.")
    booking = models.CharField(max_length=10, choices=Booking.choices, default=Booking.NONE)
    booked_at = models.DateTimeField(null=True, blank=True)
    # Counted in the gathering's `taken`. Kept apart from the roles, which may change on the day.
    has_place = models.BooleanField(default=False)
    # The name typed when booking, where it differs from the one we know this e-mail address by.
    booked_as = models.CharField(max_length=120, blank=True)
    arrival = models.CharField(max_length=10, choices=Arrival.choices, default=Arrival.EXPECTED)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    groups = models.ManyToManyField(Group, related_name="attendances", blank=True)
    group_words = models.CharField(
        max_length=200, blank=True, help_text="A group the directory does not know."
    )
    wants = models.TextField(blank=True, help_text="What they would like to sort out, in their own words.")
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    wins: models.ManyToManyField[Finding, Any] = models.ManyToManyField(
        Finding, related_name="asked_for_at", blank=True, help_text="Easy wins they asked for help with."
    )
    ease = models.TextField(
        blank=True, help_text="Anything that makes it easier for them; deleted afterwards."
    )
    no_phone = models.BooleanField(default=False)
    # The form's own key: the same booking sent twice is one booking.
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"], condition=Q(undone_at=None), name="one_attendance_a_person"
            ),
            models.CheckConstraint(
                condition=Q(has_place=False) | Q(booking="booked"), name="only_the_booked_have_a_place"
            ),
        ]
        indexes = [models.Index(fields=["gathering", "arrival"], name="attendance_arrival")]

    @property
    def called(self) -> str:
        """The name they gave this time; empty for a tick."""
        return self.booked_as or (self.person.name if self.person else "")


class HelpNote(HubOwned):
    """Who helped whom, from which group, with what, and what came of it."""

    retention = Keep(
        what="What was noted about the help you got or gave",
        after="the gathering",
        then="the words are taken out; with what, and what came of it, stays counted",
        months=36,
        least=12,
        most=84,
    )

    class Result(models.TextChoices):
        SET_UP = "set up", "Set up something new"
        FIXED = "fixed", "Fixed it"
        IMPROVED = "improved", "Made it better"
        LEARNED = "learned", "Learned how"
        PART_DONE = "part done", "Part done"
        SIGNPOSTED = "signposted", "Pointed somewhere better"
        NOT_TODAY = "not today", "Not today"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="help_notes")
    at = models.DateTimeField(default=timezone.now)
    helpers = models.ManyToManyField(Attendance, related_name="notes_given")
    helped = models.ManyToManyField(Attendance, related_name="notes_received")
    groups = models.ManyToManyField(Group, related_name="help_notes", blank=True)
    topics = models.ManyToManyField(Topic, related_name="help_notes", blank=True)
    findings = models.ManyToManyField(Finding, related_name="help_notes", blank=True)
    result = models.CharField(max_length=12, choices=Result.choices)
    words = models.TextField(blank=True, help_text="One sentence: what was done.")
    next_step = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["hub", "at"], name="help_note_by_date")]


class DayEntry(HubOwned):
    """One thing done at a gathering, under the key its form came with, and what it changed.

    A form sent twice is one entry, and an entry can be undone. It holds no names: they go when somebody's
    details are removed.
    """

    retention = Keep(
        what="What was tapped on the day, so that it can be undone",
        after="it was",
        then="it is deleted",
        months=12,
    )

    class Verb(models.TextChoices):
        ARRIVED = "arrived", "Marked as arrived"
        WALKED_IN = "walked in", "Added at the door"
        TICKED = "ticked", "Added without a name"
        CHANGED = "changed", "Changed on the day"
        NOTED = "noted", "Wrote a help note"
        REWORDED = "reworded", "Changed a help note"
        FINISHED = "finished", "Finished and wrote up"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="day_entries")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.CASCADE, null=True, related_name="day_entries"
    )
    note = models.ForeignKey(HelpNote, on_delete=models.CASCADE, null=True, related_name="day_entries")
    form_key = models.UUIDField()
    verb = models.CharField(max_length=12, choices=Verb.choices)
    # Fields of the row before and after, as JSON; an undo puts `before` back if `after` still stands.
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    after: models.JSONField[Any, Any] = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "form_key"], name="one_entry_a_form")]
