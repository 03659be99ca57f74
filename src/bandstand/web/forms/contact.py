"""Somebody who answers for a group, and what of them everybody may see."""

from collections.abc import Collection
from typing import Any

from django import forms

from bandstand.groups.actions.contacts import Particulars, Yes
from bandstand.groups.models import Group, GroupContact
from bandstand.groups.shown import sentences

from .adults import no_date
from .fields import OneLine, Telephone

_SHOWS = [("name", "Name"), ("email", "E-mail address"), ("phone", "Telephone")]
_HOWS = [
    ("telephone", "On the telephone"),
    ("face to face", "Face to face"),
    ("e-mail", "By e-mail"),
    ("paper", "On paper"),
]


class ShownForm(forms.Form):
    """What everybody may see of a contact, and the sentence they say yes to."""

    shows = forms.MultipleChoiceField(
        label="What everybody may see",
        required=False,
        choices=_SHOWS,
        help_text="Leave all of it empty, and only the people at the desk see it.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        error_messages={"invalid_choice": "Pick from the list."},
    )
    yes = forms.BooleanField(required=False)
    health = forms.BooleanField(required=False)

    def __init__(self, *args: Any, group: Group, held: Collection[str] = (), **options: Any) -> None:
        """`held` is what there is a yes to already: only more than that needs another."""
        super().__init__(*args, **options)
        self._held = frozenset(held)
        said, health = sentences(group)
        self.fields["yes"].label = said
        self.fields["health"].label = health
        if not health:
            del self.fields["health"]

    def clean(self) -> None:
        """Ask for the yes where something would be shown."""
        told = self.cleaned_data
        for name in ("yes", "health"):
            if self.needs_yes and name in self.fields and not told.get(name):
                self.add_error(name, "Tick this sentence too, or leave the boxes above it empty.")
        missing = [label for part, label in _SHOWS if part in told.get("shows", []) and told.get(part) == ""]
        if missing:
            self.add_error(
                "shows", f"There is no {missing[0].lower()} to show. Type it, or take the tick away."
            )

    @property
    def needs_yes(self) -> bool:
        return not self._held.issuperset(self.cleaned_data.get("shows", []))

    def said(self, how: str = "") -> Yes:
        """Return the yes; `how` it was said, where the form does not ask."""
        told = self.cleaned_data
        return Yes(told["shows"], how or told["how"], health=told.get("health", False))


class ContactForm(ShownForm):
    """A new contact, on the group's own page."""

    name = OneLine(
        label="Name",
        most=120,
        missing="Type their name.",
        help_text="Grown-ups only, please: nobody under 18.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        validators=[no_date],
    )
    role = OneLine(label="What they do in the group", most=60, help_text="Secretary, coach, keeps the keys.")
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "That is not an e-mail address. Type it as in jo@example.org."},
    )
    phone = Telephone()
    is_main = forms.BooleanField(label="Letters about the group go to them", required=False)

    field_order = ["name", "role", "email", "phone", "is_main", "shows", "yes", "health"]

    def particulars(self) -> Particulars:
        told = self.cleaned_data
        return Particulars(told["name"], told["email"], told["phone"], told["role"], told["is_main"])


class DeskContactForm(ContactForm):
    """A contact, new or as known, at the desk."""

    how = forms.ChoiceField(
        label="How they said yes",
        choices=_HOWS,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"invalid_choice": "Pick from the list."},
    )

    field_order = [*ContactForm.field_order, "how"]

    def clean(self) -> None:
        super().clean()
        if self.needs_yes and not self.cleaned_data.get("how"):
            self.add_error("how", "Say how they told you.")

    @staticmethod
    def start(contact: GroupContact) -> dict[str, Any]:
        person = contact.person
        return {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "role": contact.role,
            "is_main": contact.is_main,
            "shows": contact.shows,
        }
