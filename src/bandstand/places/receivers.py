"""What places itself does when boundaries or postcodes come in: venues are placed again."""

from typing import Any

from django.dispatch import receiver

from bandstand.people.access import hub_scope
from bandstand.people.models import Hub

from .models import Venue
from .postcodes import tidy
from .queries import Atlas, points_of, whole_atlas
from .signals import boundaries_loaded, postcodes_loaded


@receiver(postcodes_loaded)
def place_every_hubs_venues(**_: Any) -> None:
    for hub in Hub.objects.all():
        with hub_scope(hub):
            place_venues()


@receiver(boundaries_loaded)
def place_venues(**_: Any) -> None:
    atlas = whole_atlas()
    for venue in Venue.objects.all():
        _place(venue, atlas)


def _place(venue: Venue, atlas: Atlas) -> None:
    postcode = tidy(venue.postcode)
    found = atlas.locate(points_of([postcode]).get(postcode))
    if found.lat is not None:
        venue.lat, venue.lon, venue.precision, venue.area = found.lat, found.lon, found.precision, found.area
        venue.save()
