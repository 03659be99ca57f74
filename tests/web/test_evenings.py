"""Two evenings, one list, as an officer makes it and as people of Leasow Vale meet it."""

import csv
import io
import json
import re
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions import drawing, evenings
from bandstand.gatherings.actions.booking import Wish, book, cancel
from bandstand.gatherings.actions.evenings import Joining
from bandstand.gatherings.lot import Lot, draw
from bandstand.gatherings.models import Attendance, Gathering, Invitation, SignUp, TwoEvenings
from bandstand.groups.actions.listing import leave_picture
from bandstand.people.actions.forget import forget
from bandstand.people.actions.keep_to_time import keep_to_time
from bandstand.people.actions.links import in_days, make_link, token_of
from bandstand.people.models import Hub, Message, Person, PrivateLink
from bandstand.people.papers import papers_of
from tests.borough import make_gathering, make_group
from tests.gatherings.test_evenings import evening, joins
from tests.web.test_booking import every_row
from tests.web.test_whats_on import words

PAGE = Path(__file__).parents[2] / "docs/officers/two-evenings.md"
pytestmark = pytest.mark.database


@pytest.fixture
def both(hub: Hub) -> TwoEvenings:
    return evenings.pair_up(hub, evening(hub, 14), evening(hub, 21), by=None)


def signs_up(client: Client, both: TwoEvenings, **typed: Any) -> Any:
    sent = {"name": "Meena Patel", "email": "meena@mail.example", "can": "either", "form_key": uuid.uuid4()}
    return client.post(f"/evenings/{both.slug}/", sent | typed)


def rows() -> list[tuple[str, object]]:
    return [row for row in every_row() if row[0] != "people_allowance"]


def test_the_two_lead_to_the_list_in_place_of_booking(client: Client, both: TwoEvenings) -> None:
    alone = make_gathering(both.hub, "Surgery alone")
    for page in ("/whats-on/", "/", f"/whats-on/{both.first.slug}/"):
        shown = client.get(page).text
        assert f"/evenings/{both.slug}/" in shown
        assert f'href="/whats-on/{both.first.slug}/book/"' not in shown
    assert f"/whats-on/{alone.slug}/book/" in client.get("/whats-on/").text
    for way in (client.get, client.post):
        assert way(f"/whats-on/{both.first.slug}/book/")["Location"] == f"/evenings/{both.slug}/"
    assert client.get(f"/whats-on/{both.first.slug}/help/").status_code == 200

    drawing.draw_lots(both, by=None)
    assert f"/whats-on/{both.first.slug}/book/" in client.get("/whats-on/").text
    assert "The lot has been drawn" in words(client.get(f"/evenings/{both.slug}/"))


def test_meena_signs_up_changes_her_mind_and_hears_of_her_evening(client: Client, both: TwoEvenings) -> None:
    runners = make_group(both.hub, "Mill Green Runners")
    page = words(client.get(f"/evenings/{both.slug}/"))
    assert "Half of those who sign up come on the other evening" in page
    answer = signs_up(client, both, group="mill green runners", wants="Meet a park")
    mine = answer["Location"]
    assert re.fullmatch(r"/e/[\w-]{43}/", mine)
    for said in ("You are on the list", "Mill Green Runners", "Meet a park", "keep both free"):
        assert said in words(client.get(mine)).replace("Keep", "keep")

    sent = {"can": "second", "why": "Shift work", "group": "Mill Green Runners"}
    assert client.post(f"{mine}change/", sent)["Location"] == f"{mine}?saved"
    assert "It is not drawn" in words(client.get(mine)).replace("it is", "It is")
    assert client.post(f"{mine}change/", {"can": "third"}).status_code == 422
    one = SignUp.objects.get()
    assert (one.group, one.can, one.why) == (runners, "second", "Shift work")

    drawing.draw_lots(both, by=None)
    shown = words(client.get(mine))
    assert "Your evening is" in shown
    assert both.second.title in shown
    assert "you stay counted where the lot put you" in shown
    assert client.get(f"{mine}change/").status_code == 302
    client.post(f"{mine}other/")
    assert both.first.title in words(client.get(mine))
    client.post(f"{mine}off/")
    assert "Your name is off the list" in words(client.get(mine))


def test_the_booking_page_knows_of_the_other_evening(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    one.refresh_from_db()
    token = token_of(PrivateLink.objects.get(purpose="booking", pk__in=Message.objects.values("link")))

    assert "I can only come to the other evening" in words(client.get(f"/b/{token}/"))
    answer = client.post(f"/b/{token}/other-evening/")
    assert answer["Location"].startswith("/e/")
    assert "you come to the other" in words(client.get(answer["Location"]))
    assert Attendance.objects.get(booking="booked").gathering_id != one.attendance.gathering_id  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Type your name"),
        ({"email": ""}, "Leave an e-mail address or a number"),
        ({"email": "meena"}, "That is not an e-mail address"),
        ({"can": ""}, "Say which of the three."),
        ({"can": "both"}, "Say which of the three."),
        ({"more": "http://buy.example"}, "Leave the last box empty"),
        ({"why": "born 3/4/1980"}, "That looks like a date of birth"),
        ({"wants": "x" * 1001}, "1,000 letters at most"),
    ],
)
def test_what_cannot_be_taken_is_said(
    client: Client, both: TwoEvenings, typed: dict[str, str], says: str
) -> None:
    answer = signs_up(client, both, **typed)

    assert answer.status_code == 422
    assert says in words(answer)
    assert not SignUp.objects.exists()


