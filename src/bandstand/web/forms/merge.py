"""Choosing between two groups: of which each field is kept, and which body two branches belong to."""

from typing import Any

from django import forms

from bandstand.groups.actions.said_by import who_words
from bandstand.groups.models import Group
from bandstand.groups.queries.duplicates import ABSORBED, KEPT, Line

from .fields import OneLine

_BRIEF = 220


class MergeForm(forms.Form):
    """One question a field in which the two groups differ; the likelier answer is chosen already."""

    def __init__(self, data: Any, *, lines: list[Line]) -> None:
        super().__init__(data)
        for line in lines:
            if line.differs:
                self.fields[line.key] = forms.ChoiceField(
                    label=line.label,
                    choices=[
                        (KEPT, _words(line.kept, line.kept_said)),
                        (ABSORBED, _words(line.absorbed, line.absorbed_said)),
                    ],
                    initial=line.choice,
                    widget=forms.RadioSelect,
                    error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose one of the two."),
                )

    def choices(self) -> dict[str, str]:
        return dict(self.cleaned_data)


def _words(value: str, entry: dict[str, Any]) -> str:
    brief = value if len(value) <= _BRIEF else f"{value[: _BRIEF - 1]}…"
    if not value:
        return "Leave it empty"
    return f"{brief} ({who_words(entry)})" if entry else brief


class BranchesForm(forms.Form):
    """The body two branches belong to: one of the two, or another by its name."""

    OTHER = "other"

    body = forms.ChoiceField(
        label="Which body do both belong to?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say which body they belong to.",
            "invalid_choice": "Choose from the list.",
        },
    )
    name = OneLine(
        label="Name of the other body",
        most=200,
        help_text="If it is not in the directory yet, it is added.",
    )

    def __init__(self, data: Any, *, first: Group, second: Group) -> None:
        super().__init__(data)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)  # noqa: S101 (said above)
        body.choices = [
            (str(first.uid), f"{first.name}: the other is a branch of it"),
            (str(second.uid), f"{second.name}: the other is a branch of it"),
            (self.OTHER, "Another body"),
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("body") == self.OTHER and not told.get("name"):
            self.add_error("name", "Type the name of the body they belong to.")
        return told
