"""Groups, their kinds and online places, and the sheets they came in."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.models import HubOwned, Person
from bandstand.places.models import Area, Precision

from .words import plain, searchable


class Kind(HubOwned):
    """A kind of group, told by colour, shape and word together."""

    class Look(models.TextChoices):
        SPORT = "sport", "Blue circle"
        FRIENDS = "friends", "Green triangle"
        HEALTH = "health", "Pink cross"
        ARTS = "arts", "Purple diamond"
        COMMUNITY = "community", "Brown square"
        OTHER = "other", "Grey ring"

    slug = models.SlugField()
    name = models.CharField(max_length=60, help_text="One of them: sports club")
    plural = models.CharField(max_length=60, help_text="Several: sports clubs")
    look = models.CharField(max_length=10, choices=Look.choices, default=Look.OTHER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="one_kind_a_slug")]

    def __str__(self) -> str:
        return self.name


class Group(HubOwned):
    """A small volunteer-led group, as its officer knows it. Only a name is needed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    plain_name = models.CharField(
        max_length=200, editable=False, help_text="The name as it is sorted and compared."
    )
    kind = models.ForeignKey(Kind, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")
    kind_is_guess = models.BooleanField(default=False, help_text="Nobody has looked at the kind yet.")
    about = models.TextField(blank=True)
    email = models.EmailField(blank=True, help_text="Not shown in public.")
    phone = models.CharField(max_length=40, blank=True, help_text="Not shown in public.")
    charity_number = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=250, blank=True, help_text="Where it meets.")
    postcode = models.CharField(max_length=8, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.NONE)
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")
    # Cells of the sheet kept as notes: column heading to words, nothing lost.
    notes: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    listed = models.BooleanField(default=True, help_text="Shown in the public directory.")
    search = models.TextField(blank=True, editable=False, help_text="Lower-case words searched.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["plain_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="one_group_a_slug")]
        indexes = [
            # With `listed` inside, the directory is counted and walked in order without touching the rows.
            models.Index(fields=["hub", "listed", "plain_name", "id"], name="group_by_name"),
            models.Index(fields=["hub", "kind", "plain_name"], name="group_by_kind"),
            models.Index(fields=["hub", "area", "plain_name"], name="group_by_area"),
            models.Index(fields=["postcode"], name="group_by_postcode"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        if options.get("update_fields") is None:
            self.describe()
        super().save(*args, **options)

    def describe(self) -> None:
        """Work out the words it is sorted and found by; called by `save`, and before rows are written in
        bulk.
        """
        self.plain_name = plain(self.name)[:200]
        kind = f"{self.kind.name} {self.kind.plural}" if self.kind else ""
        area = self.area.name if self.area else ""
        self.search = searchable(self.name, kind, area, self.postcode, self.address, self.about)


class OnlinePlace(HubOwned):
    """A website or an account of a group. What was typed is kept for ever beside what we made of it."""

    class Kind(models.TextChoices):
        WEBSITE = "website", "Website"
        FACEBOOK = "facebook", "Facebook"
        X = "x", "X (Twitter)"
        INSTAGRAM = "instagram", "Instagram"
        OTHER = "other", "Other"

    class Source(models.TextChoices):
        SHEET = "sheet", "From a sheet"
        PERSON = "person", "Someone told us"
        WEBSITE = "website", "Seen on its website"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="online_places")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    raw = models.TextField()
    url = models.URLField(max_length=500)
    match_key = models.CharField(max_length=300)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.PERSON)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "match_key"], name="one_place_a_group")]
        indexes = [models.Index(fields=["hub", "match_key"], name="place_by_key")]

    def __str__(self) -> str:
        return self.url


class ImportBatch(HubOwned):
    """One sheet brought in: how it was read, and through its rows what became of every line."""

    class State(models.TextChoices):
        READ = "read", "Columns to check"
        WAITING = "waiting", "Waiting to be brought in"
        DONE = "done", "Brought in"
        STOPPED = "stopped", "Could not be brought in"

    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    heading_row = models.PositiveIntegerField(default=1, help_text="0 when the sheet has no headings.")
    headings: models.JSONField[Any, Any] = models.JSONField(help_text="List of column headings, as typed.")
    mapping: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="Column number (as text) to field, 'note' or 'leave out'."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    says = models.CharField(max_length=300, blank=True, help_text="Why it stopped, in plain words.")
    rows_in = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name


class SheetPart(HubOwned):
    """A stretch of the file's bytes, until every row of it is kept: any machine may carry on reading."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_part_a_number")]


class GroupKey(HubOwned):
    """Something a row of a sheet is known again by: an id, a charity number and name, a name and postcode.

    Written when a row comes in, so that the same row finds its group even after the group was renamed.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=300)
    batch = models.ForeignKey(ImportBatch, on_delete=models.SET_NULL, null=True, related_name="keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "key"], name="one_group_a_key")]


class ImportRow(HubOwned):
    """One row of a sheet: every cell as it came, and what happened to it."""

    class State(models.TextChoices):
        NOT_YET = "not yet", "Not looked at yet"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        SAME = "same", "Same as before"
        FIX = "fix", "Needs fixing"
        UNDONE = "undone", "Taken out again"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Row in the sheet, as a spreadsheet program numbers it.")
    cells: models.JSONField[Any, Any] = models.JSONField(help_text="List of the cells as text.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.NOT_YET)
    says: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[{column, words, before, after}]"
    )
    before: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="What undoing puts back: field to former value, ids of online places added."
    )
    done_at = models.DateTimeField(null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="import_rows")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_a_line")]
        indexes = [models.Index(fields=["batch", "state"], name="rows_by_state")]
