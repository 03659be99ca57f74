"""The day itself: phones, what was done on them, who sat with whom, who met whom, and slips of paper."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Connection
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person

from .attendances import Attendance, HelpNote
from .gatherings import Gathering


class Phone(HubOwned):
    """A phone (or tablet, or laptop) that holds one gathering's sheet, until when, and what it may do.

    Its key is a private link of purpose PHONE to this row: the phone may send, and read this gathering only,
    signed in or not, until it expires or is told to forget.
    """

    retention = Keep(
        what="Which phones held the sheet of a gathering",
        after="the gathering",
        then="it is deleted",
        months=12,
    )

    class May(models.TextChoices):
        DOOR = "door", "Everything at the door and the tables"
        HELPER = "helper", "Write help notes, and see first names of those here"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="phones")
    label = models.CharField(max_length=60, blank=True, help_text="“Olive’s phone”.")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    may = models.CharField(max_length=8, choices=May.choices, default=May.DOOR)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    clock_off = models.IntegerField(default=0, help_text="Seconds its clock is behind ours.")
    expires_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True, help_text="When it was told to forget.")
    wiped_at = models.DateTimeField(null=True, blank=True, help_text="When it said that it has.")

    class Meta:
        ordering = ["made_at", "pk"]

    @property
    def called(self) -> str:
        """“Olive Carter’s iPhone”; a helper's own phone by the first name they gave."""
        if self.person is None:
            return self.label or "A helper’s phone"
        return f"{self.person.name}’s {self.label or 'phone'}"


class DayEntry(HubOwned):
    """One thing done at a gathering, kept once under the key its phone or form gave it.

    Entries are only ever added. What they say together (`gatherings.day.fold`) is what stands on the sheet.
    """

    retention = Keep(
        what="What was tapped on the day, so that it can be undone",
        after="it was",
        then="it is deleted",
        months=12,
    )

    class Verb(models.TextChoices):
        ARRIVED = "arrived", "Marked as arrived"
        ABSENT = "absent", "Marked as not there"
        LEFT = "left", "Marked as gone home"
        WALKED_IN = "walked_in", "Added at the door"
        TICKED = "ticked", "Added without a name"
        CHANGED = "changed", "Changed on the day"
        ROLES = "roles", "Changed who helps"
        BADGES = "badges", "Changed what to know about them"
        STANDING = "standing", "Changed whose turn it is"
        SAT = "sat", "Sat people together"
        PARTED = "parted", "Got up again"
        SEATED = "seated", "Gave somebody a table"
        BESIDE = "beside", "Asked to sit with somebody"
        TABLES = "tables", "Suggested tables"
        NOTED = "noted", "Wrote a help note"
        REWORDED = "reworded", "Changed a help note"
        MET = "met", "Wrote down who met whom"
        NAMED = "named", "Asked whether they may be named"
        QUOTED = "quoted", "Asked whether they may be quoted"
        UNDO = "undo", "Took something back"
        FINISHED = "finished", "Finished and wrote up"

    class State(models.TextChoices):
        DONE = "done", "Done"
        HELD = "held", "Waits for something it rests on"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="day_entries")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.CASCADE, null=True, related_name="day_entries"
    )
    note = models.ForeignKey(HelpNote, on_delete=models.CASCADE, null=True, related_name="day_entries")
    form_key = models.UUIDField()
    verb = models.CharField(max_length=12, choices=Verb.choices)
    # The uid of what it is about: attendance, note, sitting, introduction, or the entry it undoes.
    about = models.UUIDField(null=True)
    said: models.JSONField[Any, Any] = models.JSONField(default=dict)  # as it came, without control letters
    phone = models.ForeignKey(
        "gatherings.Phone", on_delete=models.SET_NULL, null=True, related_name="entries"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DONE)
    received_at = models.DateTimeField(default=timezone.now)
    # What finishing or a table plan changed, as JSON, so that it can be put back.
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)
    after: models.JSONField[Any, Any] = models.JSONField(default=dict)
    # When it happened, by the server's clock: a phone's own clock is put right by what it is wrong by.
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "form_key"], name="one_entry_a_form")]


class Sitting(HubOwned):
    """People at one table: someone with a helper, or several together."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="sittings")
    table = models.CharField(max_length=30, blank=True)
    members = models.ManyToManyField(Attendance, related_name="sittings")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["began_at", "pk"]


class Introduction(HubOwned):
    """Two people (or more) who met at a gathering, and so did their groups."""

    retention = Keep(
        what="Who met whom at a gathering",
        after="the gathering",
        then="the words are taken out; which groups met stays",
        months=36,
        least=12,
        most=84,
    )

    class How(models.TextChoices):
        MET = "met", "Met and talked"
        SWAPPED = "swapped", "Swapped contacts"
        AGREED = "agreed", "Agreed to do something together"
        VENUE = "venue", "Will use the other’s place"
        POINTED = "pointed", "Told them about somebody else"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="introductions")
    attendances = models.ManyToManyField(Attendance, related_name="introductions")
    how = models.CharField(max_length=10, choices=How.choices, default=How.MET)
    suggested = models.BooleanField(default=False, help_text="We had said that these two should talk.")
    words = models.CharField(max_length=300, blank=True)
    # Made from it where at least two different groups were in it.
    connection = models.ForeignKey(
        Connection, on_delete=models.SET_NULL, null=True, blank=True, related_name="introductions"
    )
    at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]


class Slip(HubOwned):
    """A paper slip for one help note: printed with a code, typed in later by it."""

    retention = Stays("Codes of paper slips", "A code says nothing about anybody.")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="slips")
    code = models.CharField(max_length=6)
    note = models.ForeignKey(HelpNote, on_delete=models.SET_NULL, null=True, blank=True, related_name="slips")
    printed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "code"], name="one_slip_a_code")]

    def __str__(self) -> str:
        return self.code
