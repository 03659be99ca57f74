"""Who booked and who came, and who helped whom with what."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep
from bandstand.people.models import HubOwned, Person, Topic
from bandstand.presence.models import Finding

from .gatherings import Gathering


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

    class Standing(models.TextChoices):
        """Where somebody looking for help is on the day."""

        NONE = "", "Not said"
        WAITING = "waiting", "Waiting"
        WITH = "with", "With a helper"
        DONE = "done", "Done"

    class Check(models.TextChoices):
        """Whether somebody looked if this session is for them; nobody needs to."""

        NONE = "", "Nobody looked yet"
        FINE = "fine", "It is for them"
        ASKED = "asked", "We asked them"
        NOT_FOR = "not for", "Pointed somewhere better"

    class Channel(models.TextChoices):
        WEB = "web", "On the website"
        PHONE = "phone", "By phone"
        DESK = "desk", "Put down by an officer"
        DOOR = "door", "At the door"
        PAPER = "paper", "From a sheet of paper"

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
    # On which side it is counted: `taken`, or `helpers_taken`.
    place_helping = models.BooleanField(default=False)
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
    extra = models.PositiveSmallIntegerField(default=0, help_text="People they bring along.")
    # “Sit with my friend”: whoever they would like to share a table with.
    beside = models.ManyToManyField("self", blank=True)
    # At which table in which round somebody was put by hand, or on coming late:
    # {"1": {"table": 2, "late": false}}
    seats: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    no_phone = models.BooleanField(default=False)
    leaving_early = models.BooleanField(default=False)
    language = models.CharField(max_length=40, blank=True, help_text="A language they would rather speak.")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.NONE)
    suits = models.CharField(max_length=10, choices=Check.choices, default=Check.NONE)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="When they answered the reminder’s question."
    )
    # What stood here before the entries of the day spoke of it, by field: an entry taken back puts it back.
    before_day: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
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
    def heads(self) -> int:
        """How many places a booking goes for: theirs, and one for each they bring along."""
        return 1 + self.extra

    @property
    def called(self) -> str:
        """The name they gave this time; empty for a tick."""
        return self.booked_as or (self.person.name if self.person else "")

    @property
    def comes_from(self) -> str:
        """Their groups, or their own words for one the directory does not know."""
        return ", ".join(group.name for group in self.groups.all()) or self.group_words


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

    class Via(models.TextChoices):
        DESK = "desk", "Typed in at the desk"
        DAY = "day", "On a phone at the session"
        HELPER = "helper", "By the helper, on their own phone"
        PAPER = "paper", "From a paper slip"

    class Barrier(models.TextChoices):
        PASSWORD = "password", "No password to hand"
        KEYS = "keys", "Nobody knows who holds the keys"
        COMMITTEE = "committee", "The committee decides first"
        SIGNAL = "signal", "No signal or Wi-Fi"
        TIME = "time", "Not enough time"
        DEVICE = "device", "Wrong or old device"
        MONEY = "money", "It costs money"
        SKILL = "skill", "Nobody here knew how"

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
    next_who = models.CharField(max_length=120, blank=True, help_text="Who sees to the next step.")
    next_by = models.DateField(null=True, blank=True)
    # Codes of BARRIERS: why it could not be sorted today.
    barriers: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    address = models.URLField(max_length=300, blank=True, help_text="What was set up, if it has an address.")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Only if somebody said so.")
    quote = models.TextField(blank=True, help_text="What somebody said, in their words.")
    quote_by = models.ForeignKey(
        "gatherings.Attendance", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    unexpected = models.TextField(blank=True, help_text="Anything nobody planned.")
    via = models.CharField(max_length=10, choices=Via.choices, default=Via.DESK)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["hub", "at"], name="help_note_by_date")]
