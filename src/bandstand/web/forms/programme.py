"""The form about a programme: what a funder pays for."""

from datetime import date
from typing import Any

from django import forms

from bandstand.gatherings.models import Programme

from .fields import Day, OneLine


class ProgrammeForm(forms.Form):
    """Its name is enough."""

    name = OneLine(label="Name of the programme", most=120, missing="Type the name of the programme.")
    funder = OneLine(label="Who pays for it", most=120)
    since = Day(label="From", help_text="Like 1 April 2026.")
    until = Day(label="Until", help_text="Leave empty while there is no end.")

    def __init__(self, *args: Any, programme: Programme | None = None, **options: Any) -> None:
        self.programme = programme
        if programme:
            options.setdefault("initial", _start(programme))
        super().__init__(*args, **options)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Programme.objects.filter(name=name)
        if self.programme:
            others = others.exclude(pk=self.programme.pk)
        if others.exists():
            raise forms.ValidationError("There is a programme of that name already. Change that one instead.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "It ends before it begins. Check both dates.")
        return cleaned


def _start(programme: Programme) -> dict[str, str]:
    return {
        "name": programme.name,
        "funder": programme.funder,
        "since": _typed(programme.since),
        "until": _typed(programme.until),
    }


def _typed(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
