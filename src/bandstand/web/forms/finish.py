"""Finishing a gathering: everything optional, names first."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.finish import Finish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.write_up import not_to_be_named

from .day import FormKey
from .fields import Words
from .gathering import FARTHEST

CAME = [
    (Attendance.Arrival.HERE, "Came"),
    (Attendance.Arrival.ABSENT, "Didn’t come"),
    (Attendance.Arrival.UNKNOWN, "Not sure"),
]


class HeadsField(forms.IntegerField):
    """Heads counted in the room; empty means nobody counted, which is not nought."""

    def __init__(self, label: str) -> None:
        number = "Type a number, or leave it empty."
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=5000,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": number,
                "min_value": number,
                "max_value": "That is a lot of people. Check it.",
            },
        )


class FinishForm(forms.Form):
    """One row for each name left over, then the rest."""

    unnamed_looking = HeadsField("More looking for help, without a name")
    unnamed_helping = HeadsField("More helpers, without a name")
    write_up = Words(
        label="Write-up",
        most=20_000,
        rows=12,
        help_text="A first draft from the help notes. Nobody is named in it who has not said yes.",
    )
    public = forms.BooleanField(label="Show the write-up on the public page", required=False)
    announce = forms.BooleanField(label="Announce the next one", required=False)
    next_day = forms.DateField(
        label="Next date",
        required=False,
        help_text="Same place, same time. You can change everything afterwards.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Type the date as day/month/year."},
    )
    thank = forms.BooleanField(
        label="Write a thank-you letter to each helper who left an address", required=False
    )
    form_key = FormKey()

    def __init__(
        self,
        *args: Any,
        gathering: Gathering,
        left_over: Iterable[Attendance],
        draft: str,
        next_day: date,
        helpers_to_thank: int,
        **options: Any,
    ) -> None:
        options["initial"] = {
            "unnamed_looking": gathering.unnamed_looking,
            "unnamed_helping": gathering.unnamed_helping,
            "write_up": draft,
            "next_day": next_day,
        }
        super().__init__(*args, **options)
        self.gathering = gathering
        self._rows = {f"came-{row.uid}": row for row in left_over}
        for name, row in self._rows.items():
            self.fields[name] = forms.ChoiceField(
                label=row.called or "Someone without a name",
                choices=CAME,
                required=False,
                initial=Attendance.Arrival.UNKNOWN,
                widget=forms.RadioSelect(attrs={"class": "chips"}),
                error_messages={"invalid_choice": "Pick one of the three."},
            )
        if not helpers_to_thank:
            del self.fields["thank"]
        if gathering.next_one_id:
            del self.fields["announce"], self.fields["next_day"]

    @property
    def left_over(self) -> list[forms.BoundField]:
        return [self[name] for name in self._rows]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("public"):
            self._keep_to_consents(said.get("write_up", ""))
        if said.get("announce") and "next_day" not in self.errors:
            self._check_next_day(said.get("next_day"))
        return said

    def finish(self) -> Finish:
        said = self.cleaned_data
        return Finish(
            left_over={row.pk: said[name] for name, row in self._rows.items() if said[name]},
            unnamed_looking=said["unnamed_looking"],
            unnamed_helping=said["unnamed_helping"],
            write_up=said["write_up"],
            public=said["public"],
            next_day=said.get("next_day") if said.get("announce") else None,
            thank=said.get("thank", False),
        )

    def _keep_to_consents(self, text: str) -> None:
        names = not_to_be_named(self.gathering, text)
        if names:
            listed = ", ".join(names)
            self.add_error(
                "write_up",
                f"These people have not said yes to being named: {listed}. "
                "Take their names out, or keep the write-up to yourselves for now.",
            )

    def _check_next_day(self, day: date | None) -> None:
        if day is None:
            self.add_error("next_day", "Pick the next date, or untick “Announce the next one”.")
        elif day < timezone.localdate():
            self.add_error("next_day", "That date has gone by. Pick one to come.")
        elif day > timezone.localdate() + FARTHEST:
            self.add_error("next_day", "That is more than three years ahead. Check the year.")
