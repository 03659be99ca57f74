"""Forms about one group and its online places."""

from typing import Any

from django import forms

from bandstand.groups.models import Group, Kind, OnlinePlace
from bandstand.groups.queries import kinds
from bandstand.groups.queries.family import group_meant, would_go_round

from .fields import OneLine, Words
from .own import OtherNames

_FROM_LIST = {"invalid_choice": "Choose from the list."}


class GroupForm(forms.Form):
    """What an officer knows of a group. Its name is enough."""

    name = OneLine(label="Name of the group", most=200, missing="Type the group’s name.")
    other_names = OtherNames(
        label="Other names",
        most=400,
        help_text="What people also call it, or called it before. Commas between.",
    )
    kind: forms.ModelChoiceField[Kind] = forms.ModelChoiceField(
        label="Kind of group",
        queryset=None,
        required=False,
        empty_label="Not known yet",
        error_messages={"invalid_choice": "Choose a kind from the list."},
    )
    status = forms.ChoiceField(
        label="How it is going",
        choices=[("", "Not known"), *Group.Status.choices],
        required=False,
        error_messages=_FROM_LIST,
    )
    about = Words(label="What it does", most=4000)
    address = OneLine(label="Where it meets", most=250)
    postcode = OneLine(label="Postcode", most=8, help_text="Puts it on the map.")
    place_shown = forms.ChoiceField(
        label="What everybody may see of where it meets",
        choices=Group.PlaceShown.choices,
        required=False,
        help_text="For a group that meets at somebody’s home: only the area, or not at all.",
        error_messages=_FROM_LIST,
    )
    parent = OneLine(
        label="Part of",
        most=200,
        help_text="The district, society or big club it is a branch of. Type its name.",
        widget=forms.TextInput(attrs={"data-pick": "/groups/suggest/", "data-fills": "id_parent_uid"}),
    )
    parent_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="Only the desk sees it.",
        error_messages={"invalid": "That is not an e-mail address. Type it as in jo@example.org."},
    )
    phone = OneLine(label="Telephone", most=40, help_text="Only the desk sees it.")
    charity_number = OneLine(label="Charity number", most=20)

    def __init__(self, *args: Any, group: Group | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._group = group
        self.fields["kind"].queryset = kinds()  # type: ignore[attr-defined]  # known only with a hub in force

    @classmethod
    def start(cls, group: Group) -> dict[str, Any]:
        own = {name: getattr(group, name) for name in cls.base_fields if name != "parent_uid"}
        parent = group.parent
        return own | {"parent": parent.name if parent else "", "parent_uid": parent.uid if parent else ""}

    def clean_place_shown(self) -> str:
        """Keep what is, where nothing was chosen."""
        as_it_is = self._group.place_shown if self._group else Group.PlaceShown.EXACT
        return str(self.cleaned_data["place_shown"] or as_it_is)

    def clean(self) -> None:
        """Find the group this one is part of."""
        typed, uid = self.cleaned_data.get("parent", ""), self.cleaned_data.pop("parent_uid", "")
        parent = group_meant(typed, uid) if typed else None
        if typed and parent is None:
            self.add_error("parent", "No one group is called that. Pick it from the list, or add it first.")
        elif parent and self._group and would_go_round(self._group, parent):
            self.add_error("parent", "That one is part of this group already. Pick another, or none.")
        else:
            self.cleaned_data["parent"] = parent


class NewGroupForm(GroupForm):
    website = OneLine(label="Website, or its page on Facebook", most=500)


class HideForm(forms.Form):
    """Why a group is not shown: said to the desk only."""

    why = OneLine(label="Why", most=200, help_text="For the desk only: no longer meets, asked by telephone.")


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
