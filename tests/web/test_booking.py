"""Booking over the web, and the private page, as people of Leasow Vale meet them."""

import re
import uuid
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import letters, planning
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.groups.models import Group
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import token_of
from bandstand.people.actions.outbox import written_out
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub, Message, PrivateLink, Topic
from tests.borough import make_gathering, make_group
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


def book(client: Client, gathering: Gathering, *, way: str = "book", **typed: object) -> HttpResponse:
    sent = {"name": "Meena Patel", "form_key": str(uuid.uuid4()), **typed}
    return client.post(f"/whats-on/{gathering.slug}/{way}/", sent)  # type: ignore[return-value]


def every_row() -> list[tuple[str, object]]:
    """Return all that is stored, to tell whether anything changed."""
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if "session" not in table]
        found: list[tuple[str, object]] = []
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [(table, repr(row)) for row in sorted(cursor.fetchall(), key=repr)]
    return found


def page_of(booked: HttpResponse) -> str:
    """Return the address of the private page a booking was answered with."""
    assert booked.status_code == 200
    return booked.headers["Content-Location"]


def test_meena_books_and_lands_on_her_own_page(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    runners = make_group(hub, "Mill Green Runners", kind="sports-club")
    topic = Topic.objects.get(name="Facebook page")
    response = book(client, surgery, group="mill green runners", topics=[topic.pk], wants="Nobody finds us")
    page = words(client.get(page_of(response)))
    for said in [
        "Your place is booked",
        "Meena Patel",
        "Mill Green Runners",
        "Facebook page Nobody finds us",
    ]:
        assert said in page
    assert list(Attendance.objects.get().groups.all()) == [runners]


def test_a_group_we_do_not_know_is_kept_in_her_words(hub: Hub, client: Client) -> None:
    book(client, make_gathering(hub), group="The Tuesday knitters")
    attendance = Attendance.objects.get()
    assert (attendance.group_words, attendance.groups.count()) == ("The Tuesday knitters", 0)


def test_of_two_groups_with_one_name_the_one_picked_is_meant(hub: Hub, client: Client) -> None:
    first, second = make_group(hub, "Friends of the Park"), make_group(hub, "Friends of a Park")
    Group.objects.filter(pk=second.pk).update(name="FRIENDS of the park")
    book(client, make_gathering(hub), group="Friends of the Park", group_uid=str(second.uid))
    assert list(Attendance.objects.get().groups.all()) == [second]
    book(client, make_gathering(hub, "Another"), group="Friends of the Park")
    assert Attendance.objects.latest("pk").group_words == "Friends of the Park"
    assert first.pk != second.pk


@pytest.mark.parametrize("address", ["help/", "book/?help=offer"])
def test_arthur_offers_to_help(hub: Hub, client: Client, address: str) -> None:
    surgery = make_gathering(hub, places=1)
    page = f"/whats-on/{surgery.slug}/{address}"
    assert "What could you help with?" in words(client.get(page))
    response = client.post(page, {"name": "Arthur", "email": "arthur@leasow.example"})
    assert "you are down to help" in words(response)
    surgery.refresh_from_db()
    assert (Attendance.objects.get().helping, surgery.taken) == (True, 0)


def test_the_public_is_given_no_session(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    client.get(f"/whats-on/{surgery.slug}/book/")
    client.get(page_of(book(client, surgery)))
    assert set(client.cookies) == {"csrf"}


def test_without_our_form_nothing_is_booked(hub: Hub) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert book(strict, make_gathering(hub)).status_code == 403
    assert Attendance.objects.count() == 0


def test_the_link_in_the_letter_opens_the_page(hub: Hub, client: Client) -> None:
    book(client, make_gathering(hub), email="meena@runners.example")
    text = written_out(Message.objects.get())
    address = next(line for line in text.splitlines() if line.startswith("http"))
    assert "Your place is booked" in words(client.get("/b/" + address.split("/b/")[1]))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Type your name, or what people call you."),
        ({"name": " \r\n "}, "Type your name, or what people call you."),
        ({"name": "M" * 300}, "Make this shorter: 120 letters at most."),
        ({"email": "meena at runners"}, "That is not an e-mail address. Check it, or leave it empty."),
        (
            {"email": "a@b.example\r\nBcc: x@y.example"},
            "That is not an e-mail address. Check it, or leave it empty.",
        ),
        ({"email": f"{'m' * 300}@runners.example"}, "That is too long for an e-mail address."),
        ({"wants": "w" * 3000}, "Make this shorter: 1,000 letters at most."),
        ({"topics": ["99999"]}, "Pick from the list."),
        ({"topics": ["x"]}, "Pick from the list."),
        ({"more": "https://spam.example"}, "Leave the last box empty, then send it again."),
        ({"wants": "Nul\x00l"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_plainly_and_nothing_is_lost(
    hub: Hub, client: Client, typed: dict[str, object], says: str
) -> None:
    sent = {"group": "The Tuesday knitters", **typed}
    response = book(client, make_gathering(hub), **sent)
    assert response.status_code == 422
    assert says in words(response)
    assert "The Tuesday knitters" in response.content.decode()
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("name", ["Zoë 🚲 O’Brien-Łukasz", "<b>Bold</b>", "Robert'); DROP TABLE", "م‌ریم"])
def test_names_are_taken_as_people_write_them(hub: Hub, client: Client, name: str) -> None:
    response = book(client, make_gathering(hub), name=name)
    page = response.content.decode()
    assert Attendance.objects.get().called.replace("\u200c", " ") == name.replace("\u200c", " ")
    assert "<b>Bold</b>" not in page


def test_line_breaks_in_a_name_reach_no_letter_head(hub: Hub, client: Client) -> None:
    book(client, make_gathering(hub), name="Meena\r\nBcc: all@leasow.example", email="meena@runners.example")
    assert Attendance.objects.get().called == "Meena Bcc: all@leasow.example"
    assert written_out(Message.objects.get()).splitlines()[0] == "Hello,"


def test_a_booking_sent_twice_ends_on_the_same_page(hub: Hub, client: Client) -> None:
    surgery, key = make_gathering(hub, places=5), str(uuid.uuid4())
    first, second = book(client, surgery, form_key=key), book(client, surgery, form_key=key)
    assert page_of(first) == page_of(second)
    assert Attendance.objects.count() == 1


def test_a_booking_is_two_requests(hub: Hub, client: Client) -> None:
    """The form, and sending it: the answer is the private page, which says where it is to be found."""
    surgery = make_gathering(hub)
    address = f"/whats-on/{surgery.slug}/book/"
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(address).text)
    assert key
    sent = client.post(address, {"name": "Meena", "form_key": key[1]})
    assert "Your place is booked" in words(sent)
    own = page_of(sent)
    assert f'data-own-address="{own}"' in sent.text
    assert f'<a href="{own}">http://127.0.0.1:8000{own}</a>' in sent.text
    assert "no-store" in sent.headers["Cache-Control"]
    assert sent.headers["X-Robots-Tag"] == "noindex"
    assert "data-own-address" not in client.get(own).text


def test_the_answer_loaded_again_after_cancelling_books_nothing(hub: Hub, client: Client) -> None:
    surgery, key = make_gathering(hub, places=1), str(uuid.uuid4())
    client.post(f"{page_of(book(client, surgery, form_key=key))}cancel/")
    assert "You have cancelled" in words(book(client, surgery, form_key=key))
    surgery.refresh_from_db()
    assert (surgery.taken, Attendance.objects.count()) == (0, 1)


def test_an_address_already_down_leads_to_the_mailbox(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    book(client, surgery, email="meena@runners.example")
    response = book(client, surgery, name="Mallory", email="meena@runners.example")
    assert response.headers["Location"] == f"/whats-on/{surgery.slug}/book/sent/"
    page = words(client.get(response.headers["Location"]))
    assert "We have sent a letter to the address you gave" in page
    assert "meena" not in page.lower()


@pytest.mark.parametrize("key", ["", "not-a-key", "x" * 39])
def test_a_form_without_a_good_key_still_books(hub: Hub, client: Client, key: str) -> None:
    assert "Your place is booked" in words(book(client, make_gathering(hub), form_key=key))


def test_past_and_called_off_ones_say_kindly_that_it_is_too_late(hub: Hub, client: Client) -> None:
    over = make_gathering(hub, starts_at=timezone.now() - timedelta(days=2))
    off = make_gathering(hub, "Off")
    planning.call_off(off, by=None)
    for gathering, said in [(over, "This one has been"), (off, "This one is called off")]:
        assert said in words(client.get(f"/whats-on/{gathering.slug}/book/"))
        refused = book(client, gathering)
        assert (refused.status_code, said in words(refused)) == (410, True)
    assert Attendance.objects.count() == 0


def test_a_made_up_gathering_takes_no_booking(hub: Hub, client: Client) -> None:
    assert client.post("/whats-on/made-up/book/", {"name": "Ann"}).status_code == 404


def test_forty_one_bookings_in_a_row_from_one_place_are_slowed_down(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    answers = [book(client, surgery, name=f"Ann {number}").status_code for number in range(41)]
    assert (answers[:40], answers[40]) == ([200] * 40, 429)


# The private page


@pytest.fixture
def page(hub: Hub, client: Client) -> str:
    return page_of(book(client, make_gathering(hub, places=1), email="meena@runners.example"))


def test_looking_changes_nothing(client: Client, page: str) -> None:
    before = every_row()
    slug = Gathering.objects.get().slug
    looks: Iterable[str] = [page, f"{page}change/", f"/whats-on/{slug}/book/", f"/whats-on/{slug}/help/"]
    for address in looks:
        assert (client.get(address).status_code, client.head(address).status_code) == (200, 200)
    for verb in ("cancel", "again", "remove"):
        assert client.get(f"{page}{verb}/").status_code == 405
        assert client.head(f"{page}{verb}/").status_code == 405
    assert every_row() == before


def test_meena_cancels_and_books_again(client: Client, page: str) -> None:
    client.post(f"{page}cancel/")
    assert "You have cancelled" in words(client.get(page))
    client.post(f"{page}again/")
    assert "Your place is booked" in words(client.get(page))


def test_booking_again_when_the_place_has_gone_means_waiting(client: Client, page: str) -> None:
    client.post(f"{page}cancel/")
    book(client, Gathering.objects.get(), name="Bob")
    client.post(f"{page}again/")
    assert "You are on the waiting list" in words(client.get(page))


def test_meena_changes_what_she_wants(client: Client, page: str) -> None:
    response = client.post(f"{page}change/", {"wants": "Photos instead", "group": "The knitters"})
    assert response.status_code == 302
    assert "Saved." in words(client.get(response.headers["Location"]))
    assert "Photos instead" in words(client.get(page))
    assert client.post(f"{page}change/", {"wants": "w" * 1001}).status_code == 422


def test_meena_removes_her_details_and_the_page_is_gone(client: Client, page: str) -> None:
    response = client.post(f"{page}remove/")
    assert "Your details are removed" in words(client.get(response.headers["Location"]))
    assert "This link no longer works" in words(client.get(page))
    attendance = Attendance.objects.get()
    assert attendance.person is not None
    assert attendance.person.email == ""
    assert client.post(f"{page}remove/").status_code == 404


def test_a_private_page_is_kept_by_nobody(client: Client, page: str) -> None:
    response = client.get(page)
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_forged_expired_revoked_and_foreign_links_all_look_the_same(
    hub: Hub, client: Client, page: str
) -> None:
    attendance = Attendance.objects.get()
    expired, revoked = letters.private_link(attendance), letters.private_link(attendance)
    PrivateLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    PrivateLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    elsewhere = open_hub("Voluntary Action Elsewhere", slug="elsewhere", host="elsewhere.example")
    Hub.objects.filter(pk=hub.pk).update(host="testserver")
    with hub_scope(elsewhere):
        foreign = letters.private_link(Attendance(hub=elsewhere, gathering=attendance.gathering))
    tokens = ["forged", "A" * 43, token_of(expired), token_of(revoked), token_of(foreign)]
    answers = {client.get(f"/b/{token}/").content for token in tokens}
    assert len(answers) == 1
    assert "This link no longer works" in words(client.get(f"/b/{tokens[0]}/"))
    for token in tokens:
        for verb in ("cancel", "again", "remove", "change"):
            assert client.post(f"/b/{token}/{verb}/").status_code == 404
    assert Attendance.objects.get().booking == "booked"


def test_after_the_day_the_page_only_removes_details(client: Client, page: str) -> None:
    over = timezone.now() - timedelta(days=1)
    Gathering.objects.update(starts_at=over - timedelta(hours=2), ends_at=over)
    assert "This one has been" in words(client.get(page))
    client.post(f"{page}cancel/")
    assert client.post(f"{page}again/").status_code == 410
    assert Attendance.objects.get().booking == "booked"
