"""Asking us to leave a website alone."""

from django import forms

from .fields import LeftEmpty, OneLine
from .own import NO_EMAIL


class StopForm(forms.Form):
    website = OneLine(
        label="Which website?",
        most=500,
        missing="Type the website’s address, as in www.example.org.uk.",
        help_text="We leave everything on it alone.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Where may we tell you that it is done?",
        required=False,
        max_length=254,
        help_text="An e-mail address. We delete it as soon as we have told you.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": NO_EMAIL},
    )
    more = LeftEmpty()
