"""A new interest."""

from django import forms

from .fields import OneLine


class NewInterestForm(forms.Form):
    name = OneLine(
        label="Add one of your own",
        most=80,
        missing="Type what it is called, as in “wild swimming”.",
    )
