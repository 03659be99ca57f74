"""The form about open data."""

from django import forms

from bandstand.people.models import Hub

_HINTS = {
    Hub.Licence.CC_BY: "anyone may reuse it, and says where it comes from",
    Hub.Licence.OGL: "the same, in the words public bodies use",
    Hub.Licence.CC0: "anyone may reuse it, and need say nothing",
}


class LicenceForm(forms.Form):
    licence = forms.ChoiceField(
        label="May others reuse the public directory?",
        choices=[
            *((one.value, f"Yes, under {one.label} ({_HINTS[one]})") for one in Hub.Licence),
            ("", "No: people read it here, and programs do not"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
