"""Forms for bringing in a sheet: the file or its cells, which tables of it, and what each column holds."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bandstand.groups.actions.tables import GROUPS, LEFT_OUT
from bandstand.groups.models import ImportBatch
from bandstand.groups.sheets.columns import FIELDS, LEAVE_OUT, NOTE, Column

_FILES = ".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.json,.zip,text/csv,application/json"
_PASTED_AT_MOST = 1_500_000
_LISTED = 4  # tables; with more each has a list to open instead of buttons
# The first field of each part of the long list of fields, and what the part is called.
_PARTS = {
    "name": "The group",
    "place_name": "Where it is",
    "email": "People",
    "charity_number": "Numbers",
    "website": "Online",
    "ref": "Of the sheet",
}


class SheetForm(forms.Form):
    """A file or pasted cells: one of the two."""

    sheet = forms.FileField(
        label="Your spreadsheet",
        help_text="Excel, OpenDocument, CSV or JSON, up to 60 MB. Any columns, in any order.",
        error_messages={
            "required": "Choose the file to bring in, or paste its cells.",
            "missing": "Choose the file to bring in, or paste its cells.",
            "empty": "That file is empty.",
            "invalid": "Choose the file once more.",
        },
        widget=forms.FileInput(attrs={"accept": _FILES}),
    )
    pasted = forms.CharField(
        label="Cells copied from a spreadsheet",
        required=False,
        strip=False,
        max_length=_PASTED_AT_MOST,
        help_text="With their headings in the first line.",
        error_messages={"max_length": "That is more than can be pasted. Save it as a file and choose that."},
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sheet"].required = not str(self.data.get("pasted", "")).strip()


class TabsForm(forms.Form):
    """One choice a table of a workbook."""

    def __init__(self, *args: Any, tables: Sequence[ImportBatch], **options: Any) -> None:
        super().__init__(*args, **options)
        for table in tables:
            others = [
                (str(other.pk), f"Places of “{other.sheet_name}”") for other in tables if other is not table
            ]
            self.fields[f"table-{table.pk}"] = forms.ChoiceField(
                label=f"What is in “{table.sheet_name}”?",
                choices=[(GROUPS, "Groups"), *others, (LEFT_OUT, "Leave it out")],
                initial=str(table.linked_to_id) if table.linked_to_id else self._guess(table),
                error_messages={
                    "required": "Choose what is in it.",
                    "invalid_choice": "Choose from the list.",
                },
                widget=forms.Select if len(tables) > _LISTED else forms.RadioSelect,
            )

    @staticmethod
    def _guess(table: ImportBatch) -> str:
        return GROUPS if "name" in table.mapping.values() else LEFT_OUT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [word for name, word in cleaned.items() if name.startswith("table-")]
        if not self.errors and GROUPS not in chosen:
            raise forms.ValidationError("Say which sheet holds the groups.")
        return cleaned

    def chosen(self) -> dict[int, str]:
        return {int(name.removeprefix("table-")): word for name, word in self.cleaned_data.items()}


def _choices() -> list[Any]:
    """Return what a column may hold, the fields in parts."""
    parts: list[tuple[str, list[tuple[str, str]]]] = [("Of the group", [])]
    for name, label in FIELDS.items():
        if name in _PARTS:
            parts.append((_PARTS[name], []))
        parts[-1][1].append((name, label))
    return [(NOTE, "Keep as a note"), (LEAVE_OUT, "Leave out"), *(part for part in parts if part[1])]


class ColumnsForm(forms.Form):
    """One choice a column, made for one sheet."""

    def __init__(self, *args: Any, batch: ImportBatch, columns: list[Column], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        choices = _choices()
        for column in columns:
            self.fields[f"column-{column.number}"] = forms.ChoiceField(
                label=column.heading,
                choices=choices,
                initial=batch.mapping.get(str(column.number), NOTE),
                error_messages={
                    "invalid_choice": "Choose from the list.",
                    "required": "Choose from the list.",
                },
            )

    def pairs(self) -> list[tuple[Column, forms.BoundField]]:
        return [(column, self[f"column-{column.number}"]) for column in self.columns]

    def mapping(self) -> dict[str, str]:
        return {str(column.number): self.cleaned_data[f"column-{column.number}"] for column in self.columns}
