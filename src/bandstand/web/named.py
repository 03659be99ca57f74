"""What an address names, or the page that says there is nothing there."""

from django.http import Http404

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.calendar import gathering_by_slug, gathering_or_draft


def the_gathering(slug: str) -> Gathering:
    gathering = gathering_by_slug(slug)
    if gathering is None:
        raise Http404
    return gathering


def the_gathering_or_draft(slug: str) -> Gathering:
    """As `the_gathering`, for the few screens of the desk where a draft may be seen."""
    gathering = gathering_or_draft(slug)
    if gathering is None:
        raise Http404
    return gathering
