"""The form an officer plans a gathering with: a date and a place are enough."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.planning import Plan
from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.programmes import programmes_to_choose
from bandstand.groups.models import Kind
from bandstand.groups.queries.kinds import kinds
from bandstand.kit import dates

from .fields import Clock, Day, OneLine, Words

_USUAL = (time(18), time(19, 30))
_LAST_BUS = time(5)  # an end before this is the small hours of the next day
FARTHEST = timedelta(days=3 * 366)


class Room(forms.IntegerField):
    """How many places there are on one side; empty means no limit."""

    def __init__(self, **options: Any) -> None:
        said = {
            "invalid": "Type a number, or leave it empty.",
            "min_value": "Type 1 or more, or leave it empty for no limit.",
            "max_value": "Leave it empty for more than 1,000 places.",
        }
        super().__init__(required=False, min_value=1, max_value=1000, error_messages=said, **options)


class Chosen(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic only to the checker
    """Rows of the hub to tap; which, is said when the form is made."""

    def __init__(self, **options: Any) -> None:
        chips = forms.CheckboxSelectMultiple(attrs={"class": "chips"})
        gone = "Something here has changed meanwhile. Look through and tap again."
        said = {"invalid_choice": gone, "invalid_pk_value": gone}
        super().__init__(queryset=None, required=False, widget=chips, error_messages=said, **options)

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or [] if one != ""])

    def label_from_instance(self, obj: Any) -> str:
        return obj.plural[:1].upper() + obj.plural[1:] if isinstance(obj, Kind) else str(obj)


class PlanForm(forms.Form):
    """Reads dates and times as people type them; `plan` is what came of it."""

    day = Day(
        label="Date",
        missing="Type the date, like Tuesday 14 April.",
        help_text="Like Tuesday 14 April, or 14/4/2026.",
    )
    place = OneLine(
        label="Place",
        most=120,
        missing="Say where it is.",
        help_text="Pick a place we know, or type a new one.",
        widget=forms.TextInput(attrs={"list": "venues", "autocomplete": "off"}),
    )
    already = forms.BooleanField(label="It has happened already, and I am typing it in", required=False)
    starts = Clock(label="From")
    ends = Clock(label="To")
    kind = forms.ChoiceField(label="What it is", choices=Gathering.Kind.choices, required=False)
    title = OneLine(label="Its name", most=150, help_text="Leave empty for “Surgery at …”.")
    places = Room(label="Places for people looking for help", help_text="Leave empty for no limit.")
    helper_places = Room(label="Places for helpers", help_text="Leave empty for no limit.")
    booking = forms.ChoiceField(
        label="Do people need to book?",
        choices=[("drop-in", "No: they can book, or just turn up"), ("booked", "Yes: only with a booking")],
        required=False,
        widget=forms.RadioSelect,
    )
    kinds = Chosen(label="Kinds of group it is meant to mix", help_text="Tap none, and it is for everybody.")
    programmes = Chosen(label="Counts towards", help_text="It may count towards several.")
    question = OneLine(
        label="The question in the reminder",
        most=150,
        help_text="One friendly question. Leave empty for “What would you like to sort out?”",
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
        cast("Chosen", self.fields["kinds"]).queryset = kinds()
        under_way = programmes_to_choose(self.today, chosen=self.initial.get("programmes", ()))
        cast("Chosen", self.fields["programmes"]).queryset = under_way
        if not under_way.exists():
            del self.fields["programmes"]

    @staticmethod
    def start(plan: Plan | None) -> dict[str, Any]:
        """Return what the boxes hold at first: a plan to change, or the usual times."""
        if plan is None:
            starts, ends = (dates.clock(usual) for usual in _USUAL)
            usual = {"kind": Gathering.Kind.SURGERY, "booking": "drop-in"}
            return {"starts": starts, "ends": ends, **usual}
        return {
            "day": dates.day(plan.starts_at, today=date.min),  # with its year: it may be past
            "place": plan.place,
            "starts": dates.clock(plan.starts_at),
            "ends": dates.clock(plan.ends_at),
            "kind": plan.kind,
            "title": plan.title,
            "places": plan.places,
            "helper_places": plan.helper_places,
            "booking": "drop-in" if plan.drop_in else "booked",
            "kinds": plan.kinds,
            "programmes": plan.programmes,
            "question": plan.question,
            "welcome": plan.welcome,
        }

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today + FARTHEST:
            raise forms.ValidationError("That is more than three years ahead. Check the year.")
        if day.year < 2000:
            raise forms.ValidationError("That is long before surgeries began. Check the year.")
        return day

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or Gathering.Kind.SURGERY)

    def clean_starts(self) -> time:
        return self.cleaned_data["starts"] or _USUAL[0]

    def clean_ends(self) -> time:
        return self.cleaned_data["ends"] or _USUAL[1]

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
        return bool(self.errors.keys() - {"day", "place", "already", "__all__"})

    def plan(self) -> Plan:
        cleaned = self.cleaned_data
        return Plan(
            starts_at=cleaned["starts_at"],
            ends_at=cleaned["ends_at"],
            place=cleaned["place"],
            kind=cleaned["kind"],
            title=cleaned["title"],
            places=cleaned["places"],
            helper_places=cleaned["helper_places"],
            drop_in=cleaned["booking"] != "booked",
            kinds=tuple(cleaned["kinds"]),
            programmes=tuple(cleaned.get("programmes", ())),
            question=cleaned["question"],
            welcome=cleaned["welcome"],
        )


def _moments(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    over_midnight = ends < _LAST_BUS < starts
    last_day = day + timedelta(days=1) if over_midnight else day
    return (
        timezone.make_aware(datetime.combine(day, starts)),
        timezone.make_aware(datetime.combine(last_day, ends)),
    )
