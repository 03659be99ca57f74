"""The form about a how-to card."""

from typing import Any

from django import forms

from bandstand.presence.cards import CardToRead
from bandstand.presence.cards.pictures import PICTURES, Picture
from bandstand.presence.queries.wording import worded_looks

from .fields import OneLine, Words

_MOST_STEPS = 12


class CardForm(forms.Form):
    title = OneLine(label="What it shows how to do", most=120, missing="Type a title, as in “Book the hall”.")
    lead = Words(label="Why it is worth doing", most=300, rows=2, help_text="A sentence or two.")
    steps = Words(
        label="Steps",
        most=4000,
        missing="Type the steps, one a line.",
        rows=10,
        help_text="One step a line. Six or seven fit on a sheet of paper.",
    )
    minutes = forms.IntegerField(
        label="How many minutes it takes",
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "invalid": "Type the minutes as a number.",
            "min_value": "Type one minute or more.",
            "max_value": "Type 1,000 minutes at most.",
        },
    )
    look = forms.ChoiceField(
        label="What it helps with",
        required=False,
        help_text="What a look at a website finds then leads to this card.",
    )
    picture = forms.ChoiceField(label="Picture", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, card: CardToRead | None = None, **options: Any) -> None:
        if card:
            options.setdefault("initial", _start(card))
        super().__init__(*args, **options)
        looks = [(look.id, look.title) for look in worded_looks()]
        self.fields["look"].choices = [("", "Nothing in particular"), *looks]  # type: ignore[attr-defined]
        pictures = [(one.name, one.says) for one in PICTURES.values()]
        self.fields["picture"].choices = [("", "No picture"), *pictures]  # type: ignore[attr-defined]

    def clean_lead(self) -> str:
        return " ".join(str(self.cleaned_data["lead"]).split())

    def clean_steps(self) -> str:
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["steps"]).splitlines()]
        steps = [line for line in lines if line]
        if len(steps) > _MOST_STEPS:
            raise forms.ValidationError(f"Make it {_MOST_STEPS} steps at most, or write two cards.")
        return "\n".join(steps)

    def pictures(self) -> list[tuple[Any, Picture | None]]:
        """Return each picture's choice with its drawing."""
        return [(choice, PICTURES.get(str(choice.data["value"]))) for choice in self["picture"]]

    def as_card(self) -> CardToRead:
        """Return the card as it would be read."""
        told = self.cleaned_data
        return CardToRead(
            slug="",
            title=told["title"],
            lead=told["lead"],
            steps=tuple(told["steps"].splitlines()),
            minutes=told["minutes"],
            picture=told["picture"],
            is_ours=False,
        )


def _start(card: CardToRead) -> dict[str, Any]:
    return {
        "title": card.title,
        "lead": card.lead,
        "steps": "\n".join(card.steps),
        "minutes": card.minutes,
        "look": card.look,
        "picture": card.picture,
    }
