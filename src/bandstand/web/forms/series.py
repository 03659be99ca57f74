"""Forms about dates that come round: how often, and which places in turn."""

from datetime import time
from typing import Any

from django import forms

from bandstand.gatherings.actions.series import MOST_AHEAD, Rhythm, Usual
from bandstand.gatherings.models import Series
from bandstand.gatherings.queries.series import venues_in_turn
from bandstand.kit import dates

from .fields import Clock, Words
from .gathering import PlanForm, Room

ONCE = ("", "Just this once")
_MOST_PLACES = 12
_AHEAD = [(str(number), str(number)) for number in range(1, MOST_AHEAD + 1)]


def _places_of(typed: str) -> tuple[str, ...]:
    """One place on each line."""
    places = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    if len(places) > _MOST_PLACES:
        raise forms.ValidationError(f"At most {_MOST_PLACES} places can take turns.")
    if any(len(place) > 120 for place in places):
        raise forms.ValidationError("Make each place shorter: 120 letters at most.")
    return tuple(places)


class InTurn(Words):
    """Places in turn, one on each line; the cleaned value is their names."""

    def __init__(self, help_text: str) -> None:
        super().__init__(label="Places in turn", most=1500, rows=3, help_text=help_text)

    def clean(self, value: Any) -> Any:
        return _places_of(super().clean(value))


class RhythmFields(forms.Form):
    """The two fields more, and how far ahead."""

    every = forms.ChoiceField(label="How often", choices=[ONCE, *Series.Every.choices], required=False)
    turns = InTurn("One on each line; it goes round them. Leave empty if it stays in one place.")
    ahead = forms.ChoiceField(
        label="How many dates to open for booking ahead", choices=_AHEAD, initial="3", required=False
    )

    def rhythm(self) -> Rhythm | None:
        """Return what was chosen; None for just this once."""
        said = self.cleaned_data
        ahead = int(said["ahead"] or 3)
        return Rhythm(said["every"], said["turns"], ahead) if said["every"] else None


class NewPlanForm(PlanForm, RhythmFields):
    """A date and a place; and, for whoever wants it, dates that come round, or a draft first."""

    draft = forms.BooleanField(required=False)  # the button “Keep it as a draft”

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_draft and cleaned.get("every"):
            self.add_error(
                "every",
                "Dates that come round are announced at once. For a draft, choose “Just this once”; once "
                "announced, it may come round.",
            )
        return cleaned

    @property
    def is_draft(self) -> bool:
        return bool(self.cleaned_data.get("draft"))

    @property
    def shows_round(self) -> bool:
        return bool(self.data.get("every") or {"every", "turns", "ahead"} & self.errors.keys())

    @property
    def shows_more(self) -> bool:
        usual = {"day", "place", "already", "every", "turns", "ahead", "__all__"}
        return bool(self.errors.keys() - usual)


class BeginSeriesForm(RhythmFields):
    """Make a gathering that is on the calendar come round."""

    every = forms.ChoiceField(label="How often", choices=Series.Every.choices, initial=Series.Every.MONTH)


class SeriesForm(BeginSeriesForm):
    """Change what comes round: only dates not announced so far."""

    turns = InTurn("One on each line. The first has the next turn that is still to come.")
    starts = Clock(label="From", missing="Say when it begins, like 6pm.")
    ends = Clock(label="To", missing="Say when it ends, like 7.30pm.")
    places = Room(label="Places for people looking for help", help_text="Leave empty for no limit.")
    helper_places = Room(label="Places for helpers", help_text="Leave empty for no limit.")
    field_order = ["every", "turns", "ahead", "starts", "ends", "places", "helper_places"]

    @staticmethod
    def start(series: Series, first: int) -> dict[str, Any]:
        """Return what the boxes hold at first; `first` is the number of the place whose turn is next."""
        venues = [venue.name for venue in venues_in_turn(series)]
        return {
            "every": series.every,
            "turns": "\n".join([*venues[first:], *venues[:first]]),
            "ahead": str(series.ahead),
            "starts": dates.clock(series.starts),
            "ends": dates.clock(_after(series.starts, series.minutes)),
            "places": series.places,
            "helper_places": series.helper_places,
        }

    def usual(self) -> Usual:
        said = self.cleaned_data
        minutes = _minute(said["ends"]) - _minute(said["starts"])
        # An end before the beginning, or at it, is on the next day.
        minutes += 0 if minutes > 0 else 24 * 60
        return Usual(said["starts"], minutes, said["places"], said["helper_places"])


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _after(at: time, minutes: int) -> time:
    total = (_minute(at) + minutes) % (24 * 60)
    return time(total // 60, total % 60)
