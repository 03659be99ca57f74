"""Who met whom, written down by hand, and what came of it."""

from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.queries.bookings import group_called
from bandstand.groups.actions.connections import Meeting, Said
from bandstand.groups.models import Connection, ConnectionEvidence, Group

from .fields import OneLine

_NO_NAMES = "No names of people, please: a connection is between groups."
_DAY = {"required": "Type the day.", "invalid": "Type the date as 14/4/2027."}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _picked(number: str) -> forms.TextInput:
    return forms.TextInput(attrs={"data-pick": "/groups/suggest/", "data-fills": f"id_{number}_uid"})


class ConnectionForm(forms.Form):
    one = OneLine(label="One group", most=200, missing="Type the name of a group.", widget=_picked("one"))
    other = OneLine(
        label="The other group", most=200, missing="Type the name of the other.", widget=_picked("other")
    )
    one_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    other_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="What happened", choices=Connection.Kind.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="When", widget=_day(), error_messages=_DAY)
    where = OneLine(label="Where", most=150, help_text="A gathering, a meeting, on the telephone.")
    planned = forms.BooleanField(label="We had said that they should meet", required=False)
    words = OneLine(label="In a sentence", most=300, help_text=_NO_NAMES)

    @staticmethod
    def start(group: Group | None) -> dict[str, Any]:
        known = {"one": group.name, "one_uid": group.uid} if group else {}
        return {"kind": Connection.Kind.MET, "on": timezone.localdate(), **known}

    @classmethod
    def about(cls, group: Group) -> "ConnectionForm":
        """Return one to stand on a group's own page at the desk, beside other forms."""
        form = cls(initial=cls.start(group), auto_id="heard_%s")
        form.fields["other"].widget.attrs["data-fills"] = "heard_other_uid"
        return form

    def clean(self) -> None:
        told = self.cleaned_data
        self.groups: list[Group] = []
        for name in ("one", "other"):
            group = group_called(told[name], uid=told.get(f"{name}_uid", "")) if told.get(name) else None
            if group is not None:
                self.groups.append(group)
            elif told.get(name):
                self.add_error(name, "The directory has no group of that name. Pick one from the list.")
        if len(self.groups) == 2 and self.groups[0].pk == self.groups[1].pk:
            self.add_error("other", "That is the same group. Choose another.")

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("That day is still to come.")
        return on

    def meeting(self) -> Meeting:
        told = self.cleaned_data
        return Meeting(**{name: told[name] for name in ("on", "kind", "where", "planned", "words")})


class EvidenceForm(forms.Form):
    says = forms.ChoiceField(
        label="What came of it", choices=ConnectionEvidence.Says.choices, widget=forms.RadioSelect
    )
    group = forms.TypedChoiceField(
        label="Who said so", required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    on = forms.DateField(label="When", widget=_day(), error_messages=_DAY)
    words = OneLine(label="In a sentence", most=300, help_text=_NO_NAMES)
    address = forms.URLField(
        label="A page that shows it",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "That is not the address of a page. Copy it from the browser."},
    )

    def __init__(self, *args: Any, connection: Connection, **options: Any) -> None:
        super().__init__(*args, **options)
        self._groups = {group.pk: group for group in connection.groups.all()}
        choices = [*((pk, group.name) for pk, group in self._groups.items()), ("", "We saw it ourselves")]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]  # Field is all the stubs know

    def said(self) -> Said:
        told = self.cleaned_data
        by = ConnectionEvidence.By
        return Said(
            says=told["says"],
            on=told["on"],
            group=self._groups.get(told["group"]),
            by=by.PAGE if told["address"] and not told["group"] else by.OFFICER,
            words=told["words"],
            address=told["address"],
        )
