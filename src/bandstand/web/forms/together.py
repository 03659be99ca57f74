"""From which day on a picture is compared."""

from datetime import date

from django import forms

from .period import a_day


class SinceForm(forms.Form):
    """One day, read from the address, so that a picture can be kept as a link."""

    since = a_day("Compare with")

    @property
    def since_day(self) -> date | None:
        return self.cleaned_data["since"] if self.is_valid() else None
