"""Colin complains; he gets a number and a letter at once, and an answer in time. Nobody fills his mailbox."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bandstand.jobs.runner import run_ready
from bandstand.people.models import Complaint, Deed, Hub, Person
from tests.web.test_booking import words

FORM = {
    "name": "Colin Webb",
    "answer_to": "colin@webb.example",
    "words": "You wrote to me after I left.",
    "form_key": "6f3c1b7e-0000-4000-8000-000000000001",
}


@pytest.fixture(autouse=True)
def letters_in_memory(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


def complain(client: Client, **other: str) -> str:
    """Send the form; return where it leads."""
    answer = client.post("/complaints/", FORM | other)
    assert answer.status_code == 302, words(answer)
    run_ready()
    return answer.headers["Location"]


def test_colin_gets_a_number_and_a_letter_at_once(hub: Hub, client: Client) -> None:
    page = words(client.get(complain(client)))

    number = f"{timezone.localdate().year}-001"
    assert f"Its number is {number}" in page
    assert "You wrote to me" not in page
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["colin@webb.example"], f"We have your complaint: number {number}")
    assert Complaint.objects.get().state == "Acknowledged"


def test_the_same_form_twice_is_one_complaint(hub: Hub, client: Client) -> None:
    assert complain(client) == complain(client)

    assert (Complaint.objects.count(), len(mail.outbox)) == (1, 1)


def test_without_an_e_mail_address_somebody_tells_him(officer: Client, client: Client) -> None:
    complain(client, answer_to="3 Mill Lane, Leasow Vale")
    complaint = Complaint.objects.get()

    assert (complaint.state, mail.outbox) == ("Received", [])
    assert "Received. Answer it by" in words(officer.get("/desk/"))
    officer.post(f"/desk/complaints/{complaint.uid}/acknowledge/")

    complaint.refresh_from_db()
    assert complaint.state == "Acknowledged"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"words": " "}, "Tell us in a sentence or two what went wrong."),
        ({"name": ""}, "Type your name."),
        ({"answer_to": ""}, "Tell us where to answer"),
        ({"more": "https://spam.example"}, "Leave the last box empty, then send it again."),
        ({"name": "Colin 12/05/1961"}, "That looks like a date of birth. Leave it out: we never need one."),
        ({"words": "I am Colin, DOB: 12.5.61"}, "That looks like a date of birth."),
        ({"words": "w" * 5001}, "Make this shorter: 5,000 letters at most."),
        ({"words": "Nul\x00l"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_plainly_and_nothing_is_lost(
    hub: Hub, client: Client, typed: dict[str, str], says: str
) -> None:
    answer = client.post("/complaints/", FORM | typed)

    assert answer.status_code == 422
    assert says in words(answer)
    assert "colin@webb.example" in answer.content.decode() or "answer_to" in typed
    assert Complaint.objects.count() == 0


def test_nobody_fills_a_mailbox_with_these_letters(hub: Hub) -> None:
    for number in range(5):
        key = f"6f3c1b7e-0000-4000-8000-00000000010{number}"
        Client().post("/complaints/", FORM | {"form_key": key}, REMOTE_ADDR=f"10.0.0.{number}")
    run_ready()

    assert (Complaint.objects.count(), len(mail.outbox)) == (5, 2)
    assert [one.state for one in Complaint.objects.order_by("pk")] == ["Acknowledged"] * 2 + ["Received"] * 3


def test_nine_complaints_in_an_hour_from_one_place_are_slowed_down(hub: Hub, client: Client) -> None:
    answers = [client.post("/complaints/", {"name": "x"}).status_code for _ in range(9)]

    assert (answers[:8], answers[8]) == ([422] * 8, 429)


def test_olive_looks_into_it_and_answers_by_letter(officer: Client, client: Client, olive: Person) -> None:
    complain(client)
    complaint = Complaint.objects.get()
    page = f"/desk/complaints/{complaint.uid}/"

    assert "You wrote to me after I left." in words(officer.get(page))
    officer.post(f"{page}look/")
    officer.post(f"{page}note/", {"words": "He was on the old list."})
    assert "Being looked into" in words(officer.get(page))
    assert officer.post(f"{page}answer/", {"outcome": "put right"}).status_code == 422
    officer.post(f"{page}answer/", {"outcome": "put right", "words": "You are off the {list} now. Sorry."})
    run_ready()

    complaint.refresh_from_db()
    assert (complaint.state, complaint.outcome) == ("Answered", "put right")
    letter = mail.outbox[-1]
    assert letter.subject == f"Our answer to your complaint {complaint.number}"
    assert "This is our answer: We put it right.\n\nYou are off the {list} now. Sorry." in str(letter.body)
    assert "He was on the old list." not in str(letter.body)
    verbs = (
        Deed.objects.filter(about=f"people.Complaint:{complaint.pk}")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["took a complaint", "looked into a complaint", "noted", "answered a complaint"]
    assert "Answer it by" not in words(officer.get("/desk/"))


def test_answering_twice_sends_one_answer(officer: Client, client: Client) -> None:
    complain(client)
    page = f"/desk/complaints/{Complaint.objects.get().uid}/answer/"

    for said in ("First", "Second"):
        officer.post(page, {"outcome": "explained", "words": said})
    run_ready()

    assert Complaint.objects.get().answer == "First"
    assert len(mail.outbox) == 2


def test_the_thirty_days_press_in_the_last_week(officer: Client, client: Client) -> None:
    complain(client)
    assert "pressing" not in officer.get("/desk/").content.decode().partition("Complaint ")[0][-300:]

    Complaint.objects.update(received_at=timezone.now() - timedelta(days=24))
    assert "pressing" in officer.get("/desk/").content.decode().partition("Complaint ")[0][-300:]

    Complaint.objects.update(received_at=timezone.now() - timedelta(days=31))
    assert "The thirty days were over" in words(
        officer.get(f"/desk/complaints/{Complaint.objects.get().uid}/")
    )


def test_one_by_telephone_is_written_down_at_the_desk(officer: Client) -> None:
    answer = officer.post("/desk/complaints/new/", FORM | {"answer_to": "01384 555 0100"})

    assert answer.headers["Location"] == f"/desk/complaints/{Complaint.objects.get().uid}/"
    assert Complaint.objects.get().how == "desk"


def test_the_record_is_a_sheet_that_calculates_nothing(officer: Client, client: Client) -> None:
    complain(client, name="=1+1")

    text = officer.get("/desk/complaints/complaints.csv").text
    heading, row = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    told = dict(zip(heading, row, strict=True))
    assert (told["Name"], told["State"], told["Answer to"]) == ("'=1+1", "Acknowledged", "colin@webb.example")
    assert Deed.objects.get(verb="took a copy").words == "took a copy of the record of complaints"


def test_numbers_follow_one_another(hub: Hub, client: Client) -> None:
    for number in range(3):
        complain(client, form_key=f"6f3c1b7e-0000-4000-8000-00000000020{number}")

    year = timezone.localdate().year
    assert sorted(Complaint.objects.values_list("number", flat=True)) == [f"{year}-00{n}" for n in (1, 2, 3)]
