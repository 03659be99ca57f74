"""What an address names, or the page that says there is nothing there."""

from django.http import Http404

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.calendar import gathering_by_slug


def the_gathering(slug: str) -> Gathering:
    gathering = gathering_by_slug(slug)
    if gathering is None:
        raise Http404
    return gathering