def test_a_number_is_enough_and_nonsense_in_hidden_boxes_is_borne(client: Client, both: TwoEvenings) -> None:
    answer = signs_up(client, both, email="", phone="01632 960123", form_key="x", group_uid="' OR 1=1")

    assert answer.status_code == 302
    assert SignUp.objects.get().phone == "01632 960123"


def test_typing_anothers_address_shows_nothing_of_theirs(client: Client, both: TwoEvenings) -> None:
    signs_up(client, both, wants="A secret wish")
    answer = signs_up(client, both, name="Mallory")

    assert answer["Location"] == f"/evenings/{both.slug}/sent/"
    assert "Meena" not in client.get(answer["Location"]).text
    assert SignUp.objects.count() == 1


def test_sent_twice_is_one_place(client: Client, both: TwoEvenings) -> None:
    key = uuid.uuid4()
    for _ in range(3):
        assert signs_up(client, both, form_key=key)["Location"].startswith("/e/")

    assert SignUp.objects.count() == 1
    assert Message.objects.count() == 1


def test_looking_changes_nothing(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both)["Location"]
    before = rows()
    for way in (client.get, client.head):
        for page in (mine, f"{mine}change/", f"/evenings/{both.slug}/", f"/evenings/{both.slug}/sent/"):
            assert way(page).status_code == 200
        for act in ("off", "on", "other", "remove"):
            assert way(f"{mine}{act}/").status_code == 405

    assert rows() == before


def test_a_forged_or_borrowed_link_opens_nothing(client: Client, both: TwoEvenings) -> None:
    joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    booking = token_of(PrivateLink.objects.filter(purpose="booking").latest("pk"))
    signing = token_of(PrivateLink.objects.filter(purpose="sign-up").latest("pk"))
    before = rows()

    for token in ("x", booking, signing[::-1]):
        assert client.get(f"/e/{token}/").status_code == 404
        for act in ("change", "off", "on", "other", "remove"):
            assert client.post(f"/e/{token}/{act}/", {"can": "first"}).status_code == 404
    assert client.get(f"/b/{signing}/").status_code == 404
    assert client.post(f"/b/{signing}/other-evening/").status_code == 404
    assert client.post(f"/e/{signing}/nonsense/").status_code == 404
    assert rows() == before
    assert client.get(f"/e/{signing}/").headers["X-Robots-Tag"] == "noindex"


def test_nobody_fills_a_list_by_a_program(client: Client, both: TwoEvenings) -> None:
    answers = [signs_up(client, both, email=f"p{at}@mail.example").status_code for at in range(42)]

    assert (answers[0], answers[-1]) == (302, 429)


def test_off_and_on_again_and_removed(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both, wants="A secret wish", why="")["Location"]
    client.post(f"{mine}off/")
    assert "Put me back on" in words(client.get(mine))
    client.post(f"{mine}on/")
    assert "You are on the list" in words(client.get(mine))

    assert client.post(f"{mine}remove/")["Location"] == "/whats-on/details/removed/"
    assert client.get(mine).status_code == 404
    one = SignUp.objects.get()
    assert (one.name, one.email, one.wants, one.person, one.left_at is None) == ("", "", "", None, False)
    drawing.draw_lots(both, by=None)
    both.refresh_from_db()
    assert both.lots == []


def test_the_link_of_a_letter_removes_everything(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    mailed = Message.objects.filter(link__purpose="sign-up").first()
    assert mailed is not None
    assert mailed.link is not None
    client.post(f"/e/{token_of(mailed.link)}/remove/")

    one.refresh_from_db()
    assert (one.name, one.email) == ("", "")
    assert not Person.objects.filter(email="meena.patel@mail.example").exists()
    both.refresh_from_db()
    assert [lot["heads"] for lot in both.lots] == [1]  # what was drawn stays


def test_what_is_held_is_handed_over_and_taken_out(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel", wants="Meet a park", why="Shift work", can="first")
    assert one.person is not None
    told = str([paper.__dict__ for paper in papers_of(one.person)])
    for said in ("Lists for two evenings you are on", "Meet a park", "Shift work", "Only the first"):
        assert said in told

    forget(one.person)
    one.refresh_from_db()
    assert (one.name, one.email, one.why, one.person_id, one.left_at is None) == ("", "", "", None, False)


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
    assert "It is drawn once and stays as it falls" in words(officer.get(f"{made['Location']}draw/"))
    assert rows() == before
    for _ in range(2):
        assert officer.post(f"{made['Location']}draw/").status_code == 302
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
