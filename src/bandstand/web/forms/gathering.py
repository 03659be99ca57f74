"""The form an officer plans a gathering with: a date and a place are enough."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.planning import Plan
from bandstand.gatherings.models import Gathering
from bandstand.kit import dates
from bandstand.kit.typed import CannotReadError, read_date, read_time

from .fields import OneLine, Words

_USUAL = (time(18), time(19, 30))
_LAST_BUS = time(5)  # an end before this is the small hours of the next day
FARTHEST = timedelta(days=3 * 366)


class PlanForm(forms.Form):
    """Reads dates and times as people type them; `plan` is what came of it."""

    day = OneLine(
        label="Date",
        most=60,
        missing="Type the date, like Tuesday 14 April.",
        help_text="Like Tuesday 14 April, or 14/4/2026.",
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    place = OneLine(
        label="Place",
        most=120,
        missing="Say where it is.",
        help_text="Pick a place we know, or type a new one.",
        widget=forms.TextInput(attrs={"list": "venues", "autocomplete": "off"}),
    )
    already = forms.BooleanField(label="It has happened already, and I am typing it in", required=False)
    starts = OneLine(label="From", most=20, widget=forms.TextInput(attrs={"class": "short", "size": 8}))
    ends = OneLine(label="To", most=20, widget=forms.TextInput(attrs={"class": "short", "size": 8}))
    kind = forms.ChoiceField(label="What it is", choices=Gathering.Kind.choices, required=False)
    title = OneLine(label="Its name", most=150, help_text="Leave empty for “Surgery at …”.")
    places = forms.IntegerField(
        label="Places for people looking for help",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="Leave empty for no limit. Helpers use up no places.",
        error_messages={
            "invalid": "Type a number, or leave it empty.",
            "min_value": "Type 1 or more, or leave it empty for no limit.",
            "max_value": "Leave it empty for more than 1,000 places.",
        },
    )
    welcome = Words(
        label="Anything people should know",
        most=2000,
        help_text="Shown in public: which door, where to park, what to bring.",
    )

    def __init__(self, *args: Any, in_the_past_is_fine: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = timezone.localdate()
        self.past_is_fine = in_the_past_is_fine
        self.is_over = False

    @staticmethod
    def start(plan: Plan | None) -> dict[str, Any]:
        """Return what the boxes hold at first: a plan to change, or the usual times."""
        if plan is None:
            starts, ends = (dates.clock(usual) for usual in _USUAL)
            return {"starts": starts, "ends": ends, "kind": Gathering.Kind.SURGERY}
        return {
            "day": dates.day(plan.starts_at, today=date.min),  # with its year: it may be past
            "place": plan.place,
            "starts": dates.clock(plan.starts_at),
            "ends": dates.clock(plan.ends_at),
            "kind": plan.kind,
            "title": plan.title,
            "places": plan.places,
            "welcome": plan.welcome,
        }

    def clean_day(self) -> date:
        try:
            day = read_date(self.cleaned_data["day"], today=self.today)
        except CannotReadError as trouble:
            raise forms.ValidationError(str(trouble)) from trouble
        if day > self.today + FARTHEST:
            raise forms.ValidationError("That is more than three years ahead. Check the year.")
        if day.year < 2000:
            raise forms.ValidationError("That is long before surgeries began. Check the year.")
        return day

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or Gathering.Kind.SURGERY)

    def clean_starts(self) -> time:
        return self._time("starts", _USUAL[0])

    def clean_ends(self) -> time:
        return self._time("ends", _USUAL[1])

    def _time(self, name: str, usual: time) -> time:
        typed = self.cleaned_data[name]
        try:
            return read_time(typed) if typed else usual
        except CannotReadError as trouble:
            raise forms.ValidationError(str(trouble)) from trouble

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        if not {"day", "starts", "ends"} <= cleaned.keys():
            return cleaned
        starts_at, ends_at = _moments(cleaned["day"], cleaned["starts"], cleaned["ends"])
        if ends_at <= starts_at:
            self.add_error("ends", "It ends before it begins. Check both times.")
        elif ends_at <= timezone.now() and not (cleaned["already"] or self.past_is_fine):
            self.is_over = True
            self.add_error("day", "That day is over. Check the date, or tick the box below it.")
        cleaned["starts_at"], cleaned["ends_at"] = starts_at, ends_at
        return cleaned

    @property
    def shows_already(self) -> bool:
        """Whether to ask if it has happened already: only once a past date was typed."""
        return bool(self.data.get("already")) or self.is_over

    @property
    def shows_more(self) -> bool:
        return bool({"starts", "ends", "kind", "title", "places", "welcome"} & self.errors.keys())

    def plan(self) -> Plan:
        cleaned = self.cleaned_data
        return Plan(
            starts_at=cleaned["starts_at"],
            ends_at=cleaned["ends_at"],
            place=cleaned["place"],
            kind=cleaned["kind"],
            title=cleaned["title"],
            places=cleaned["places"],
            welcome=cleaned["welcome"],
        )


def _moments(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    over_midnight = ends < _LAST_BUS < starts
    last_day = day + timedelta(days=1) if over_midnight else day
    return (
        timezone.make_aware(datetime.combine(day, starts)),
        timezone.make_aware(datetime.combine(last_day, ends)),
    )
