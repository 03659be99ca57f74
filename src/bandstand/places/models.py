"""Areas, venues and postcodes: where things are."""

from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned


class Precision(models.TextChoices):
    """How well a place is known."""

    EXACT = "exact", "exact"
    POSTCODE = "postcode", "from its postcode"
    OUTCODE = "outcode", "roughly, from the first half of its postcode"
    NONE = "none", "not known"


class Postcode(models.Model):
    """One placed postcode of Great Britain. Public reference facts, the same for every hub."""

    code = models.CharField(max_length=7, primary_key=True, help_text="Capitals, no space.")
    lat = models.FloatField()
    lon = models.FloatField()
    ward_code = models.CharField(max_length=9, blank=True)
    load = models.PositiveIntegerField(
        default=0, help_text="Which load brought it: older ones are cleared after."
    )


class Outcode(models.Model):
    """The middle of a postcode's first half, for postcodes not known in full."""

    code = models.CharField(max_length=4, primary_key=True)
    lat = models.FloatField()
    lon = models.FloatField()
    postcodes = models.PositiveIntegerField()


class Area(HubOwned):
    """A ward, locality or neighbourhood with its boundary, from and until the dates it was in force."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, default="ward")
    # GeoJSON geometry, longitude and latitude in degrees (WGS84).
    geometry: models.JSONField[Any, Any] = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hub", "kind", "code"], name="one_area_a_code")]

    def __str__(self) -> str:
        return self.name


class Venue(HubOwned):
    """Somewhere a gathering can be: a café, a hall, a pavilion."""

    class Wifi(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        GOOD = "good", "Good"
        POOR = "poor", "Poor"
        NONE = "none", "None"

    class Steps(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        FREE = "free", "Step-free"
        SOME = "some", "Some steps"

    class Sockets(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        PLENTY = "plenty", "Plenty"
        FEW = "few", "A few"
        NONE = "none", "None"

    class Yes(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        YES = "yes", "Yes"
        NO = "no", "No"

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=250, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.NONE)
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="venues")
    wifi = models.CharField(max_length=8, choices=Wifi.choices, default=Wifi.UNKNOWN)
    steps = models.CharField(max_length=8, choices=Steps.choices, default=Steps.UNKNOWN)
    # As found there last: see `VenueVisit`.
    signal = models.CharField(max_length=8, choices=Wifi.choices, default=Wifi.UNKNOWN)
    sockets = models.CharField(max_length=8, choices=Sockets.choices, default=Sockets.UNKNOWN)
    toilet = models.CharField(max_length=8, choices=Yes.choices, default=Yes.UNKNOWN)
    loop = models.CharField(max_length=8, choices=Yes.choices, default=Yes.UNKNOWN)
    tea = models.CharField(max_length=120, blank=True, help_text="“Café until five, then our own flask”.")
    getting_there = models.CharField(max_length=250, blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hub", "name"], name="one_venue_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def in_full(self) -> str:
        """Its name and address, as far as we know them, in one line."""
        return ", ".join(filter(None, (self.name, self.address, self.postcode)))


class VenueVisit(HubOwned):
    """What was found at a venue on a day. The newest answer to each question stands in the venue's facts."""

    retention = Stays("What we found at places we met in", "It is about rooms and signal.")

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    wifi = models.CharField(max_length=8, choices=Venue.Wifi.choices, default=Venue.Wifi.UNKNOWN)
    signal = models.CharField(max_length=8, choices=Venue.Wifi.choices, default=Venue.Wifi.UNKNOWN)
    sockets = models.CharField(max_length=8, choices=Venue.Sockets.choices, default=Venue.Sockets.UNKNOWN)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
