"""Yes to an introduction, with a name where we have none."""

from django import forms

from .fields import OneLine


class YesForm(forms.Form):
    name = OneLine(
        label="Whom shall they ask for?",
        most=120,
        help_text="Your name, if you like to give it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
