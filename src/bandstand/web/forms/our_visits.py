"""Asking us to leave a website alone."""

from django import forms

from .fields import OneLine
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
    # Nobody sees this box; programs that fill in every box give themselves away.
    more = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_more(self) -> str:
        if self.cleaned_data["more"]:
            raise forms.ValidationError("Leave the last box empty, then send it again.")
        return ""
