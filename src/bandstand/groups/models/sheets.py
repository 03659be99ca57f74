"""Sheets groups came in: the file, how it was read, and every row with what became of it."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person

from .groups import Group


class ImportBatch(HubOwned):
    """One sheet brought in: how it was read, and through its rows what became of every line."""

    retention = Keep(
        what="E-mail addresses and phone numbers in sheets groups came in",
        after="the sheet came in",
        then="they are taken out of its rows; everything else in them stays",
        months=24,
        least=3,
        most=60,
    )

    class State(models.TextChoices):
        READ = "read", "Columns to check"
        SORTING = "sorting", "Being sorted"
        SORTED = "sorted", "To look over"
        WAITING = "waiting", "Waiting to be brought in"
        DONE = "done", "Brought in"
        STOPPED = "stopped", "Could not be brought in"

    class Form(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel"
        ODS = "ods", "OpenDocument"
        JSON = "json", "JSON"
        PASTED = "pasted", "Pasted cells"

    class About(models.TextChoices):
        GROUPS = "groups", "Groups"
        PLACES = "places", "Places of groups of another sheet"

    file_name = models.CharField(max_length=200)
    form = models.CharField(max_length=6, choices=Form.choices, default=Form.CSV)
    # Sheets of one workbook come in together: each a batch of its own, with the same `upload`.
    upload = models.UUIDField(default=uuid.uuid4, editable=False)
    sheet_name = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=6, choices=About.choices, default=About.GROUPS)
    linked_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="linked")
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="continued_by",
        help_text="The batch whose rows to put right these are.",
    )
    file_digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
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
    emptied_at = models.DateTimeField(
        null=True, blank=True, help_text="When addresses and numbers were taken out of its rows."
    )

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.file_name


class SheetPart(HubOwned):
    """A stretch of the file's bytes, until every row of it is kept: any machine may carry on reading."""

    retention = Keep(
        what="Files nobody finished bringing in", after="they came", then="they are deleted", months=3
    )

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

    retention = Stays("Rows of sheets", "Addresses and numbers in them go in time with their sheet.")

    class State(models.TextChoices):
        NOT_YET = "not yet", "Not looked at yet"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        SAME = "same", "Same as before"
        MAYBE = "maybe", "May be a duplicate"
        FIX = "fix", "Needs fixing"
        LEFT_OUT = "left out", "Left out"
        UNDONE = "undone", "Taken out again"

    class Decision(models.TextChoices):
        SAME = "same", "It is the same group"
        DIFFERENT = "different", "It is another group"
        LATER = "later", "Decide later"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Row in the sheet, as a spreadsheet program numbers it.")
    cells: models.JSONField[Any, Any] = models.JSONField(help_text="List of the cells as text.")
    whole = models.TextField(blank=True, help_text="An entry of a JSON list as it was written.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.NOT_YET)
    says: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[{column, words, before, after}]"
    )
    # What an officer changed before the row came in. The cells themselves stay as they came.
    fixed: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="Column number (as text) to the words typed instead."
    )
    put_back: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="Codes of corrections of ours that an officer took back."
    )
    plan: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="What bringing it in would change: [{field, label, before, after, keep}]"
    )
    maybe: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="Groups, or rows of this sheet, it may be: [{group, row, tier, reasons}]"
    )
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True)
    decided = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True, help_text="What the row is known again by.")
    before: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="What undoing puts back: field to former value, ids of online places added."
    )
    done_at = models.DateTimeField(null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="import_rows")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_a_line")]
        indexes = [
            models.Index(fields=["batch", "state"], name="rows_by_state"),
            models.Index(fields=["batch", "digest"], name="rows_by_digest"),
        ]


class SheetMemory(HubOwned):
    """How columns of these headings were mapped last time, so that nobody is asked twice."""

    headings_mark = models.CharField(max_length=64)
    mapping: models.JSONField[Any, Any] = models.JSONField(default=dict)
    about = models.CharField(
        max_length=6, choices=ImportBatch.About.choices, default=ImportBatch.About.GROUPS
    )
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "headings_mark"], name="one_memory_a_sheet")]
