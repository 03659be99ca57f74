"""Freezing figures: what to call them, and whom they are for."""

import uuid
from typing import Any

from django import forms

from bandstand.impact.models import FigureRun


class FreezeForm(forms.Form):
    title = forms.CharField(
        label="What shall we call them?",
        max_length=120,
        help_text="For example “Lottery report, spring 2026”.",
        error_messages={"required": "Give them a name you will know them by."},
    )
    audience = forms.ChoiceField(
        label="Whom are they for?",
        choices=FigureRun.Audience.choices,
        initial=FigureRun.Audience.EVERYBODY,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whom they are for.", "invalid_choice": "Say whom they are for."},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {}).setdefault("form_key", uuid.uuid4())
        super().__init__(*args, **options)

    @property
    def key(self) -> uuid.UUID:
        return self.cleaned_data["form_key"] or uuid.uuid4()
