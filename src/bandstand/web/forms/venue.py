"""The form about a venue."""

from typing import Any

from django import forms

from bandstand.places.models import Venue

from .fields import OneLine, Words


class VenueForm(forms.Form):
    """Somewhere a gathering can be. Its name is enough."""

    name = OneLine(label="Name of the place", most=120, missing="Type the name of the place.")
    address = OneLine(label="Address", most=250)
    postcode = OneLine(label="Postcode", most=8, help_text="Puts it on the map.")
    steps = forms.ChoiceField(label="Getting in", choices=Venue.Steps.choices, widget=forms.RadioSelect)
    wifi = forms.ChoiceField(label="Wi-Fi", choices=Venue.Wifi.choices, widget=forms.RadioSelect)
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
            options.setdefault("initial", {"steps": Venue.Steps.UNKNOWN, "wifi": Venue.Wifi.UNKNOWN})
        super().__init__(*args, **options)

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
