"""Ten rules that hold whatever happens (field notes on gatherings, 4.4), each over made-up evenings.

Number 9, that frozen figures reproduce byte for byte, is in `tests/impact/test_freezing.py`.
"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.gatherings.actions.entries.sending import take_in
from bandstand.gatherings.actions.finish import Finish, finish
from bandstand.gatherings.actions.phones import let_in
from bandstand.gatherings.day.state import state_of
from bandstand.gatherings.models import Attendance, Gathering, Introduction, Phone, Programme
from bandstand.gatherings.queries.write_up import draft_write_up
from bandstand.groups.actions.merging import merge, take_apart
from bandstand.groups.models import Connection, Group
from bandstand.impact.exports import as_json
from bandstand.impact.measures import MEASURES, Period, Scope
from bandstand.impact.queries import figures
from bandstand.people.actions.consents import say
from bandstand.people.actions.forget import forget
from bandstand.people.models import Hub, Person
from tests.borough import make_gathering, make_group, make_person
from tests.house.named import addresses
from tests.house.test_attacks_tenants import rows_without_limits
from tests.house.things import LEASOW, MARK, stock
from tests.impact.stories import at, came, held, note
from tests.impact.test_counting_properties import (
    GROUPS,
    PEOPLE,
    Told,
    borough,
    evenings,
    forgotten_afterwards,
    many,
    write_down,
)

__all__ = ["borough"]

some = settings(parent=many, max_examples=20)
few = settings(parent=many, max_examples=8)


def counted(scope: Period | None = None) -> dict[str, Any]:
    period = scope or Period()
    return as_json(figures(period), period)


def values(scope: Period | None = None) -> dict[str, int]:
    return {measure.code: figure.value or 0 for measure, figure in figures(scope or Period())}


# 1. Sending the same offline batch twice changes nothing the second time.

KINDS = ["arrived", "absent", "left", "roles", "walked_in", "ticked", "noted", "met", "undo"]
operations = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 600)), min_size=1, max_size=8
)


def batch(seats: list[Attendance], told: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for kind, who, ago in told:
        about = str(seats[who].uid) if kind in {"arrived", "absent", "left", "roles"} else str(uuid.uuid4())
        said: dict[str, Any] = {
            "roles": {"looking": True, "helping": True},
            "walked_in": {"name": f"Walker {who}", "looking": True},
            "ticked": {"helping": who == 1},
            "noted": {"helped": [str(seats[who].uid)], "result": "fixed", "words": "A page."},
            "met": {"who": [str(seats[0].uid), str(seats[who].uid)], "how": "met"},
        }.get(kind, {})
        if kind == "undo":
            about = made[who % len(made)]["id"] if made else about
        moment = (timezone.now() - timedelta(seconds=ago)).isoformat()
        made.append({"id": str(uuid.uuid4()), "kind": kind, "about": about, "at": moment, "said": said})
    return made


@given(told=operations, data=st.data())
@some
def test_1_the_same_batch_twice_changes_nothing_the_second_time(
    borough: Hub, told: list[tuple[str, int, int]], data: Any
) -> None:
    with forgotten_afterwards():
        surgery = make_gathering(borough, starts_at=timezone.now() - timedelta(minutes=30))
        people = list(Person.objects.order_by("pk"))
        seats = [came(surgery, person, arrival="expected", booking="booked") for person in people[:3]]
        phone, sent = let_in(surgery, by=None).phone, batch(seats, told)
        take_in(phone, sent, clock=timezone.now().isoformat())
        before, rows = state_of(surgery), rows_without_limits()
        take_in(phone, data.draw(st.permutations(sent)), clock=timezone.now().isoformat())
        assert state_of(surgery) == before
        assert rows_without_limits() == rows


# 2. Deleting a person keeps counts.


@given(told=evenings, who=st.integers(0, len(PEOPLE) - 1), when=st.sampled_from(["2026-01-20", "2026-03-31"]))
@some
def test_2_removing_a_person_keeps_every_count(borough: Hub, told: list[Told], who: int, when: str) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        one, other = Group.objects.order_by("pk")[:2]
        made = Connection.objects.create(hub=borough, on=at(f"{when} 12:00").date())
        made.groups.set([one, other])
        before = counted()
        forget(Person.objects.order_by("pk")[who])
        assert counted() == before


# 3. A person in both roles counts once in people, once in each role.


@given(roles=st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), max_size=8))
@some
def test_3_both_roles_count_once_in_people_and_once_in_each_role(
    borough: Hub, roles: list[tuple[int, bool, bool]]
) -> None:
    with forgotten_afterwards():
        people = list(Person.objects.order_by("pk"))
        for day, (who, looking, helping) in enumerate(roles, 1):
            line = came(held(borough, f"2026-01-{day:02} 18:00"), people[who])
            Attendance.objects.filter(pk=line.pk).update(looking=looking, helping=helping)
        found = values()
        assert found["people-came"] == len({who for who, *_ in roles})
        assert found["came-for-help"] == len({who for who, looking, _ in roles if looking})
        assert found["helpers"] == len({who for who, _, helping in roles if helping})


# 4. A session in two programmes counts once in the total of the hub.


@given(told=evenings, shares=st.lists(st.frozensets(st.integers(0, 2)), min_size=4, max_size=4))
@some
def test_4_a_gathering_of_two_programmes_counts_once_in_the_whole(
    borough: Hub, told: list[Told], shares: list[frozenset[int]]
) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        before = counted()
        names = ("Parks", "Arts", "Health")
        programmes = [Programme.objects.create(hub=borough, name=name) for name in names]
        gatherings = list(Gathering.objects.order_by("pk"))
        for gathering, share in zip(gatherings, shares, strict=False):
            gathering.programmes.set([programmes[number] for number in share])
        assert counted() == before
        closed = [one.state == "closed" for one in gatherings]
        for number, programme in enumerate(programmes):
            expected = sum(number in share for share, is_held in zip(shares, closed, strict=False) if is_held)
            assert values(Scope(programme=programme))["gatherings"] == expected


# 5. No personal field reaches public pages or embeds without a live consent row.

PUBLIC = ["/", "/whats-on/", "/whats-on/past/", "/what-changed/", "/embed/figures/", "/api/v1/figures/"]
PUBLIC += [f"/what-changed/{measure.code}/" for measure in MEASURES if not measure.at_desk]


@given(consents=st.lists(st.sampled_from(["yes", "no", "taken back", "not asked"]), min_size=3, max_size=3))
@few
def test_5_nobody_is_named_in_public_without_a_live_yes(borough: Hub, consents: list[str]) -> None:
    names = ["Xanthippe Quill", "Ysolde Marrow", "Zebedee Thorn"]
    with forgotten_afterwards():
        surgery = make_gathering(borough, starts_at=timezone.now() - timedelta(days=3))
        people = [make_person(borough, name, email=f"{name[:3]}@private.example") for name in names]
        lines = [came(surgery, person, wants=f"{person.name} wants it") for person in people]
        for line, consent in zip(lines, consents, strict=True):
            _say(line, consent)
            note(
                surgery,
                line,
                words=f"We showed {line.called} how.",
                quote=f"So says {line.called}",
                quote_by=line,
            )
        said = Finish(write_up=draft_write_up(surgery), public=True)
        finish(surgery, said, by=None, form_key=uuid.uuid4())
        text = " ".join(
            Client().get(page).getvalue().decode() for page in [*PUBLIC, f"/whats-on/{surgery.slug}/"]
        )
        assert "private.example" not in text
        unnamed = [name for name, consent in zip(names, consents, strict=True) if consent != "yes"]
        assert [name for name in unnamed if name in text] == []


def _say(line: Attendance, consent: str) -> None:
    assert line.person is not None
    if consent != "not asked":
        say(line.person, "named", yes=consent != "no", wording="Name me.", how="spoken")
    if consent == "taken back":
        line.person.consents.update(withdrawn_at=timezone.now())


# 6. Closing with unknown arrivals is allowed, and reported as unknown.


@given(
    arrivals=st.lists(st.sampled_from(["here", "absent", "expected"]), min_size=1, max_size=4),
    said=st.lists(st.sampled_from(["here", "absent", ""]), min_size=4, max_size=4),
)
@some
def test_6_whoever_nobody_saw_is_reported_as_unknown(
    borough: Hub, arrivals: list[str], said: list[str]
) -> None:
    with forgotten_afterwards():
        surgery = make_gathering(borough, starts_at=timezone.now() - timedelta(hours=4))
        people = list(Person.objects.order_by("pk"))
        lines = [
            came(surgery, person, arrival=arrival, booking="booked")
            for person, arrival in zip(people, arrivals, strict=False)
        ]
        left_over = {
            line.pk: word
            for line, word in zip(lines, said, strict=False)
            if word and line.arrival == "expected"
        }
        assert finish(surgery, Finish(left_over=left_over), by=None, form_key=uuid.uuid4()).new
        words = [left_over.get(line.pk, line.arrival) for line in lines]
        found = {measure.code: figure for measure, figure in figures(Period())}
        assert found["attendances"].part("not-known") == words.count("expected")
        assert (found["people-came"].value or 0) == words.count("here")


# 7. Merging two groups can be undone, with every figure as before.


@given(told=evenings, together=st.booleans())
@some
def test_7_two_groups_made_one_and_taken_apart_leave_every_figure(
    borough: Hub,
    told: list[Told],
    together: bool,  # noqa: FBT001
) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        one, other = Group.objects.filter(name__in=GROUPS).order_by("pk")
        third = make_group(borough, "Friends of Leasow Park")
        for number, pair in enumerate(([one, third], [one, other] if together else [other, third])):
            made = Connection.objects.create(hub=borough, on=at(f"2026-01-1{number} 12:00").date())
            made.groups.set(pair)
        for line in Attendance.objects.order_by("pk")[:3]:
            line.groups.add(other)
        before = counted()
        take_apart(merge(one, other, {}, by=None), by=None)
        assert counted() == before


# 8. A link from an e-mail never changes anything on GET.


@pytest.mark.database
def test_8_opening_a_link_changes_nothing(db: None) -> None:
    things = stock("Community Action Leasow Vale", LEASOW, MARK)
    links = [address for _, address in addresses(things, of_links=True)]
    assert len(links) > 8
    scanner = Client(SERVER_NAME=LEASOW, HTTP_USER_AGENT="a scanner of mails")
    before = rows_without_limits()
    for address in links:
        for method in (scanner.get, scanner.head, scanner.get):
            method(address)
            assert (address, rows_without_limits() == before) == (address, True)


# 10. A phone's pack past its expiry opens nothing.


@given(late=st.integers(-72 * 60, 20 * 24 * 60), helper=st.booleans())
@some
def test_10_a_pack_past_its_time_opens_nothing(
    borough: Hub,
    late: int,
    helper: bool,  # noqa: FBT001
) -> None:
    """`late` is in minutes after the key ended; before that it opens, and after that it says why not."""
    with forgotten_afterwards():
        surgery = make_gathering(borough, starts_at=timezone.now() - timedelta(minutes=30))
        came(surgery, make_person(borough, "Xanthippe Quill"), wants="Her own page")
        let = let_in(surgery, by=None, may=Phone.May.HELPER if helper else Phone.May.DOOR)
        Phone.objects.update(
            expires_at=timezone.now() - timedelta(minutes=late, seconds=5 if late >= 0 else -5)
        )
        key = {"authorization": f"Bearer {let.key}"}
        pack = Client().get(f"/day/{surgery.slug}/pack/", headers=key)
        sent = Client().post(
            f"/day/{surgery.slug}/send/", {"entries": []}, content_type="application/json", headers=key
        )
        over = late >= 0
        assert [pack.status_code, sent.status_code] == ([410, 410] if over else [200, 200])
        assert ("Xanthippe" in pack.text + sent.text) is not over


def test_what_was_met_is_made_of_rows(hub: Hub) -> None:
    """An introduction taken back takes its connection out of the figures."""
    surgery = held(hub)
    made = Connection.objects.create(hub=hub, on=surgery.starts_at.date())
    made.groups.set([make_group(hub, "Priory Singers"), make_group(hub, "Mill Green Runners")])
    Introduction.objects.create(hub=hub, gathering=surgery, connection=made)
    assert values()["new-connections"] == 1
    Connection.objects.update(undone_at=timezone.now())
    assert values()["new-connections"] == 0
