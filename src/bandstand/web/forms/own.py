"""Forms of a group's own page: one thing each."""

from typing import Any

from django import forms

from bandstand.groups.actions.about import NoSuchInterestError, interest_called
from bandstand.groups.models import Group, GroupInterest, Kind
from bandstand.groups.queries import kinds

from .fields import OneLine, Words

STATUSES = [
    (Group.Status.ACTIVE, "Still going"),
    (Group.Status.QUIET, "Quiet for now"),
    (Group.Status.CLOSED, "No longer meets"),
]
PLACES_SHOWN = [
    (Group.PlaceShown.EXACT, "Show exactly where"),
    (Group.PlaceShown.AREA, "Only the area"),
    (Group.PlaceShown.NONE, "Not at all"),
]
_PICK = {"invalid_choice": "Pick from the list.", "required": "Pick one."}
NO_EMAIL = "That is not an e-mail address. Type it as in jo@example.org."


class OtherNames(OneLine):
    """Several names in one line, with commas between."""

    def to_python(self, value: Any) -> Any:
        return [name for part in super().to_python(value).split(",") if (name := part.strip())]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class AboutForm(forms.Form):
    name = OneLine(label="Name of the group", most=200, missing="Type the group’s name.")
    other_names = OtherNames(
        label="Other names",
        most=400,
        help_text="What people also call it, or called it before. Commas between.",
    )
    about = Words(label="What it does", most=4000, rows=6, help_text="As you would tell a neighbour.")
    kind: forms.ModelChoiceField[Kind] = forms.ModelChoiceField(
        label="What kind of group is it?",
        queryset=None,
        required=False,
        empty_label="None of these",
        error_messages=_PICK,
    )
    status = forms.ChoiceField(
        label="How is it going?",
        choices=STATUSES,
        required=False,
        widget=forms.RadioSelect,
        error_messages=_PICK,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].queryset = kinds()  # type: ignore[attr-defined]  # known only with a hub in force


class PlaceForm(forms.Form):
    address = OneLine(label="Where it meets", most=250, help_text="The hall, the park, the street.")
    postcode = OneLine(
        label="Postcode", most=8, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 9})
    )
    place_shown = forms.ChoiceField(
        label="What everybody may see of it",
        choices=PLACES_SHOWN,
        widget=forms.RadioSelect,
        help_text="If you meet at somebody’s home, choose only the area, or not at all.",
        error_messages=_PICK,
    )


class ReachForm(forms.Form):
    """How the desk reaches the group. Never shown, so not filled in either: whoever has the link may not be
    meant to read it.
    """

    email = forms.EmailField(
        label="New e-mail address",
        required=False,
        max_length=254,
        error_messages={"invalid": NO_EMAIL},
        help_text="Leave empty to keep the one we have. We tell the old address.",
    )
    phone = OneLine(label="New telephone number", most=40, help_text="Leave empty to keep the one we have.")


class OnlineForm(forms.Form):
    address = OneLine(
        label="Web address",
        most=500,
        missing="Type the address, as in www.example.org.uk.",
        help_text="A website, a Facebook page: anything people may look at.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )


class InterestForm(forms.Form):
    """One word of the hub's list."""

    more = OneLine(
        label="Something else",
        most=80,
        help_text="One word or two: gardening, walking football.",
    )

    def clean_more(self) -> int | None:
        """Return the id of the interest these words name."""
        words = self.cleaned_data["more"]
        try:
            return interest_called(words).pk if words else None
        except NoSuchInterestError as trouble:
            raise forms.ValidationError(str(trouble)) from None


class InterestsForm(InterestForm):
    """What the group is about: what is said and suggested to tick, and a word of one's own."""

    chosen = forms.TypedMultipleChoiceField(
        label="What is the group about?",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        error_messages={"invalid_choice": "Pick from the list."},
    )

    field_order = ["chosen", "more"]

    def __init__(self, *args: Any, known: list[GroupInterest], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(row.interest_id, row.interest.name) for row in known]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]  # Field is all the stubs know
        if not choices:
            del self.fields["chosen"]

    def all_chosen(self) -> set[int]:
        more = self.cleaned_data["more"]
        return {*self.cleaned_data.get("chosen", []), *([more] if more else [])}


class AskForm(forms.Form):
    """Somebody says a group is theirs."""

    email = forms.EmailField(
        label="Your e-mail address, or the group’s",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Type an e-mail address.", "invalid": NO_EMAIL},
    )
    says = OneLine(
        label="Who you are in the group", most=200, help_text="Helps us if we do not know you yet."
    )
