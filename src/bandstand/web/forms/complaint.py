"""Forms about complaints."""

import uuid

from django import forms

from bandstand.people.actions.complaints import Told
from bandstand.people.models import Complaint

from .adults import no_birth_date, no_date
from .fields import LeftEmpty, OneLine, Words, YourName


class ComplaintForm(forms.Form):
    """What somebody complains of, and where an answer reaches them."""

    words = Words(
        label="What went wrong?",
        most=5000,
        rows=7,
        missing="Tell us in a sentence or two what went wrong.",
        help_text="What happened to your details, when, and what would put it right.",
        validators=[no_birth_date],
    )
    name = YourName(missing="Type your name.")
    answer_to = OneLine(
        label="Where can we answer you?",
        most=254,
        missing="Tell us where to answer: an e-mail address is quickest.",
        help_text="An e-mail address is quickest. A telephone number or a postal address will do.",
        validators=[no_date],
    )
    form_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    more = LeftEmpty()

    def clean_form_key(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.cleaned_data["form_key"])
        except ValueError:
            return uuid.uuid4()

    def told(self) -> Told:
        cleaned = self.cleaned_data
        return Told(
            name=cleaned["name"],
            answer_to=cleaned["answer_to"],
            words=cleaned["words"],
            form_key=cleaned["form_key"],
        )


class NoteForm(forms.Form):
    words = Words(
        label="Write a note",
        most=2000,
        rows=3,
        missing="Write something first.",
        help_text="For the people at the desk. It goes when the complaint goes.",
    )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it",
        choices=Complaint.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    words = Words(
        label="Your answer",
        most=5000,
        rows=8,
        missing="Write the answer first.",
        help_text="They read it word for word. Say what you found, and what you did.",
    )
