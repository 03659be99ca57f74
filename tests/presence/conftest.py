"""A park group with a website on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Hub
from tests import borough
from tests.presence.site import FACEBOOK, Site, serving


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.CHECKS_ALLOW_PRIVATE = True
    settings.CHECKS_PAUSE = 0.0
    with serving() as site:
        yield site


@pytest.fixture
def friends(hub: Hub, site: Site) -> Group:
    """Friends of Leasow Park, known to have a Facebook page beside their website."""
    group = borough.make_group(hub, "Friends of Leasow Park", website=site.url)
    OnlinePlace.objects.create(
        hub=hub, group=group, kind="facebook", raw=FACEBOOK, url=FACEBOOK, match_key="facebook.com/leasowpark"
    )
    return group
