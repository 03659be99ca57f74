"""Invitations on screen: chosen and sent at the desk, answered by a private link, printed, rung."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions import booking, inviting
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Attendance, Gathering, HelperProfile, Invitation
from bandstand.groups.models import Group
from bandstand.people.actions.links import token_of
from bandstand.people.actions.outbox import written_out
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Message, Person, PrivateLink
from tests.borough import make_gathering, make_group, make_person, make_venue
from tests.conftest import sign_in
from tests.web.test_booking import every_row, page_of
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, venue=make_venue(hub, lat=52.5, lon=-2.1))


@pytest.fixture
def canal(hub: Hub) -> Group:
    return make_group(hub, "Friends of the Canal", email="canal@x.example", lat=52.5, lon=-2.1)


@pytest.fixture
def page(surgery: Gathering, canal: Group, olive: Person) -> str:
    """The private page of an invitation that went out."""
    inviting.choose(surgery, [canal], wave=1, by=olive)
    inviting.send_wave(surgery, wave=1, by=olive)
    found = re.search(r"/i/\S+/", written_out(Message.objects.get()))
    assert found
    return found[0]


def desk(surgery: Gathering, rest: str) -> str:
    return f"/desk/gatherings/{surgery.slug}/{rest}"


def test_olive_ticks_reads_and_sends(surgery: Gathering, canal: Group, officer: Client) -> None:
    told = words(officer.get(desk(surgery, "invite/")))
    assert "Friends of the Canal" in told
    assert "Meets round the corner Has not been to one yet" in told
    officer.post(desk(surgery, "invite/"), {"ask": [canal.uid, "nonsense"], "wave": "1"})
    one = Invitation.objects.get()
    assert "It is round the corner from where you meet." in words(
        officer.get(desk(surgery, f"invitations/{one.uid}/"))
    )
    assert Message.objects.count() == 0
    officer.post(desk(surgery, "invitations/send/"), {"wave": "1"})
    assert Message.objects.get().to_address == "canal@x.example"
    assert "No answer so far" in words(officer.get(desk(surgery, "invitations/")))
    assert "Friends of the Canal" not in words(officer.get(desk(surgery, "invite/")))


def test_one_press_books_with_the_group_filled_in(page: str, client: Client) -> None:
    assert "For Friends of the Canal" in words(client.get(page))
    went = client.post(f"{page}come/", {"name": "Ron Webb", "extra": "1"})
    assert "Your place is booked" in words(went)
    seat = Attendance.objects.get()
    assert ([group.name for group in seat.groups.all()], seat.extra) == (["Friends of the Canal"], 1)
    assert "You are coming: thank you" in words(client.get(page))


def test_pressed_twice_it_is_one_booking(page: str, client: Client) -> None:
    went = [page_of(client.post(f"{page}come/", {"name": "Ron"})) for _ in range(2)]  # type: ignore[arg-type]
    assert went[0] == went[1]
    assert Attendance.objects.count() == 1


def test_without_a_name_the_form_says_what_to_do(page: str, client: Client) -> None:
    answer = client.post(f"{page}come/", {"name": " "})
    assert (answer.status_code, Attendance.objects.count()) == (422, 0)
    assert "Type your name" in words(answer)


def test_not_this_time_and_no_more_and_back(page: str, client: Client) -> None:
    client.post(f"{page}not-this-time/")
    assert "Not this time: thank you" in words(client.get(page))
    client.post(f"{page}no-more/")
    assert "We will not ask again" in words(client.get(page))
    client.post(f"{page}again/")
    assert Invitation.objects.get().answer == ""
    assert client.post(f"{page}something/").status_code == 404


def test_scanners_that_open_an_invitation_change_nothing(page: str, client: Client) -> None:
    before = every_row()
    for _ in range(3):
        assert client.get(page).status_code == client.head(page).status_code == 200
    for deed in ("come", "not-this-time", "no-more", "again"):
        assert client.get(f"{page}{deed}/").status_code == client.head(f"{page}{deed}/").status_code == 405
    assert every_row() == before


def test_taken_back_the_link_is_dead(page: str, client: Client, olive: Person) -> None:
    inviting.take_back(Invitation.objects.get(), by=olive)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}come/", {"name": "Ron"}).status_code == 404
    assert Attendance.objects.count() == 0


def test_once_it_has_been_the_page_says_so(page: str, client: Client) -> None:
    past = timezone.now() - timedelta(days=1)
    Gathering.objects.update(starts_at=past - timedelta(hours=1), ends_at=past)
    told = words(client.get(page))
    assert "This one has been" in told
    assert "Book" not in told
    assert client.post(f"{page}come/", {"name": "Ron"}).status_code == 410


def test_printed_letters_are_made_by_a_press_and_shown_by_a_look(
    hub: Hub, surgery: Gathering, officer: Client, olive: Person
) -> None:
    for number in range(3):
        make_group(hub, f"Posted {number}", address=f"{number} Mill Lane", postcode="M33 7XZ")
    inviting.choose(surgery, Group.objects.all(), wave=1, by=olive)
    officer.post(desk(surgery, "invitations/send/"), {"wave": "1"})
    before = every_row()
    answer = officer.get(desk(surgery, "invitations/letters/"))
    assert (answer.text.count("<article"), answer.text.count('class="square"')) == (3, 3)
    assert "2 Mill Lane, M33 7XZ" in answer.text
    assert [row for row in every_row() if row[0] != "people_hub"] == [
        row for row in before if row[0] != "people_hub"
    ]


@pytest.mark.parametrize("rest", ["invitations/letters/", "invitations/", "invite/", "bookings/"])
def test_the_same_queries_for_one_row_and_for_three(
    hub: Hub, surgery: Gathering, officer: Client, olive: Person, rest: str
) -> None:
    counts = []
    for many in (1, 2):
        for _ in range(many):
            number = Group.objects.count()
            group = make_group(hub, f"Posted {number}", address=f"{number} Mill Lane")
            make_group(hub, f"Near {number}", lat=52.5, lon=-2.1)
            inviting.choose(surgery, [group], wave=1, by=olive)
            booking.book(surgery, Wish(f"N{number}", group=make_group(hub, f"Books {number}")))
        inviting.send_wave(surgery, wave=1, by=olive)
        with CaptureQueriesContext(connection) as asked:
            officer.get(desk(surgery, rest))
        counts.append(len(asked))
    assert counts[0] == counts[1] < 20


def test_a_call_leads_to_a_booking_with_the_group_filled_in(
    hub: Hub, surgery: Gathering, officer: Client, olive: Person
) -> None:
    (one,) = inviting.choose(surgery, [make_group(hub, "Rung", phone="01632 960100")], wave=1, by=olive)
    path = desk(surgery, f"invitations/{one.uid}/")
    assert "Ring 01632 960100" in words(officer.get(path))
    went = officer.post(f"{path}called/", {"answer": "coming", "heard": "Yes please"}).headers["Location"]
    assert 'value="Rung"' in officer.get(went).text
    sent = {"name": "Ron", "group": "Rung", "side": "looking", "channel": "phone"}
    officer.post(went, sent)
    seat, one = Attendance.objects.get(), Invitation.objects.get()
    assert (seat.channel, one.attendance, one.heard) == ("phone", seat, "Yes please")


def test_a_call_with_too_much_written_down_loses_nothing(
    hub: Hub, surgery: Gathering, officer: Client, olive: Person
) -> None:
    (one,) = inviting.choose(surgery, [make_group(hub, "Rung", phone="01632 960100")], wave=1, by=olive)
    heard = "They have a match that night. " * 20
    again = officer.post(desk(surgery, f"invitations/{one.uid}/called/"), {"heard": heard})
    assert (again.status_code, "Make this shorter: 500 letters" in words(again)) == (422, True)
    assert heard.strip() in words(again)
    one.refresh_from_db()
    assert (one.state, one.heard) == ("draft", "")


def test_helpers_are_asked_in_the_same_way(
    hub: Hub, surgery: Gathering, officer: Client, client: Client
) -> None:
    person = make_person(hub, "Arthur Bell", "arthur@leasow.example")
    HelperProfile.objects.create(hub=hub, person=person)
    assert "Arthur Bell Has not helped so far" in words(officer.get(desk(surgery, "invite/helpers/")))
    officer.post(desk(surgery, "invite/helpers/"), {"ask": [person.uid], "wave": "1"})
    officer.post(desk(surgery, "invitations/send/"), {"wave": "1"})
    token = token_of(PrivateLink.objects.get(purpose="invite"))
    client.post(f"/i/{token}/come/", {"name": "Arthur Bell"})
    seat = Attendance.objects.get()
    assert (seat.helping, seat.looking, seat.person) == (True, False, person)


def test_a_reader_sees_what_is_coming_and_can_ask_nobody(
    hub: Hub, surgery: Gathering, client: Client
) -> None:
    reader = sign_in(
        client, give_role(hub, name="Rae", email="rae@leasow.example", role="reader", by=None).person
    )
    booking.book(surgery, Wish("Meena", email="meena@mail.example"))
    told = reader.get(desk(surgery, "ready/"))
    assert (told.status_code, "meena@mail.example" in told.text) == (200, False)
    assert reader.get(desk(surgery, "invite/")).status_code == 403


def test_getting_ready_takes_the_same_queries_however_many_come(
    hub: Hub, surgery: Gathering, officer: Client, canal: Group, django_assert_num_queries: object
) -> None:
    for many in (1, 3):
        for number in range(many):
            booking.book(surgery, Wish(f"N{many}{number}", email=f"n{many}{number}@x.example", group=canal))
        with django_assert_num_queries(16):  # type: ignore[operator]
            told = words(officer.get(desk(surgery, "ready/")))
    assert "4 bookings to look at" in told
    assert "is not known so far" in told


def test_bookings_on_screen_are_replied_to_and_cancelled(surgery: Gathering, officer: Client) -> None:
    seat = booking.book(
        surgery, Wish("Priscilla Vane", email="p@vane.example", group_words="Nails")
    ).attendance
    path = desk(surgery, f"bookings/{seat.uid}/")
    assert "No group of this name in the directory" in words(officer.get(desk(surgery, "bookings/")))
    form = officer.get(f"{path}reply/business/")
    assert "growth hub" in words(form)
    officer.post(f"{path}reply/business/", {"subject": "About your place", "words": "Dear Priscilla…"})
    seat.refresh_from_db()
    assert (seat.suits, seat.booking, Message.objects.latest("pk").text.count("Dear Priscilla")) == (
        "not for",
        "booked",
        1,
    )
    officer.post(f"{path}cancel/")
    seat.refresh_from_db()
    assert seat.booking == "cancelled"
    assert officer.get(f"{path}reply/nonsense/").status_code == 404


def test_the_reminders_question_is_answered_in_one_press(surgery: Gathering, client: Client) -> None:
    link = booking.book(surgery, Wish("Meena")).link
    assert link is not None
    path = f"/b/{token_of(link)}/"
    assert client.get(f"{path}answer/").status_code == 405
    client.post(f"{path}answer/", {"words": "Our page is lost"})
    assert Attendance.objects.get().wants == "Our page is lost"
    assert "Change my answer" in words(client.get(path))


def test_bringing_more_than_there_is_room_for_is_said_kindly(hub: Hub, client: Client) -> None:
    link = booking.book(make_gathering(hub, places=1), Wish("Meena")).link
    assert link is not None
    answer = client.post(f"/b/{token_of(link)}/change/", {"extra": "2"})
    assert answer.status_code == 422
    assert "bring them anyway: we will find a chair" in words(answer)
