"""A draft is the desk's own: no public address, feed, figure, letter or phone tells of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bandstand.gatherings import tasks
from bandstand.gatherings.actions.drafts import announce_draft
from bandstand.gatherings.actions.inviting import choose, send_wave
from bandstand.gatherings.actions.planning import Plan, draft
from bandstand.gatherings.models import Gathering, Invitation
from bandstand.groups.models import Group, Kind
from bandstand.people.access import hub_scope
from bandstand.people.models import Message
from bandstand.places.models import Area
from tests.borough import make_venue
from tests.house.named import addresses
from tests.house.test_addresses import DESK, ROUTES
from tests.house.things import HARROW, Things, stock

MARK = "Obelisk"
PUBLIC = [one for one in ROUTES if one not in DESK]
SEEN_AT_THE_DESK = {
    "desk-gathering",
    "desk-gathering-change",
    "desk-gathering-kit",
    "desk-invite",
    "desk-invite-helpers",
    "desk-invitations",
}
"""Screens a draft has; all others answer as if there were no such gathering."""


@pytest.fixture
def harrow(db: None) -> Things:
    return stock("Harrow Edge Volunteer Centre", HARROW, "Quartz")


def make_draft(harrow: Things) -> Gathering:
    """A networking evening tomorrow, in an area of its own, with everything a page could show of it."""
    outline = {"type": "Polygon", "coordinates": [[[-2.2, 52.4], [-2.0, 52.4], [-2.0, 52.6], [-2.2, 52.4]]]}
    box: dict[str, Any] = {"west": -2.2, "south": 52.4, "east": -2.0, "north": 52.6, "geometry": outline}
    area = Area.objects.create(hub=harrow.hub, code="O", name="Upper Wendle", **box)
    make_venue(harrow.hub, f"{MARK} Rooms", area=area, lat=52.5, lon=-2.1, postcode="DY1 1AE")
    starts = timezone.now() + timedelta(hours=20)
    plan = Plan(
        starts,
        starts + timedelta(hours=2),
        f"{MARK} Rooms",
        kind=Gathering.Kind.NETWORKING,
        welcome=f"{MARK} door",
        kinds=tuple(Kind.objects.all()),
        programmes=(harrow.programme,),
    )
    made = draft(harrow.hub, plan, by=None)
    choose(made, Group.objects.all(), wave=1, by=harrow.role.person)
    return made


@pytest.fixture
def drafted(harrow: Things) -> Gathering:
    with hub_scope(harrow.hub):
        return make_draft(harrow)


def asked(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    return str(answer.getvalue().decode(errors="replace"))


def test_no_public_page_feed_map_or_figure_tells_of_a_draft(harrow: Things, drafted: Gathering) -> None:
    visitor = Client(headers={"host": HARROW})
    own = dict(addresses(harrow))
    names = [str(one.name) for one in PUBLIC]
    open_ones = [own.get(name) or reverse(name) for name in names if name in own or not _asks(name)]
    assert len(open_ones) > 60
    leaks = [
        address
        for address in open_ones
        for more in ("", "?q=Obelis", "?kind=networking")
        if MARK in asked(visitor, address + more)
    ]

    assert leaks == []
    assert "Upper Wendle" not in asked(visitor, "/what-changed/")  # where figures can be asked for


def _asks(name: str) -> bool:
    return any(one.pattern.converters for one in PUBLIC if one.name == name)


def test_its_public_addresses_are_not_found(harrow: Things, drafted: Gathering) -> None:
    visitor = Client(headers={"host": HARROW})
    by_slug = [str(one.name) for one in PUBLIC if set(one.pattern.converters) == {"slug"}]
    addressed = [reverse(name, args=[drafted.slug]) for name in by_slug]

    assert len(addressed) > 8
    assert {visitor.get(address).status_code for address in addressed} <= {404, 403, 405}
    assert {visitor.post(address).status_code for address in addressed} <= {404, 403, 405}


def test_the_desk_has_a_few_screens_of_it_and_no_more(harrow: Things, drafted: Gathering) -> None:
    """Nothing of the day: no phones made ready, no paper, no bookings."""
    by_slug = [str(one.name) for one in DESK if set(one.pattern.converters) == {"slug"}]
    shown = {
        name
        for name in by_slug
        if harrow.owner.get(reverse(name, args=[drafted.slug])).status_code not in {404, 405}
    }

    assert shown == SEEN_AT_THE_DESK


def test_nobody_gets_a_letter_about_it(harrow: Things, drafted: Gathering) -> None:
    with hub_scope(harrow.hub):
        before = Message.objects.count()
        sent = send_wave(drafted, wave=1, by=harrow.role.person)
    for chore in (tasks.remind_people, tasks.ask_what_came_of_it, tasks.keep_series_ahead):
        chore.call()

    with hub_scope(harrow.hub):
        assert (sent.emails, sent.letters) == (0, 0)
        assert Message.objects.count() == before
        assert set(Invitation.objects.filter(gathering=drafted).values_list("state", flat=True)) == {"draft"}


def test_figures_do_not_count_it(harrow: Things) -> None:
    def counted() -> list[str]:
        pages = ("/api/v1/figures/", "/desk/figures/figures.csv", "/what-changed/surgeries/")
        return [asked(harrow.owner, page) for page in pages]

    before = counted()
    with hub_scope(harrow.hub):
        make_draft(harrow)
        make_past_draft(harrow)
    assert counted() == before


def make_past_draft(harrow: Things) -> Gathering:
    """A draft whose day has passed: nobody announced it."""
    starts = timezone.now() - timedelta(days=9)
    plan = Plan(starts, starts + timedelta(hours=2), f"{MARK} Rooms", programmes=(harrow.programme,))
    return draft(harrow.hub, plan, by=None)


def test_announced_it_is_there_like_any_other(harrow: Things, drafted: Gathering) -> None:
    visitor = Client(headers={"host": HARROW})
    with hub_scope(harrow.hub):
        made = announce_draft(drafted, by=None)

    assert MARK in asked(visitor, "/whats-on/")
    assert MARK in asked(visitor, "/whats-on.ics")
    assert visitor.get(f"/whats-on/{made.slug}/").status_code == 200
