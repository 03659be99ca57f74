"""From which day to which: both may be left empty."""

from datetime import date
from typing import Any

from django import forms

from bandstand.impact.measures import Period

_WAYS_TO_WRITE_A_DAY = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y"]


class PeriodForm(forms.Form):
    """Read from the address, so that a page of figures can be kept as a link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # "from" cannot be written as a class attribute.
        self.fields["from"] = _day("First day")
        self.fields["to"] = _day("Last day")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and end and end < start:
            self.add_error("to", "The last day comes before the first. Change one of them.")
        return cleaned

    @property
    def period(self) -> Period:
        """What was asked for; everything, when it makes no sense."""
        if not self.is_valid():
            return Period()
        return Period(self.cleaned_data["from"], self.cleaned_data["to"])


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=_WAYS_TO_WRITE_A_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 14/4/2026."},
    )


def query_of(period: Period) -> str:
    """Return the address's `?from=…&to=…` for a period; empty for everything."""
    asked = {"from": period.start, "to": period.end}
    parts = [f"{name}={day.isoformat()}" for name, day in asked.items() if isinstance(day, date)]
    return "?" + "&".join(parts) if parts else ""
