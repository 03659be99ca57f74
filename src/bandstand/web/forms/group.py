"""Forms about one group and its online places."""

from typing import Any

from django import forms

from bandstand.groups.models import Group, Kind, OnlinePlace
from bandstand.groups.queries import kinds

from .fields import OneLine, Words


class GroupForm(forms.Form):
    """What an officer knows of a group. Its name is enough."""

    name = OneLine(label="Name of the group", most=200, missing="Type the group’s name.")
    kind: forms.ModelChoiceField[Kind] = forms.ModelChoiceField(
        label="Kind of group",
        queryset=None,
        required=False,
        empty_label="Not known yet",
        error_messages={"invalid_choice": "Choose a kind from the list."},
    )
    about = Words(label="What it does", most=4000)
    address = OneLine(label="Where it meets", most=250)
    postcode = OneLine(label="Postcode", most=8, help_text="Puts it on the map.")
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="Only the desk sees it.",
        error_messages={"invalid": "That is not an e-mail address. Type it as in jo@example.org."},
    )
    phone = OneLine(label="Telephone", most=40, help_text="Only the desk sees it.")
    charity_number = OneLine(label="Charity number", most=20)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].queryset = kinds()  # type: ignore[attr-defined]  # known only with a hub in force

    @classmethod
    def start(cls, group: Group) -> dict[str, Any]:
        return {name: getattr(group, name) for name in cls.base_fields}


class NewGroupForm(GroupForm):
    website = OneLine(label="Website, or its page on Facebook", most=500)


class OnlinePlaceForm(forms.Form):
    address = OneLine(
        label="Web address, or a name like @leasowpark",
        most=500,
        missing="Type the address, as in www.example.org.uk.",
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=OnlinePlace.Kind.choices,
        error_messages={"invalid_choice": "Choose from the list.", "required": "Choose from the list."},
    )
