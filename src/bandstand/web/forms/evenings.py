"""The form to sign up for either of two evenings, and the desk's form to make such a list."""

import uuid
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.evenings import Joining
from bandstand.gatherings.actions.planning import Plan
from bandstand.gatherings.models import Gathering, SignUp, TwoEvenings
from bandstand.gatherings.queries.bookings import group_called
from bandstand.gatherings.queries.evenings import to_pair
from bandstand.kit import dates

from .adults import no_birth_date
from .fields import Clock, Day, LeftEmpty, OneLine, Telephone, Words, YourName
from .gathering import FARTHEST, Room

NO_WAY = "Leave an e-mail address or a number, so that we can tell you your evening."
_USUAL = (time(18), time(19, 30))


class MindForm(forms.Form):
    """What somebody may change before the draw: their group, their wish, which evenings they can come to."""

    group = OneLine(
        label="Your group or club",
        most=150,
        help_text="Type its name. People of one group stay together. Leave empty if you come for yourself.",
        widget=forms.TextInput(attrs={"data-pick": "/groups/suggest/", "data-fills": "id_group_uid"}),
    )
    group_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    can = forms.ChoiceField(
        label="Which evening can you come to?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say which of the three.", "invalid_choice": "Say which of the three."},
    )
    why = OneLine(
        label="If only one of them: why?",
        most=200,
        help_text="An access need, shifts, childcare. You need not say. Nobody but us sees it.",
        validators=[no_birth_date],
    )
    wants = Words(
        label="What would you like to sort out, or whom to meet?",
        most=1000,
        rows=3,
        validators=[no_birth_date],
    )

    def __init__(self, *args: Any, evenings: TwoEvenings, **options: Any) -> None:
        super().__init__(*args, **options)
        days = [_when(one) for one in evenings.both]
        self.fields["can"].choices = [  # type: ignore[attr-defined]  # Field is all the stubs know
            (SignUp.Can.EITHER, "Either: draw for me"),
            (SignUp.Can.FIRST, f"Only the first, {days[0]}"),
            (SignUp.Can.SECOND, f"Only the second, {days[1]}"),
        ]

    @staticmethod
    def start(one: SignUp) -> dict[str, Any]:
        uid = one.group.uid if one.group else ""
        return {"group": one.comes_from, "group_uid": uid, "can": one.can, "why": one.why, "wants": one.wants}

    def joining(self, name: str) -> Joining:
        told = self.cleaned_data
        group = group_called(told["group"], uid=told["group_uid"])
        return Joining(
            name,
            group=group,
            group_words="" if group else told["group"],
            wants=told["wants"],
            can=told["can"],
            why="" if told["can"] == SignUp.Can.EITHER else told["why"],
        )


class SignUpForm(MindForm):
    """One screen: a name, and one way to tell them their evening."""

    name = YourName()
    email = forms.EmailField(
        label="E-mail",
        required=False,
        max_length=254,
        help_text="We send you a link to your own page, and your evening once it is drawn.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "That is not an e-mail address. Check it, or leave it empty.",
            "max_length": "That is too long for an e-mail address. Check it, or leave it empty.",
        },
    )
    phone = Telephone(label="Telephone", help_text="If you would rather be rung.")
    form_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    more = LeftEmpty()

    field_order = ["name", "email", "phone", "group", "can", "why", "wants"]

    def clean_form_key(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.cleaned_data["form_key"])
        except ValueError:
            return uuid.uuid4()

    def clean(self) -> None:
        told = self.cleaned_data
        if not (told.get("email") or told.get("phone") or self.errors.keys() & {"email", "phone"}):
            self.add_error("email", NO_WAY)

    def signing_up(self) -> Joining:
        told = self.cleaned_data
        return replace(
            self.joining(told["name"]), email=told["email"], phone=told["phone"], form_key=told["form_key"]
        )


class PairForm(forms.Form):
    """Two gatherings that are announced already."""

    prefix = "pair"
    one: Any = forms.ModelChoiceField(
        label="One", queryset=None, empty_label="Choose", error_messages={"required": "Choose two."}
    )
    other: Any = forms.ModelChoiceField(
        label="The other", queryset=None, empty_label="Choose", error_messages={"required": "Choose two."}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("one", "other"):
            self.fields[name].queryset = to_pair()  # type: ignore[attr-defined]  # Field is all the stubs know
            self.fields[name].label_from_instance = _named  # type: ignore[attr-defined]

    def two(self) -> tuple[Gathering, Gathering]:
        return self.cleaned_data["one"], self.cleaned_data["other"]


class BothForm(forms.Form):
    """Two evenings to announce at one place, alike but for their dates."""

    prefix = "both"
    place = OneLine(
        label="Place",
        most=120,
        missing="Say where it is.",
        help_text="Pick a place we know, or type a new one.",
        widget=forms.TextInput(attrs={"list": "venues", "autocomplete": "off"}),
    )
    first = Day(label="The first date", missing="Type the date, like Tuesday 14 April.")
    second = Day(label="The second date", missing="Type the date, like Tuesday 21 April.")
    starts = Clock(label="From", initial="6pm")
    ends = Clock(label="To", initial="7.30pm")
    kind = forms.ChoiceField(label="What they are", choices=Gathering.Kind.choices, initial="surgery")
    places = Room(label="Places at each", help_text="Leave empty for no limit.")

    def clean(self) -> None:
        told = self.cleaned_data
        for name in ("first", "second"):
            if told.get(name) and told[name] <= timezone.localdate():
                self.add_error(name, "That day is not to come. Type a date from tomorrow on.")
            elif told.get(name) and told[name] > timezone.localdate() + FARTHEST:
                self.add_error(name, "That is more than three years ahead. Check the year.")
        if told.get("first") and told.get("first") == told.get("second"):
            self.add_error("second", "That is the same day twice. Type another.")
        if {"starts", "ends"} <= told.keys() and self._until() <= self._from():
            self.add_error("ends", "It ends before it begins. Check both times.")

    def _from(self) -> time:
        begins: time = self.cleaned_data["starts"] or _USUAL[0]
        return begins

    def _until(self) -> time:
        ends: time = self.cleaned_data["ends"] or _USUAL[1]
        return ends

    def plans(self) -> tuple[Plan, Plan]:
        first, second = (self._plan(self.cleaned_data[name]) for name in ("first", "second"))
        return first, second

    def _plan(self, day: Any) -> Plan:
        told = self.cleaned_data
        day_and = (datetime.combine(day, at) for at in (self._from(), self._until()))
        begins, ends = (timezone.make_aware(moment) for moment in day_and)
        return Plan(begins, ends, told["place"], kind=told["kind"], places=told["places"])


def _when(gathering: Gathering) -> str:
    return dates.when(gathering.starts_at, gathering.ends_at, today=timezone.localdate())


def _named(gathering: Gathering) -> str:
    return f"{_when(gathering)}: {gathering.title}"
