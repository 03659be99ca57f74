"""What is asked before tables are suggested: how many, chairs at each, rounds, and for whom."""

from typing import Any
from uuid import UUID

from django import forms

from bandstand.gatherings.seating.planning import MOST_CHAIRS, Asked
from bandstand.gatherings.shapes import MOST_TABLES

from .day import FormKey

HERE, EXPECTED = "here", "expected"
_ROUNDS = [(number, f"{number}") for number in (1, 2, 3, 4)]


def _said(missing: str, most: int) -> dict[str, str]:
    return {
        "required": missing,
        "invalid": "A whole number, please.",
        "min_value": "Type 1 or more.",
        "max_value": f"Type {most} or fewer.",
    }


class TablesForm(forms.Form):
    """Every answer is filled in with what suits so many people."""

    tables = forms.IntegerField(
        label="Tables",
        min_value=1,
        max_value=MOST_TABLES,
        error_messages=_said("Say how many tables there are.", MOST_TABLES),
    )
    chairs = forms.IntegerField(
        label="Chairs at each",
        min_value=1,
        max_value=MOST_CHAIRS,
        error_messages=_said("Say how many chairs.", MOST_CHAIRS),
    )
    rounds = forms.TypedChoiceField(label="Rounds", choices=_ROUNDS, coerce=int)
    who = forms.ChoiceField(
        label="For whom",
        choices=[(HERE, "Those here now"), (EXPECTED, "Those still to come, too")],
        widget=forms.RadioSelect,
    )
    form_key = FormKey()

    def __init__(self, *args: Any, usual: Asked, **options: Any) -> None:
        who = EXPECTED if usual.expected else HERE
        options["initial"] = {
            "tables": usual.tables, "chairs": usual.chairs, "rounds": usual.rounds, "who": who,
        }  # fmt: skip
        super().__init__(*args, **options)
        for name in ("tables", "chairs"):
            self.fields[name].widget.attrs |= {"class": "short", "inputmode": "numeric"}

    def asked(self, *, seed: int) -> Asked:
        """Return what was asked for; another `seed` suggests another way to sit."""
        said = self.cleaned_data
        return Asked(said["tables"], said["chairs"], said["rounds"], said["who"] == EXPECTED, seed)

    @property
    def key(self) -> UUID:
        found: UUID = self.cleaned_data["form_key"]
        return found
