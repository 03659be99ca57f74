"""Forms for bringing in a sheet: the file, and what each column holds."""

from typing import Any

from django import forms

from bandstand.groups.models import ImportBatch
from bandstand.groups.sheets.columns import FIELDS, LEAVE_OUT, NOTE, Column

_CHOICES = [
    (NOTE, "Keep as a note"),
    ("A field of the group", list(FIELDS.items())),
    (LEAVE_OUT, "Leave out"),
]


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label="Your spreadsheet, saved as CSV",
        help_text="Any columns, any order. Nothing is brought in before you have looked at it.",
        error_messages={
            "required": "Choose the file to bring in.",
            "empty": "That file is empty.",
            "missing": "Choose the file to bring in.",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )


class ColumnsForm(forms.Form):
    """One choice a column, made for one sheet. `rows` pairs each column with its field, for a table."""

    def __init__(self, *args: Any, batch: ImportBatch, columns: list[Column], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        for column in columns:
            self.fields[f"column-{column.number}"] = forms.ChoiceField(
                label=column.heading,
                choices=_CHOICES,
                initial=batch.mapping.get(str(column.number), NOTE),
                error_messages={
                    "invalid_choice": "Choose from the list.",
                    "required": "Choose from the list.",
                },
            )

    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        return [(column, self[f"column-{column.number}"]) for column in self.columns]

    def mapping(self) -> dict[str, str]:
        return {str(column.number): self.cleaned_data[f"column-{column.number}"] for column in self.columns}
