"""Forms about asking people: an invitation before it goes, a call, a reply to a booking, a reminder."""

from typing import Any

from django import forms

from bandstand.gatherings.models import Gathering, Invitation
from bandstand.gatherings.words import QUESTION

from .booking import BroughtAlong
from .fields import OneLine, Words, YourName

WAVES = [("1", "The first wave"), ("2", "The second wave")]
_ANSWERS = [(one.value, one.label) for one in Invitation.Answer if one]


class InvitationForm(forms.Form):
    """How one group is asked, and a line of the officer's own."""

    route = forms.ChoiceField(label="How", choices=Invitation.Route.choices, widget=forms.RadioSelect)
    wave = forms.ChoiceField(label="When", choices=WAVES, widget=forms.RadioSelect)
    own_words = Words(
        label="A line of your own",
        most=500,
        rows=3,
        help_text="It stands in the letter, under the reasons: “Ron said you were asking about photos.”",
    )

    def __init__(self, *args: Any, has_address: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_address:
            ways = [way for way in Invitation.Route.choices if way[0] != Invitation.Route.EMAIL]
            self.fields["route"].choices = ways  # type: ignore[attr-defined]  # Field is all the stubs know
            self.fields["route"].help_text = "We know no e-mail address of theirs."


class CallForm(forms.Form):
    """What somebody said on the phone."""

    answer = forms.ChoiceField(
        label="What did they say?",
        choices=[*_ANSWERS, ("", "No answer, or they will think about it")],
        required=False,
        widget=forms.RadioSelect,
    )
    heard = Words(label="In their words", most=500, rows=2, help_text="Only what is worth keeping.")


class ComeForm(forms.Form):
    """Everything an invited group needs to book: the name is all that is asked."""

    name = YourName()
    wants = Words(label=QUESTION, most=1000, rows=2)
    extra = BroughtAlong()


class ReplyForm(forms.Form):
    """A kind reply to a booking, to be changed before it goes."""

    subject = OneLine(label="Subject", most=200, missing="Say what the letter is about.")
    words = Words(label="The letter", most=4000, rows=14, missing="Write what you would say.")
    strike = forms.BooleanField(
        label="Cancel their booking, too",
        required=False,
        help_text="Left alone, their place is kept, and they decide.",
    )


class ReminderForm(forms.Form):
    """When the reminder goes, and what it asks."""

    days = forms.IntegerField(
        label="Days before",
        min_value=0,
        max_value=14,
        help_text="At the hour the gathering starts. 0 is never.",
        error_messages={
            "required": "Type a number of days; 0 is never.",
            "invalid": "Type a number of days; 0 is never.",
            "min_value": "Type 0 or more.",
            "max_value": "Two weeks before at most.",
        },
    )
    question = OneLine(
        label="The one friendly question", most=150, help_text=f"Left empty, we ask: “{QUESTION}”"
    )

    @staticmethod
    def start(gathering: Gathering) -> dict[str, Any]:
        return {"days": gathering.remind_days, "question": gathering.question}
