"""The form about a venue."""

from typing import Any

from django import forms

from bandstand.places.models import Venue

from .fields import OneLine, Words

QUESTIONS = ("steps", "toilet", "loop", "wifi", "signal", "sockets")


def choice(label: str, choices: list[tuple[str, str]], **options: Any) -> forms.ChoiceField:
    """A question with a few answers, all of them in sight."""
    chips = forms.RadioSelect(attrs={"class": "chips"})
    return forms.ChoiceField(label=label, choices=choices, widget=chips, required=False, **options)


class VenueForm(forms.Form):
    """Somewhere a gathering can be. Its name is enough."""

    name = OneLine(label="Name of the place", most=120, missing="Type the name of the place.")
    address = OneLine(label="Address", most=250)
    postcode = OneLine(label="Postcode", most=8, help_text="Puts it on the map.")
    steps = choice("Getting in", Venue.Steps.choices)
    toilet = choice("Toilet", Venue.Yes.choices)
    loop = choice("Hearing loop", Venue.Yes.choices)
    wifi = choice("Wi-Fi", Venue.Wifi.choices)
    signal = choice("Phone signal", Venue.Wifi.choices)
    sockets = choice("Sockets", Venue.Sockets.choices)
    tea = OneLine(label="Tea and coffee", most=120, help_text="Like “Café until five, then our own flask”.")
    getting_there = OneLine(
        label="Getting there",
        most=250,
        help_text="Bus, parking, which door. Shown in public.",
    )
    notes = Words(label="Notes", most=2000, help_text="Only the desk sees them.")

    def __init__(self, *args: Any, venue: Venue | None = None, **options: Any) -> None:
        self.venue = venue
        if venue:
            options.setdefault("initial", {name: getattr(venue, name) for name in self.base_fields})
        else:
            unknown = dict.fromkeys(QUESTIONS, Venue.Wifi.UNKNOWN)
            options.setdefault("initial", unknown)
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        """A question left alone keeps the answer there was."""
        cleaned = dict(super().clean() or {})
        for question in QUESTIONS:
            if not cleaned.get(question):
                cleaned[question] = getattr(self.venue, question, Venue.Wifi.UNKNOWN)
        return cleaned

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Venue.objects.filter(name=name)
        if self.venue:
            others = others.exclude(pk=self.venue.pk)
        if others.exists():
            raise forms.ValidationError(
                "There is a venue of that name already. Use another name, or change that one."
            )
        return name


class VisitForm(forms.Form):
    """What was it like? Every question may be left alone."""

    wifi = choice("Wi-Fi", Venue.Wifi.choices)
    signal = choice("Phone signal", Venue.Wifi.choices)
    sockets = choice("Sockets", Venue.Sockets.choices)
    words = OneLine(
        label="Anything the next person should know", most=300, help_text="Only the desk sees this."
    )
