"""From which day to which, for which programme, and where: all of it may be left empty."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from bandstand.gatherings.models import Gathering, Programme
from bandstand.impact.measures import Period, Scope
from bandstand.places.models import Area

_WAYS_TO_WRITE_A_DAY = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y"]


class ScopeForm(forms.Form):
    """Read from the address, so that a page of figures can be kept as a link."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        None,
        required=False,
        empty_label="All of them",
        error_messages={"invalid_choice": "Choose a programme from the list."},
    )
    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        None,
        required=False,
        empty_label="Everywhere",
        error_messages={"invalid_choice": "Choose an area from the list."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # "from" cannot be written as a class attribute.
        self.fields["from"] = a_day("First day")
        self.fields["to"] = a_day("Last day")
        _choices(self.fields["programme"], Programme.objects.all())
        met_in = Area.objects.filter(venues__gatherings__in=Gathering.objects.all()).distinct()
        _choices(self.fields["area"], met_in.order_by("kind", "name", "pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and end and end < start:
            self.add_error("to", "The last day comes before the first. Change one of them.")
        return cleaned

    @property
    def period(self) -> Scope:
        """What was asked for; everything, when it makes no sense."""
        if not self.is_valid():
            return Scope()
        asked = self.cleaned_data
        return Scope(asked["from"], asked["to"], asked["programme"], asked["area"])


def _choices(field: forms.Field, rows: Any) -> None:
    field.queryset = rows  # type: ignore[attr-defined]


def a_day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=_WAYS_TO_WRITE_A_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 14/4/2026."},
    )


def query_of(period: Period) -> str:
    """Return the address's `?from=…&to=…&programme=…&area=…` of a scope; empty for everything."""
    asked = {
        "from": period.start.isoformat() if period.start else "",
        "to": period.end.isoformat() if period.end else "",
    }
    if isinstance(period, Scope):
        asked["programme"] = str(period.programme.pk) if period.programme else ""
        asked["area"] = str(period.area.pk) if period.area else ""
    parts = urlencode({name: value for name, value in asked.items() if value})
    return f"?{parts}" if parts else ""
