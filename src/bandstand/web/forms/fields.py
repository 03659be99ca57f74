"""Fields used by several forms."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest


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


class Words(forms.CharField):
    """A few sentences, optional unless `missing` says what to do."""

    def __init__(self, *, most: int, missing: str = "", rows: int = 4, **options: Any) -> None:
        errors = {"required": missing, "max_length": f"Make this shorter: {most:,} letters at most."}
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=most, required=bool(missing), error_messages=errors, **options)
