"""The form a season is planned with: one press is enough, everything has a usual answer."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.seasons import Wishes
from bandstand.gatherings.seasons.borough import MATTERS, pair_of, usual_weight
from bandstand.gatherings.seasons.times import TIMES
from bandstand.groups.models import Kind
from bandstand.groups.queries.kinds import kinds
from bandstand.kit import dates

from .fields import Day, Words

_AHEAD = timedelta(weeks=4)
_FARTHEST = timedelta(days=2 * 366)
_WEEKS = [
    ("1", "Every week"),
    ("2", "Every two weeks"),
    ("4", "Every four weeks"),
    ("13", "Every three months"),
]


def _next_tuesday(day: date) -> date:
    return day + timedelta(days=(1 - day.weekday()) % 7)


class SeasonForm(forms.Form):
    """How many sessions, from when, how often, at which times of the week, and how big the rooms are."""

    sessions = forms.IntegerField(
        label="How many sessions",
        min_value=1,
        max_value=24,
        error_messages={
            "required": "Say how many sessions.",
            "invalid": "Type a number, like 6.",
            "min_value": "Type 1 or more.",
            "max_value": "Plan 24 at most in one go.",
        },
    )
    begins = Day(label="From", missing="Type a date, like Tuesday 14 April.")
    weeks_apart = forms.ChoiceField(label="How often", choices=_WEEKS)
    times = forms.MultipleChoiceField(
        label="Times that would do",
        choices=[(one.code, one.words[:1].upper() + one.words[1:]) for one in TIMES.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one time."},
    )
    room = forms.IntegerField(
        label="Groups a room takes",
        min_value=2,
        max_value=60,
        help_text="One or two people come from each.",
        error_messages={
            "required": "Say how many groups fit.",
            "invalid": "Type a number, like 12.",
            "min_value": "Two at least: they are to meet.",
            "max_value": "Type 60 or fewer.",
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        options["initial"] = {
            "sessions": 6,
            "begins": dates.day(_next_tuesday(today + _AHEAD), today=date.min),
            "weeks_apart": "4",
            "times": ["evening"],
            "room": 12,
        }
        super().__init__(*args, **options)
        self._today = today
        self._pairs = {f"pair-{at}": pair for at, pair in enumerate(combinations(kinds(), 2))}
        for name, (one, other) in self._pairs.items():
            self.fields[name] = _how_much(one, other)

    @property
    def pairs(self) -> list[forms.BoundField]:
        """The boxes of the kinds, folded away on the page."""
        return [self[name] for name in self._pairs]

    @property
    def usual(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self._pairs]

    @property
    def shows_pairs(self) -> bool:
        return bool(self._pairs.keys() & self.errors.keys())

    def clean_begins(self) -> date:
        day: date = self.cleaned_data["begins"]
        if not self._today <= day <= self._today + _FARTHEST:
            raise forms.ValidationError("Type a date from today on, within two years.")
        return day

    def wishes(self) -> Wishes:
        cleaned = self.cleaned_data
        return Wishes(
            begins=cleaned["begins"],
            sessions=cleaned["sessions"],
            weeks_apart=int(cleaned["weeks_apart"]),
            room=cleaned["room"],
            times=tuple(cleaned["times"]),
            weights={
                pair_of(*self._pairs[name]): cleaned[name] for name in self._pairs if cleaned[name] != _USUAL
            },
        )


_USUAL = "usual"
_HOW_MUCH = {"much": "Much", "some": "Some", "not": "Not"}


def _how_much(one: Kind, other: Kind) -> forms.ChoiceField:
    """How much it matters that two kinds meet; left as it is, what is usual here."""
    usual = "much" if usual_weight(one, other) > MATTERS["some"] else "some"
    return HowMuch(
        label=f"{one.plural[:1].upper()}{one.plural[1:]} and {other.plural}",
        choices=[(_USUAL, f"As usual: {usual}"), *_HOW_MUCH.items()],
        error_messages={"invalid_choice": "Choose one from the list."},
    )


class HowMuch(forms.ChoiceField):
    """One of the words, or as usual; a form that does not ask means as usual."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value or _USUAL))


class OverruleForm(forms.Form):
    """What an officer says about one place of a season: hold it, refuse it, let it go, or meet elsewhere."""

    HOLD, REFUSE, LET_GO, INSTEAD = "hold", "refuse", "let go", "instead"

    say = forms.ChoiceField(choices=[(one, one) for one in (HOLD, REFUSE, LET_GO, INSTEAD)])
    venue = forms.IntegerField()
    other = forms.IntegerField(required=False)
    note = Words(label="Why, for whoever asks later", most=300, rows=2)
