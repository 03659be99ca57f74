"""The form to book a place with, and to change what was asked for."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Attendance
from bandstand.gatherings.queries.bookings import group_called
from bandstand.gatherings.queries.wins import named_in_address
from bandstand.gatherings.words import HELPER_QUESTION, QUESTION
from bandstand.people.models import Topic
from bandstand.presence.models import Finding

from .adults import no_birth_date
from .fields import LeftEmpty, OneLine, Telephone, Words, YourName

MOST_EXTRA = 9
NO_PLACE = (
    "The places are taken just now, so there is none for one more. Leave the number as it was, and bring "
    "them anyway: we will find a chair."
)
_EXAMPLES = (
    "For example: nobody finds our page; we are locked out of Facebook; our website looks odd on a phone."
)
_CAN_HELP = "For example: setting up a page, photos, newsletters, being patient."


class BroughtAlong(forms.IntegerField):
    """How many people somebody brings: each of them has a place."""

    def __init__(self, *, help_text: str = "") -> None:
        super().__init__(
            label="How many people do you bring along?",
            required=False,
            min_value=0,
            max_value=MOST_EXTRA,
            help_text=help_text,
            widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            error_messages={
                "invalid": "Type a number, or leave it empty.",
                "min_value": "Type a number, or leave it empty.",
                "max_value": f"For more than {MOST_EXTRA} please ring us, so that there are chairs.",
            },
        )


class WantsForm(forms.Form):
    """What somebody would like to sort out, for which group, and what makes it easier."""

    group = OneLine(
        label="Your group or club",
        most=200,
        help_text="Type its name. Leave empty if you come for yourself.",
        widget=forms.TextInput(attrs={"data-pick": "/groups/suggest/", "data-fills": "id_group_uid"}),
    )
    group_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    topics = forms.TypedMultipleChoiceField(
        label="What is it about?",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        error_messages={"invalid_choice": "Pick from the list."},
    )
    wants = Words(
        label="What would you like to sort out?",
        most=1000,
        rows=3,
        help_text=_EXAMPLES,
        validators=[no_birth_date],
    )
    ease = Words(
        label="Anything that makes it easier for you",
        most=500,
        rows=2,
        help_text="Large print, a quiet corner, no steps. Kept private, and deleted afterwards.",
        validators=[no_birth_date],
    )

    extra = BroughtAlong(help_text="Leave empty if you come alone. Each of them gets a place too.")

    def __init__(self, *args: Any, topics: Iterable[Topic], helping: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self._topics = {topic.pk: topic for topic in topics}
        choices = [(pk, topic.name) for pk, topic in self._topics.items()]
        self.fields["topics"].choices = choices  # type: ignore[attr-defined]  # Field is all the stubs know
        if helping:
            self.fields["wants"].label = HELPER_QUESTION
            self.fields["wants"].help_text = _CAN_HELP

    @staticmethod
    def start(attendance: Attendance) -> dict[str, Any]:
        groups = list(attendance.groups.all())
        return {
            "group": groups[0].name if groups else attendance.group_words,
            "group_uid": groups[0].uid if groups else "",
            "topics": [topic.pk for topic in attendance.topics.all()],
            "wants": attendance.wants,
            "ease": attendance.ease,
            "extra": attendance.extra or "",
        }

    def wish(self, **known: Any) -> Wish:
        """Return the whole wish; `known` is what this form does not ask for."""
        typed = self.cleaned_data["group"]
        group = group_called(typed, uid=self.cleaned_data["group_uid"])
        return Wish(
            group=group,
            group_words="" if group else typed,
            wants=self.cleaned_data["wants"],
            topics=tuple(self._topics[pk] for pk in self.cleaned_data["topics"]),
            ease=self.cleaned_data["ease"],
            extra=self.cleaned_data["extra"] or 0,
            **known,
        )


class BookingForm(WantsForm):
    """One screen: only the name is needed."""

    name = YourName()
    email = forms.EmailField(
        label="E-mail",
        required=False,
        max_length=254,
        help_text="We send you one letter with a link to your own page. Leave empty if you’ll just come.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "That is not an e-mail address. Check it, or leave it empty.",
            "max_length": "That is too long for an e-mail address. Check it, or leave it empty.",
        },
    )
    phone = Telephone(label="Mobile", help_text="In case something changes at the last minute.")
    form_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    # The easy win they came to the form from, as it is named in addresses.
    win_named = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    more = LeftEmpty()

    field_order = ["name", "group", "topics", "wants", "extra", "email", "phone", "ease"]

    @staticmethod
    def start_with(named: str) -> dict[str, Any]:
        """Return what the form begins with when somebody wants help with one easy win."""
        win = named_in_address(named)
        if win is None:
            return {}
        return {
            "win_named": named,
            "group": win.group.name,
            "group_uid": win.group.uid,
            "wants": f"Help with this, please: {win.headline}",
        }

    @property
    def win(self) -> Finding | None:
        return named_in_address(str(self["win_named"].value() or ""))

    def clean_form_key(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.cleaned_data["form_key"])
        except ValueError:
            return uuid.uuid4()

    def booking(self, *, helping: bool) -> Wish:
        cleaned = self.cleaned_data
        return self.wish(
            name=cleaned["name"],
            email=cleaned["email"],
            phone=cleaned["phone"],
            helping=helping,
            form_key=cleaned["form_key"],
            wins=(win,) if (win := self.win) and not helping else (),
        )


class OnBehalfForm(BookingForm):
    """The same, filled in at the desk by an officer for somebody who rang or looked in."""

    side = forms.ChoiceField(
        label="They",
        choices=[("looking", "look for help"), ("helping", "offer to help")],
        initial="looking",
        widget=forms.RadioSelect,
        error_messages={"required": "Say which of the two.", "invalid_choice": "Say which of the two."},
    )
    channel = forms.ChoiceField(
        label="How they told us",
        choices=[("phone", "By phone"), ("desk", "In person, or otherwise")],
        initial="phone",
        widget=forms.RadioSelect,
        error_messages={"required": "Say which of the two.", "invalid_choice": "Say which of the two."},
    )

    field_order = ["name", "side", "channel", "group", "topics", "wants", "extra", "email", "phone", "ease"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].label = "Their group or club"
        self.fields["group"].help_text = "Type its name. Leave empty if they come for themselves."
        self.fields["extra"].label = "How many people do they bring along?"
        self.fields["extra"].help_text = "Each of them gets a place too."
        self.fields["wants"].label = "What would they like to sort out, or help with?"
        self.fields["ease"].label = "Anything that makes it easier for them"
        self.fields["name"].label = "Their name"
        self.fields["email"].help_text = "They get one letter with a link to their own page."
        self.fields["phone"].help_text = ""

    def put_down(self) -> Wish:
        helping = self.cleaned_data["side"] == "helping"
        return replace(self.booking(helping=helping), channel=self.cleaned_data["channel"])


class AnswerForm(forms.Form):
    """The one friendly question of the reminder."""

    words = Words(label=QUESTION, most=1000, rows=3, validators=[no_birth_date])

    def __init__(self, *args: Any, question: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = question
