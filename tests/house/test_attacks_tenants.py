"""Two hubs in one installation: the owner of one tries everything of the other, and finds nothing there."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering
from bandstand.groups.models import (
    Group,
    Kind,
)
from bandstand.people.access import every_hub, hub_scope
from bandstand.people.actions.links import token_of
from bandstand.people.models import (
    Deed,
    Person,
    PrivateLink,
    SignInRequest,
    Topic,
)
from tests.house.named import FAMILIAR, addresses
from tests.house.test_addresses import ROUTES
from tests.house.things import HARROW, LEASOW, MARK, Things, stock
from tests.web.test_booking import every_row

pytestmark = pytest.mark.database


@pytest.fixture
def leasow(db: None) -> Things:
    return stock("Community Action Leasow Vale", LEASOW, MARK)


@pytest.fixture
def harrow(leasow: Things) -> Things:
    return stock("Harrow Edge Volunteer Centre", HARROW, "Quartz")


NAMELESS = {
    "desk-day-known",
    "desk-sheet-progress",
    "desk-sheet-to-fix",
    "sign-in-link",
    "your-details-link",
    "complaint-received",
    "desk-frozen-sheet",
    "desk-evenings-sheet",  # nothing is in it before the draw
    "gathering-share-picture",  # its words are drawn
    "desk-season-progress",
    "day-app",  # names come with a phone’s own key
}
"""Pages of a hub that need not name any of its things."""


def told(answer: Any) -> str:
    """Return what an answer holds as text, pictures included."""
    return str(answer.content.decode(errors="replace"))


def rows_without_limits() -> list[tuple[str, object]]:
    """Return every row of the site except how often somebody asked."""
    return [row for row in every_row() if row[0] != "people_allowance"]


def test_every_address_of_leasow_vale_is_unknown_at_harrow_edge(leasow: Things, harrow: Things) -> None:
    before = rows_without_limits()
    answers = {}
    for name, address in addresses(leasow):
        got, sent = harrow.owner.get(address), harrow.owner.post(address, {"form_key": uuid.uuid4()})
        assert MARK.lower() not in (told(got) + told(sent)).lower(), name
        answers[name] = {got.status_code, sent.status_code} - {405}

    assert answers == {name: {404} for name in answers}
    assert rows_without_limits() == before


def test_at_home_the_same_addresses_are_there(leasow: Things) -> None:
    got = {name: leasow.owner.get(address) for name, address in addresses(leasow)}

    assert {name for name, answer in got.items() if answer.status_code == 404} == set()
    shown = {name for name, answer in got.items() if answer.status_code == 200}
    assert {name for name in shown if MARK not in told(got[name])} <= NAMELESS
    assert len(shown) > 20


QUERY = {"q": MARK[1:], "find": MARK[1:], "near": ""}


def test_no_list_search_feed_map_or_figure_of_one_hub_shows_the_other(leasow: Things, harrow: Things) -> None:
    """The word asked for lacks its first letter, so that a page cannot show the mark by repeating it."""
    routes = [str(one.name) for one in ROUTES if not one.pattern.converters]
    familiar = [reverse(name, args=["surgeries"]) for name in sorted(FAMILIAR - {"desk-figure-names"})]
    leaks = [
        address
        for address in [*map(reverse, routes), *familiar]
        for asked in ({}, QUERY)
        if MARK.lower() in harrow.owner.get(address, asked).getvalue().decode().lower()
    ]

    assert leaks == []
    assert MARK in leasow.owner.get("/groups/", QUERY).text
    assert MARK in leasow.owner.get("/groups/suggest/", QUERY).text


def test_suggestions_for_the_door_name_nobody_of_the_other_hub(leasow: Things, harrow: Things) -> None:
    def suggested(of: Things) -> str:
        return of.owner.get(reverse("desk-day-known", args=[of.gathering.slug]), QUERY).text

    assert MARK not in suggested(harrow)
    assert MARK in suggested(leasow)


def test_counts_do_not_change_with_what_the_other_hub_does(leasow: Things, harrow: Things) -> None:
    def counted() -> list[str]:
        pages = ("/api/v1/figures/", "/desk/figures/figures.csv", "/what-changed/surgeries/")
        return [harrow.owner.get(page).text for page in pages]

    before = counted()
    with hub_scope(leasow.hub):
        Gathering.objects.update(state=Gathering.State.CLOSED, starts_at=timezone.now() - timedelta(days=9))
    assert counted() == before

    with hub_scope(harrow.hub):
        Gathering.objects.update(state=Gathering.State.CLOSED)
    assert counted() != before


def sent_to_harrow(leasow: Things, harrow: Things) -> list[tuple[str, dict[str, Any]]]:
    """Return forms of Harrow Edge that name, where a choice belongs, something of Leasow Vale."""
    with hub_scope(leasow.hub):
        kind, topic = Kind.objects.all()[0], Topic.objects.all()[0]
    slug, key = harrow.gathering.slug, {"form_key": str(uuid.uuid4())}
    note = f"/desk/gatherings/{slug}/notes/new/"
    mine = {"helped": harrow.guest.uid, "result": "fixed", **key}
    return [
        (f"/whats-on/{slug}/book/", {"name": "Mallory", "topics": [topic.pk], **key}),
        (f"/b/{harrow.tokens['b']}/change/", {"topics": [topic.pk]}),
        ("/desk/groups/add/", {"name": "Edge Wood Friends", "kind": kind.pk}),
        (f"/desk/groups/{harrow.group.slug}/change/", {"name": "Quartz", "kind": kind.pk}),
        (note, {**mine, "helped": leasow.guest.uid}),
        (note, {**mine, "helpers_too": leasow.guest.uid}),
        (note, {**mine, "topics": topic.pk}),
        (note, {**mine, "findings": leasow.finding.pk}),
        (f"{note[:-4]}{harrow.note.uid}/", {"result": "fixed", "groups": leasow.group.uid, **key}),
    ]


def test_a_form_that_names_something_of_the_other_hub_is_sent_back(leasow: Things, harrow: Things) -> None:
    before = rows_without_limits()
    for address, form in sent_to_harrow(leasow, harrow):
        assert harrow.owner.post(address, form).status_code == 422, (address, form)

    assert rows_without_limits() == before


def test_the_same_forms_with_its_own_things_are_taken(leasow: Things, harrow: Things) -> None:
    for address, form in sent_to_harrow(harrow, harrow):
        assert harrow.owner.post(address, form).status_code in {200, 302, 303}, (address, form)


def test_a_mixed_bulk_change_touches_only_its_own_groups(leasow: Things, harrow: Things) -> None:
    form = {f"kind-{leasow.group.pk}": "arts-group", f"kind-{harrow.group.pk}": "arts-group"}
    harrow.owner.post("/desk/groups/kinds/", form)

    with every_hub("the test looks at both"):
        kinds = dict(
            Group.objects.filter(pk__in=[leasow.group.pk, harrow.group.pk]).values_list("pk", "kind__slug")
        )
        about = list(Deed.objects.filter(verb="settled a kind").values_list("about", flat=True))
    assert kinds == {leasow.group.pk: "friends-group", harrow.group.pk: "arts-group"}
    assert about == [f"groups.Group:{harrow.group.pk}"]


def test_a_group_or_person_of_the_other_hub_cannot_be_picked_by_its_long_number(
    leasow: Things, harrow: Things
) -> None:
    form = {
        "name": f"{MARK} Walker",
        "person_uid": leasow.guest.person.uid if leasow.guest.person else "",
        "group": leasow.group.name,
        "group_uid": leasow.group.uid,
        "roles": "looking",
        "form_key": uuid.uuid4(),
    }
    harrow.owner.post(f"/desk/gatherings/{harrow.gathering.slug}/day/someone/", form)

    with hub_scope(harrow.hub):
        added = Attendance.objects.get(person__name=f"{MARK} Walker")
        assert list(added.groups.all()) == []
        assert added.group_words == leasow.group.name
    assert added.person_id != leasow.guest.person_id


def test_a_role_given_to_an_address_both_hubs_know_stays_in_one(leasow: Things, harrow: Things) -> None:
    form = {"name": "Owen", "email": f"owner@{LEASOW}", "role": "owner"}
    harrow.owner.post("/desk/people/add/", form)

    with every_hub("the test looks at both"):
        people = list(Person.objects.filter(email=f"owner@{LEASOW}").order_by("pk"))
        assert [(each.hub_id, each.roles.count()) for each in people] == [
            (leasow.hub.pk, 1),
            (harrow.hub.pk, 1),
        ]


def test_a_sign_in_asked_for_at_one_hub_does_not_work_at_the_other(leasow: Things, harrow: Things) -> None:
    thief = Client(headers={"host": HARROW})
    thief.post("/sign-in/", {"email": f"owner@{LEASOW}"})
    with every_hub("the test reads what was asked"):
        asked = SignInRequest.objects.latest("pk")
    assert (asked.hub_id, asked.person_id) == (harrow.hub.pk, None)
    assert thief.post(f"/welcome/{leasow.tokens['welcome']}/").status_code == 404

    home = Client(headers={"host": LEASOW})
    assert home.post(f"/welcome/{leasow.tokens['welcome']}/").status_code == 302


def test_details_removed_at_one_hub_stay_at_the_other(leasow: Things, harrow: Things) -> None:
    """Somebody is known to both under one address, and asks Harrow Edge only to forget them."""
    with hub_scope(leasow.hub):
        Person.objects.filter(email=f"guest@{LEASOW}").update(email="both@mail.example")
    with hub_scope(harrow.hub):
        Person.objects.filter(email=f"guest@{HARROW}").update(email="both@mail.example")
        mailed = token_of(PrivateLink.objects.get(pk=harrow.letter.link_id or 0))
    assert harrow.owner.post(f"/b/{mailed}/remove/").status_code == 302

    with every_hub("the test looks at both"):
        left = list(Person.objects.filter(email="both@mail.example").values_list("hub_id", flat=True))
    assert left == [leasow.hub.pk]
