"""Two evenings, one list, as an officer makes it, draws it and takes it along."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions import drawing, evenings
from bandstand.gatherings.actions.booking import Wish, book, cancel
from bandstand.gatherings.actions.evenings import Joining
from bandstand.gatherings.lot import Lot, draw
from bandstand.gatherings.models import Gathering, Invitation, SignUp, TwoEvenings
from bandstand.groups.actions.listing import leave_picture
from bandstand.people.actions.keep_to_time import keep_to_time
from bandstand.people.actions.links import in_days, make_link, token_of
from bandstand.people.models import Hub, PrivateLink
from tests.borough import make_group
from tests.evenings import evening, joins
from tests.web.test_evenings import rows
from tests.web.test_whats_on import words

PAGE = Path(__file__).parents[2] / "docs/officers/two-evenings.md"
pytestmark = pytest.mark.database


def test_an_officer_makes_a_list_draws_it_and_takes_it_along(officer: Client, hub: Hub) -> None:
    page = words(officer.get("/desk/evenings/new/"))
    assert (
        "half of those who sign up come on the other evening; that is what makes the comparison fair" in page
    )
    soon = timezone.localdate() + timedelta(days=20)
    days = {"both-first": f"{soon:%d/%m/%Y}", "both-second": f"{soon + timedelta(days=7):%d/%m/%Y}"}
    sent = {
        "how": "both",
        "both-place": "Priory Hall",
        "both-kind": "networking",
        "both-places": "12",
        **days,
    }
    made = officer.post("/desk/evenings/new/", sent)
    assert made.status_code == 302
    both = TwoEvenings.objects.get()
    assert made["Location"] == f"/desk/evenings/{both.slug}/"
    assert "Nobody so far" in words(officer.get(made["Location"]))

    choir = make_group(hub, "Leasow Choir")
    for at in range(3):
        joins(both, f"Singer {at}", group=choir)
    joins(both, "Una Unbound", email="", phone="01632 960111", can="second", why="Needs a lift")
    shown = words(officer.get(made["Location"]))
    for said in (
        "3 can come to either, 0 only to the first, 1 only to the second",
        "Needs a lift",
        "Ring them",
    ):
        assert said in shown
    before = rows()
    told = words(officer.get(f"{made['Location']}draw/"))
    assert "It is drawn once and stays as it falls" in told
    assert "1 person left a number only, for you to ring." in told
    assert rows() == before
    for _ in range(2):
        drawn = officer.post(f"{made['Location']}draw/", follow=True)
        assert "Letters are on their way: ring 1 person who left a number only." in words(drawn)
    both.refresh_from_db()
    shown = words(officer.get(made["Location"]))
    for said in ("As it was drawn", str(both.seed), "Leasow Choir, 3 people", drawing.ONLY_ONE):
        assert said in shown
    assert officer.post(f"{made['Location']}give-up/").status_code == 302
    assert TwoEvenings.objects.exists()


def test_whoever_books_another_way_is_led_to_the_list(officer: Client, hub: Hub) -> None:
    first, second = evening(hub, 3), evening(hub, 5)
    booked = book(first, Wish("Bea Booked", email="bea@mail.example"))
    assert booked.link is not None
    cancel(booked.attendance)
    both = evenings.pair_up(hub, first, second, by=None)
    asked = Invitation.objects.create(hub=hub, gathering=first, route="letter", state="sent", to_name="Ron")
    link = make_link(hub, PrivateLink.Purpose.INVITE, asked.uid, expires_at=in_days(3))

    for page, sent in [
        (f"/b/{token_of(booked.link)}/again/", {}),
        (f"/i/{token_of(link)}/come/", {"name": "Ron"}),
        (
            f"/desk/gatherings/{first.slug}/bookings/put-down/",
            {"name": "Ron", "side": "looking", "channel": "phone"},
        ),
    ]:
        assert officer.post(page, sent)["Location"] == f"/evenings/{both.slug}/", page


def test_words_go_in_time_and_the_lot_stays(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel", wants="Meet a park", group_words="Meena’s own club")
    drawing.draw_lots(both, by=None)
    both.refresh_from_db()
    lots = both.lots
    SignUp.objects.update(at=timezone.now() - timedelta(days=800))
    keep_to_time(both.hub)

    one.refresh_from_db()
    both.refresh_from_db()
    assert (one.name, one.email, one.wants, one.group_words, one.evening) == (
        "",
        "",
        "",
        "",
        lots[0]["evening"],
    )
    assert both.lots == lots
    assert "Meena" not in str(lots)


def test_two_that_are_announced_become_a_pair(officer: Client, hub: Hub) -> None:
    first, second, fair = evening(hub, 3), evening(hub, 5), evening(hub, 9, kind=Gathering.Kind.NETWORKING)
    sent = {"how": "pair", "pair-one": first.pk, "pair-other": fair.pk}
    answer = officer.post("/desk/evenings/new/", sent)
    assert answer.status_code == 422
    assert "Choose two of one kind" in words(answer)
    assert words(answer).count("Something to put right") == 1
    assert officer.post("/desk/evenings/new/", {"how": "pair", "pair-one": "999999"}).status_code == 422

    assert officer.post("/desk/evenings/new/", sent | {"pair-other": second.pk}).status_code == 302
    assert "Two evenings, one list" in words(officer.get(f"/desk/gatherings/{first.slug}/"))
    assert "booked only through its list" in words(officer.get(f"/desk/gatherings/{first.slug}/"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"both-place": ""}, "Say where it is."),
        ({"both-first": "1/1/2001"}, "That day is not to come"),
        ({"both-second": "soonish"}, "like Tuesday 14 April"),
        ({"both-second": "31/12/9999"}, "more than three years ahead"),
        ({"both-ends": "5pm"}, "It ends before it begins"),
        ({"both-second": "same"}, "That is the same day twice"),
    ],
)
def test_two_dates_that_will_not_do(officer: Client, typed: dict[str, str], says: str) -> None:
    soon = timezone.localdate() + timedelta(days=20)
    days = [f"{soon + timedelta(days=at):%d/%m/%Y}" for at in (0, 7)]
    sent = {
        "how": "both",
        "both-place": "Hall",
        "both-kind": "surgery",
        "both-first": days[0],
        "both-second": days[1],
    }
    sent |= typed | ({"both-second": days[0]} if typed.get("both-second") == "same" else {})
    answer = officer.post("/desk/evenings/new/", sent)

    assert answer.status_code == 422
    assert says in words(answer)
    assert not Gathering.objects.exists()


def test_the_file_holds_no_people_and_draws_again_to_the_same(officer: Client, both: TwoEvenings) -> None:
    choir, shy = make_group(both.hub, "Leasow Choir"), make_group(both.hub, "Shy Walkers")
    joins(both, "Singer One", group=choir)
    joins(both, "Walker One", group=shy, can="second", why="Needs a lift")
    for at in range(5):
        joins(both, f"Loner {at}", group_words=f"Hush group {at}", wants="A secret wish")
    drawing.draw_lots(both, by=None)
    leave_picture(shy, by=None)

    text = officer.get(f"/desk/evenings/{both.slug}/lots.json").text
    told = json.loads(text)
    taken = [
        sum(one["heads"] for one in told["lots"] if not one["drawn"] and one["evening"] == at)
        for at in (1, 2)
    ]
    rooms = [one["places"] for one in told["evenings"]]
    lots = [Lot(one["lot"], one["heads"]) for one in told["lots"] if one["drawn"]]
    again = draw(told["seed"], lots, taken=(taken[0], taken[1]), rooms=(rooms[0], rooms[1]))
    assert again == {one["lot"]: one["evening"] - 1 for one in told["lots"] if one["drawn"]}
    sheet = officer.get(f"/desk/evenings/{both.slug}/lots.csv").text
    for kept in (text, sheet):
        assert "SHA-256" in kept
        assert "Leasow Choir" in kept
        for word in ("Loner", "Singer One", "Hush", "secret", "lift", "Shy Walkers", "mail.example"):
            assert word not in kept
    assert len(list(csv.reader(io.StringIO(sheet)))) == 1 + 7 + 1 + 4


def test_the_lines_in_the_officers_page_draw_again(
    officer: Client, both: TwoEvenings, tmp_path: Path
) -> None:
    Gathering.objects.update(places=5)
    for at in range(8):
        joins(
            both,
            f"Person {at}",
            can="first" if at == 3 else "either",
            group_words="Knitters" if at < 2 else "",
        )
    drawing.draw_lots(both, by=None)
    told = tmp_path / "lots.json"
    told.write_text(officer.get(f"/desk/evenings/{both.slug}/lots.json").text)
    (lines,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)

    said = subprocess.run(
        [sys.executable, "-c", lines, str(told)], capture_output=True, text=True, check=True
    )
    assert said.stdout.count(" as kept") == 6
    assert "NOT" not in said.stdout


def test_as_many_queries_for_few_and_for_many(officer: Client, both: TwoEvenings) -> None:
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get(page)
        return len(seen)

    pages = ("/desk/evenings/", f"/desk/evenings/{both.slug}/")
    joins(both, "Person 0", group=make_group(both.hub, "Group 0"))
    few = [asked(page) for page in pages]
    for at in (1, 2):
        joins(both, f"Person {at}", group=make_group(both.hub, f"Group {at}"))
        evenings.pair_up(both.hub, evening(both.hub, 30 + at), evening(both.hub, 40 + at), by=None)
    assert [asked(page) for page in pages] == few

    drawing.draw_lots(both, by=None)
    drawn = asked(pages[1])
    more = evenings.pair_up(both.hub, evening(both.hub, 50), evening(both.hub, 60), by=None)
    for at in range(9):
        evenings.sign_up(more, Joining(f"Other {at}", phone="1"))
    drawing.draw_lots(more, by=None)
    assert asked(f"/desk/evenings/{more.slug}/") == drawn
