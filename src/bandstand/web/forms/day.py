"""The forms of the day itself: somebody nobody expected, and what one person does tonight."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import uuid4

from django import forms

from bandstand.gatherings.actions.day import Guest, Tonight
from bandstand.gatherings.models import Attendance
from bandstand.gatherings.queries.bookings import group_called
from bandstand.gatherings.queries.day import Known, known_people

from .adults import no_date
from .fields import OneLine

ROLES = [("looking", "Looking for help"), ("helping", "Helping")]
SOMEBODY_ELSE = "new"
STALE = "Something went astray on the way. Please send it once more."


class FormKey(forms.UUIDField):
    """The form's own key, so that the same form sent twice is done once."""

    def __init__(self) -> None:
        stale = {"required": STALE, "invalid": STALE}
        super().__init__(initial=uuid4, widget=forms.HiddenInput, error_messages=stale)


class RolesField(forms.MultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        chips = forms.CheckboxSelectMultiple(attrs={"class": "chips"})
        super().__init__(label="Here for", choices=ROLES, required=False, widget=chips, **options)


class WalkInForm(forms.Form):
    """A name is enough. If somebody of that name came before, it asks, and takes nothing for granted."""

    name = OneLine(
        label="Name",
        most=120,
        missing="Type a name, or count one more without a name.",
        validators=[no_date],
    )
    same = forms.ChoiceField(
        label="Is this somebody who came before?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Somebody of that name came before. Say whether it is them.",
            "invalid_choice": "Pick one of these.",
        },
    )
    group = OneLine(
        label="Group",
        most=200,
        widget=forms.TextInput(attrs={"data-pick": "/groups/suggest/", "data-fills": "id_group_uid"}),
    )
    roles = RolesField(initial=["looking"])
    group_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    person_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    form_key = FormKey()

    def __init__(self, *args: Any, suggest: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs |= {
            "autocomplete": "off", "autofocus": True, "data-pick": suggest, "data-fills": "id_person_uid",
        }  # fmt: skip
        self._known = self._of_that_name()
        if not self._known:
            del self.fields["same"]
            return
        same = cast("forms.ChoiceField", self.fields["same"])
        same.required = self.data.get("person_uid") not in self._known
        same.choices = [
            (uid, f"{known.person.name} ({known.words})") for uid, known in self._known.items()
        ] + [(SOMEBODY_ELSE, "No, somebody else of that name")]

    def guest(self) -> Guest:
        cleaned = self.cleaned_data
        known = self._known.get(self._picked())
        group = group_called(cleaned["group"], uid=cleaned["group_uid"])
        return Guest(
            name=cleaned["name"],
            person=known.person if known else None,
            group=group,
            group_words="" if group else cleaned["group"],
            looking="looking" in cleaned["roles"],
            helping="helping" in cleaned["roles"],
        )

    def _picked(self) -> str:
        """Return the uid picked from the list under the name, or below it when asked."""
        picked = self.data.get("person_uid", "")
        return picked if picked in self._known else str(self.cleaned_data.get("same") or "")

    def _of_that_name(self) -> dict[str, Known]:
        name = " ".join(self.data.get("name", "").split()) if self.is_bound else ""
        found: Iterable[Known] = known_people(name, whole=True) if name else ()
        return {str(known.person.uid): known for known in found}


class TonightForm(forms.Form):
    """What one person does tonight."""

    roles = RolesField()
    no_phone = forms.BooleanField(label="Has no phone with them", required=False)
    named = forms.BooleanField(
        label="Happy to be named in the write-up",
        required=False,
        help_text="Ask: “May we say your name in what we write about this session?” A spoken yes is enough.",
    )
    form_key = FormKey()

    def __init__(self, *args: Any, attendance: Attendance, named: bool, **options: Any) -> None:
        roles = [role for role, _ in ROLES if getattr(attendance, role)]
        options["initial"] = {"roles": roles, "no_phone": attendance.no_phone, "named": named}
        super().__init__(*args, **options)
        if attendance.person is None:
            del self.fields["named"]

    def tonight(self) -> Tonight:
        cleaned = self.cleaned_data
        return Tonight(
            looking="looking" in cleaned["roles"],
            helping="helping" in cleaned["roles"],
            no_phone=cleaned["no_phone"],
            named=cleaned.get("named", False),
        )
