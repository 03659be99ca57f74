"""From which day on a picture is compared."""

from datetime import date

from django import forms

from .period import a_day

_EARLIEST = 1900


class SinceForm(forms.Form):
    """One day, read from the address, so that a picture can be kept as a link."""

    since = a_day("Compare with")

    def clean_since(self) -> date | None:
        day: date | None = self.cleaned_data["since"]
        if day is not None and day.year < _EARLIEST:
            raise forms.ValidationError("Write the day like 14/4/2026.")
        return day

    @property
    def since_day(self) -> date | None:
        return self.cleaned_data["since"] if self.is_valid() else None
