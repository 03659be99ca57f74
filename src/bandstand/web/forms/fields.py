"""Fields used by several forms."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from bandstand.kit.typed import CannotReadError, read_date, read_time

from .adults import no_date


def words_asked(request: HttpRequest, name: str, most: int = 100) -> str:
    """Return what was typed into a search box: one line, with nothing a database could choke on."""
    typed = request.GET.get(name, "")[: most * 2]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())[:most]


def long_numbers(words: Iterable[str]) -> list[uuid.UUID]:
    """Return what of these names a row; anything else that was sent is left out."""
    found = []
    for word in words:
        with suppress(ValueError):
            found.append(uuid.UUID(word))
    return found


class OneLine(forms.CharField):
    """A line of text: line breaks and other control characters become spaces."""

    def __init__(self, *, most: int, missing: str = "", **options: Any) -> None:
        errors = {"required": missing, "max_length": f"Make this shorter: {most} letters at most."}
        super().__init__(max_length=most, required=bool(missing), error_messages=errors, **options)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


class Day(OneLine):
    """A day as people type it; the cleaned value is the day, or None."""

    def __init__(self, **options: Any) -> None:
        # As wide as the longest day that is filled in for them: Wednesday 23 September 2026.
        short = forms.TextInput(attrs={"class": "short", "size": 27, "autocomplete": "off"})
        super().__init__(most=60, widget=short, **options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return read_date(typed, today=timezone.localdate()) if typed else None
        except CannotReadError as trouble:
            raise forms.ValidationError(str(trouble)) from trouble


class Clock(OneLine):
    """A time of day as people type it, like 6.05pm; the cleaned value is the time, or None."""

    def __init__(self, **options: Any) -> None:
        short = forms.TextInput(attrs={"class": "short", "size": 8, "autocomplete": "off"})
        super().__init__(most=20, widget=short, **options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return read_time(typed) if typed else None
        except CannotReadError as trouble:
            raise forms.ValidationError(str(trouble)) from trouble


class Words(forms.CharField):
    """A few sentences, optional unless `missing` says what to do."""

    def __init__(self, *, most: int, missing: str = "", rows: int = 4, **options: Any) -> None:
        errors = {"required": missing, "max_length": f"Make this shorter: {most:,} letters at most."}
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=most, required=bool(missing), error_messages=errors, **options)


class YourName(OneLine):
    """The name of whoever fills a form in: what people call them will do."""

    def __init__(self, *, missing: str = "Type your name, or what people call you.") -> None:
        super().__init__(
            label="Your name",
            most=120,
            missing=missing,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            validators=[no_date],
        )


class Telephone(OneLine):
    """A number to ring, always optional."""

    def __init__(self, *, label: str = "Telephone", help_text: str = "") -> None:
        super().__init__(
            label=label,
            most=40,
            help_text=help_text,
            widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            validators=[no_date],
        )


class LeftEmpty(forms.CharField):
    """A box nobody sees: programs that fill in every box give themselves away."""

    def __init__(self) -> None:
        unseen = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        super().__init__(label="Leave this empty", required=False, widget=unseen)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            raise forms.ValidationError("Leave the last box empty, then send it again.")
