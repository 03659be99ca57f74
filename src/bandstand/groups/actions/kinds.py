"""The kinds of group a hub starts with."""

from django.db import transaction

from bandstand.people.models import Hub

from ..models import Kind

STARTING_KINDS = [
    ("sports-club", "sports club", "sports clubs", Kind.Look.SPORT),
    ("friends-group", "Friends group", "Friends groups", Kind.Look.FRIENDS),
    ("health-group", "health group", "health groups", Kind.Look.HEALTH),
    ("arts-group", "arts group", "arts groups", Kind.Look.ARTS),
    ("community-group", "community group", "community groups", Kind.Look.COMMUNITY),
    ("other", "other group", "other groups", Kind.Look.OTHER),
]


@transaction.atomic
def start_kinds(hub: Hub) -> list[Kind]:
    """Give a hub without kinds the usual ones; return the kinds it has."""
    if not Kind.objects.exists():
        Kind.objects.bulk_create(
            Kind(hub=hub, slug=slug, name=name, plural=plural, look=look, position=position)
            for position, (slug, name, plural, look) in enumerate(STARTING_KINDS)
        )
    return list(Kind.objects.all())
