"""The form with every sentence of one look in the hub's own words."""

from typing import Any

from django import forms
from django.utils.html import format_html

from bandstand.presence.queries.wording import Sentence, Worded, blanks_in, tidy_blanks

from .fields import OneLine, Words

_MOST = {"title": 120, "says": 180}
_LONG = 1000


class WordingForm(forms.Form):
    """One box a sentence, empty where Bandstand's own words are used."""

    def __init__(self, *args: Any, look: Worded, **options: Any) -> None:
        options.setdefault("initial", {_name(at): one.theirs for at, one in enumerate(look.sentences)})
        super().__init__(*args, **options)
        self.look = look
        for at, sentence in enumerate(look.sentences):
            self.fields[_name(at)] = _box(sentence)

    def rows(self) -> list[tuple[Sentence, forms.BoundField]]:
        """Return each sentence with its box."""
        return [(one, self[_name(at)]) for at, one in enumerate(self.look.sentences)]

    def clean(self) -> None:
        for at, sentence in enumerate(self.look.sentences):
            words = tidy_blanks(self.cleaned_data.get(_name(at), ""))
            trouble = trouble_with(words, sentence.blanks)
            if trouble:
                self.add_error(_name(at), trouble)
            self.cleaned_data[_name(at)] = "" if words == sentence.ours else words

    def parts(self) -> dict[str, str]:
        """Return the words of each part; empty for ours."""
        return {one.part: self.cleaned_data[_name(at)] for at, one in enumerate(self.look.sentences)}


def trouble_with(words: str, blanks: list[str]) -> str:
    """Return what is wrong with the blanks of a sentence, as a sentence; "" when nothing is."""
    if not words:
        return ""
    found = blanks_in(words)
    left_out = [blank for blank in blanks if blank not in found]
    unknown = [blank for blank in found if blank not in blanks]
    if left_out:
        return f"Put {_in_braces(left_out)} in: Bandstand writes there what it saw."
    if unknown and not blanks:
        return f"Write {_in_braces(unknown)} out in words: this sentence has no blanks to fill."
    if unknown:
        return f"Write {_in_braces(unknown)} out in words: only {_in_braces(blanks)} can be filled in here."
    return ""


def _in_braces(names: list[str]) -> str:
    return " and ".join(f"{{{name}}}" for name in names)


def _name(at: int) -> str:
    return f"part-{at}"


def _box(sentence: Sentence) -> forms.CharField:
    most = _MOST.get(sentence.kind, _LONG)
    label = format_html('In your words<span class="unseen">, in place of: {}</span>', sentence.ours)
    if sentence.kind == "title":
        return OneLine(label=label, most=most)
    return Words(label=label, most=most, rows=2 if most < _LONG else 4)
