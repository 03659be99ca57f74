"""Forms about who works at the desk, and about the hub itself."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from bandstand.people.models import Hub, Role

ROLE_HINTS = {
    Role.Name.OWNER: "Everything, and says who may do what.",
    Role.Name.OFFICER: "Groups, gatherings, checks, figures, letters.",
    Role.Name.MANAGER: "Plans gatherings, runs the day and writes it up.",
    Role.Name.DOOR: "Only the list at the door. Ends by itself after three days.",
    Role.Name.READER: "Sees the desk, changes nothing.",
}


class RoleForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Type their name."})
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in by a letter sent here.",
        error_messages={
            "required": "Type their e-mail address.",
            "invalid": "That is not an e-mail address.",
        },
    )
    role = forms.ChoiceField(
        label="What they do",
        choices=[(name.value, f"{name.label}: {hint}") for name, hint in ROLE_HINTS.items()],
        widget=forms.RadioSelect,
        initial=Role.Name.MANAGER,
    )
    until = forms.DateField(
        label="Until",
        required=False,
        help_text="Leave empty if it has no end. A door helper’s ends after three days.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Type the date as 14/4/2027."},
    )

    def clean_until(self) -> datetime | None:
        until: date | None = self.cleaned_data["until"]
        if until is None:
            return None
        if until < timezone.localdate():
            raise forms.ValidationError("That day has passed. Choose a later one.")
        return timezone.make_aware(datetime.combine(until, time(23, 59)))


class HubForm(forms.Form):
    name = forms.CharField(
        label="Your organisation’s name", max_length=120, error_messages={"required": "Type its name."}
    )
    place = forms.CharField(
        label="Your patch", max_length=120, required=False, help_text="The borough or town, as people say it."
    )
    email = forms.EmailField(
        label="E-mail address for the public",
        required=False,
        error_messages={"invalid": "That is not an e-mail address."},
    )
    phone = forms.CharField(label="Phone number for the public", max_length=40, required=False)
    about = forms.CharField(
        label="Who you are", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    your_name = forms.CharField(
        label="Your own name", max_length=120, error_messages={"required": "Type your name."}
    )
    your_email = forms.EmailField(
        label="Your own e-mail address",
        help_text="You sign in by a letter sent here.",
        error_messages={"required": "Type your e-mail address.", "invalid": "That is not an e-mail address."},
    )

    HUB_FIELDS = ("name", "place", "email", "phone", "about")

    @classmethod
    def start(cls, hub: Hub, *, name: str, email: str) -> dict[str, Any]:
        """Return what the form shows at first."""
        kept: dict[str, Any] = {field: getattr(hub, field) for field in cls.HUB_FIELDS}
        return {**kept, "your_name": name, "your_email": email}
