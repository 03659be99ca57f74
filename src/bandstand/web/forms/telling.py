"""Forms about a group's pages online: what somebody sees there, and who holds the keys."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404

from bandstand.groups.models import Group
from bandstand.presence.actions.keys import looks_like_a_password
from bandstand.presence.models import Answer, Keys
from bandstand.presence.queries.answers import Heard
from bandstand.presence.queries.keys import Held, keys_of

from .fields import OneLine, Words

NO_PASSWORDS = (
    "That looks like something to sign in with. Please keep passwords to yourselves: "
    "a name is all we ask for."
)
TICK_ONE = "Tick one of the answers above too, so that we know what it is about."
NOBODY = "Type who can get in, or tick that nobody can any more."


def keys_to(group: Group, place_id: int) -> Held:
    """Return one place of this group with its keys; 404 for what is not its own, or has none."""
    held = next((one for one in keys_of(group) if one.place.pk == place_id), None)
    if held is None:
        raise Http404
    return held


class QuestionsForm(forms.Form):
    """A short list to be answered with one's own phone in hand; every one may be left out."""

    words = Words(
        label="Anything you see there that we should know",
        most=300,
        rows=3,
        help_text="A sentence, or a few words copied from the page. Nobody’s private details, please.",
    )

    def __init__(self, *args: Any, asked: Sequence[Heard], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in asked:
            self.fields[one.question.id] = forms.ChoiceField(
                label=one.question.asks,
                help_text=one.question.where,
                choices=Answer.Says.choices,
                required=False,
                initial=one.answer.says if one.answer else None,
                widget=forms.RadioSelect(attrs={"class": "chips"}),
                error_messages={"invalid_choice": "Pick one of the three."},
            )
        self._asked = [one.question.id for one in asked]

    def asked_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self._asked]

    def answers(self) -> dict[str, str]:
        """Return what was answered, by question."""
        return {name: says for name in self._asked if (says := self.cleaned_data[name])}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.errors and told["words"] and not self.answers():
            self.add_error("words", TICK_ONE)
        return told


class QuestionsAtDeskForm(QuestionsForm):
    """The same, ticked by somebody who looks at the page on the group's behalf."""

    how = forms.ChoiceField(
        label="Where were you when you looked?",
        choices=[(Answer.How.DESK, "At the desk"), (Answer.How.SURGERY, "At a surgery, beside them")],
        initial=Answer.How.DESK,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": "Pick one.", "invalid_choice": "Pick one."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = "What you see, if it is worth keeping"


class KeysForm(forms.Form):
    """Who holds the keys of one place: names, and never what they sign in with."""

    holder = OneLine(
        label="Who can sign in?", most=120, help_text="A name, or “the secretary”. Never a password."
    )
    spare = OneLine(
        label="And who else, if they are away?", most=120, help_text="A spare saves a lot of trouble."
    )
    lost = forms.BooleanField(label="Nobody can get in any more", required=False)

    @staticmethod
    def start(keys: Keys | None) -> dict[str, Any]:
        return {"holder": keys.holder, "spare": keys.spare, "lost": keys.lost} if keys else {}

    def clean_holder(self) -> str:
        return self._a_name("holder")

    def clean_spare(self) -> str:
        return self._a_name("spare")

    def _a_name(self, field: str) -> str:
        words: str = self.cleaned_data[field]
        if looks_like_a_password(words):
            raise forms.ValidationError(NO_PASSWORDS)
        return words

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.errors and not (told["holder"] or told["spare"] or told["lost"]):
            self.add_error("holder", NOBODY)
        return told
