"""Meena asks what is held about her, by letter and by her booking's page; strangers learn nothing."""

import io
import json
import re
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import booking
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance
from bandstand.groups.models import GroupContact
from bandstand.jobs.runner import run_ready
from bandstand.people.actions import consents
from bandstand.people.actions.deeds import record
from bandstand.people.models import Consent, Deed, Hub, Message, Person, PrivateLink
from tests.borough import make_arrival, make_gathering, make_group, make_person
from tests.web.test_booking import every_row, words

NAME, EMAIL, PHONE = "Meena Patel", "meena@runners.example", "07700 900123"


@pytest.fixture(autouse=True)
def letters_in_memory(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


@pytest.fixture
def meena(hub: Hub, olive: Person) -> Person:
    """Meena came to two surgeries, answers for the Runners, and let us write her name."""
    meena = Person.objects.create(hub=hub, name=NAME, email=EMAIL, phone=PHONE, created_via="booking")
    runners = make_group(hub, "Mill Green Runners", kind="sports-club", notes={"Captain": f"{NAME}, {PHONE}"})
    over = make_gathering(hub, "Surgery at Priory Hall", starts_at=timezone.now() - timedelta(days=9))
    helper = make_arrival(over, "Arthur Bell", helping=True)
    here = Attendance.objects.create(
        hub=hub, gathering=over, person=meena, arrival="here", looking=True, wants="Photos", ease="No steps"
    )
    here.groups.add(runners)
    said = f"Arthur showed {NAME} albums; ring Arthur Bell on 07700 900456 or a.bell@leasow.example"
    write_note(
        over,
        Telling(result="learned", helped=(here,), helpers=(helper,), words=said),
        by=olive,
        form_key=uuid.uuid4(),
    )
    GroupContact.objects.create(hub=hub, group=runners, person=meena, role="Captain")
    consents.say(
        meena, Consent.Purpose.NAMED, yes=True, wording="You may write my name.", how="door", by=olive
    )
    booking.book(
        make_gathering(hub, "Surgery at the Boathouse"), Wish(name=NAME, email=EMAIL, wants="Instagram")
    )
    record(hub, "rang", f"rang {NAME} about {olive.name}", by=olive, about=meena)
    run_ready()
    mail.outbox.clear()
    return meena


def ask(client: Client, email: str = EMAIL) -> str:
    """Ask for the letter; return the path of the link in it."""
    client.post("/your-details/", {"email": email})
    run_ready()
    path = re.search(r"http://[^/]+(/your-details/\S+)", str(mail.outbox[-1].body))
    assert path
    return path[1]


def look(client: Client) -> str:
    path = ask(client)
    assert client.post(path).headers["Location"] == "/your-details/yours/"
    return path


def test_the_letter_opens_everything_once(meena: Person, client: Client) -> None:
    path = ask(client)

    assert "Open it" in words(client.get(path))
    assert client.post(path).status_code == 302
    page = words(client.get("/your-details/yours/"))
    assert [
        said
        for said in (NAME, EMAIL, PHONE, "Surgery at Priory Hall", "Photos", "Captain")
        if said not in page
    ] == []
    assert Client().post(path).status_code == 404
    assert Client().get(path).status_code == 404


def test_looking_at_the_link_changes_nothing(meena: Person, client: Client) -> None:
    path = ask(client)
    before = every_row()

    for _ in range(3):
        assert (client.get(path).status_code, client.head(path).status_code) == (200, 200)

    assert every_row() == before
    assert client.get("/your-details/yours/").status_code == 404


def test_a_stranger_gets_the_same_answer_and_no_letter(meena: Person, client: Client) -> None:
    known = client.post("/your-details/", {"email": EMAIL})
    unknown = Client().post("/your-details/", {"email": "stranger@elsewhere.example"})
    run_ready()

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [letter.to for letter in mail.outbox] == [[EMAIL]]
    assert Person.objects.filter(email__contains="stranger").count() == 0


def test_somebody_only_written_down_with_a_group_is_answered_too(hub: Hub, client: Client) -> None:
    make_group(hub, "Chess Club", email="chess@leasow.example", notes={"Mail": "colin@leasow.example"})

    path = ask(client, "Colin@leasow.example")
    client.post(path)

    assert "colin@leasow.example" in words(client.get("/your-details/yours/"))
    client.post("/your-details/yours/remove/")
    assert "colin" not in repr(every_row()).lower()


def test_a_mailbox_gets_three_of_these_a_day(meena: Person) -> None:
    for number in range(5):
        Client().post("/your-details/", {"email": EMAIL}, REMOTE_ADDR=f"10.0.0.{number}")
    run_ready()

    assert len(mail.outbox) == 3


def test_asking_often_from_one_place_is_slowed_down(hub: Hub, client: Client) -> None:
    answers = [client.post("/your-details/", {"email": f"{n}@x.example"}).status_code for n in range(11)]

    assert (answers[:10], answers[10]) == ([302] * 10, 429)


def unpacked(content: bytes) -> tuple[dict[str, list[dict[str, object]]], str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert sorted(packed.namelist()) == ["your-details.html", "your-details.json"]
        told = json.loads(packed.read("your-details.json"))
        assert told["format"] == "bandstand-your-details-1"
        return {one["title"]: one["rows"] for one in told["headings"]}, packed.read(
            "your-details.html"
        ).decode()


def test_the_copy_holds_everything_about_her_and_nobody_else(meena: Person, client: Client) -> None:
    look(client)

    answer = client.post("/your-details/yours/copy/")

    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    told, page = unpacked(answer.content)
    assert told["Who you are"][0]["Phone"] == PHONE
    came, booked = told["Gatherings you booked or came to"]
    assert (came["What you wanted"], came["What makes it easier"], came["Arrival"]) == (
        "Photos",
        "No steps",
        "Here",
    )
    assert (came["Groups"], booked["Booking"]) == (["Mill Green Runners"], "Booked")
    assert told["Help notes about help you got"][0]["Words"] == (
        "(somebody) showed Meena Patel albums; ring (somebody) on (an address of somebody else) or (an address of somebody else)"
    )
    assert told["What you said yes or no to"][0]["In these words"] == "You may write my name."
    assert told["Groups you answer for"] == [
        {"Group": "Mill Green Runners", "As": "Captain", "Gets its letters": False, "Meant to be shown": [],
         "Since": told["Groups you answer for"][0]["Since"]}
    ]  # fmt: skip
    assert told["Groups that have your address, number or name"][0]["Notes"] == [f"{NAME}, {PHONE}"]
    assert {one["Subject"] for one in told["Letters to you"]} > {
        "What Community Action Leasow Vale holds about you"
    }
    assert told["What was done here about you"][0]["What"] == f"rang {NAME} about (somebody)"
    for other in ("Arthur", "Olive", "900456", "a.bell"):
        assert other not in json.dumps(told), other
        assert other not in page, other
    assert Deed.objects.filter(verb="took papers", actor=None).count() == 1


def test_she_takes_back_a_yes_and_it_holds_at_once(meena: Person, client: Client) -> None:
    look(client)
    yes = Consent.objects.get(person=meena, withdrawn_at=None)

    assert "You may write my name" in words(client.get("/your-details/yours/"))
    client.post(f"/your-details/yours/yes/{yes.pk}/")

    yes.refresh_from_db()
    assert yes.withdrawn_at is not None
    assert "Take it back" not in words(client.get("/your-details/yours/"))


def test_she_has_everything_removed_and_the_page_is_gone(meena: Person, client: Client) -> None:
    look(client)

    assert client.post("/your-details/yours/remove/").headers["Location"] == "/your-details/removed/"
    run_ready()

    rows = repr(every_row())
    assert [said for said in (NAME, EMAIL, PHONE) if said in rows] == []
    assert client.get("/your-details/yours/").status_code == 404


def test_an_officer_is_told_to_ask_the_owner_first(olive: Person, client: Client) -> None:
    path = ask(client, "olive@leasow.example")
    client.post(path)

    assert "Ask the owner to end that first" in words(client.get("/your-details/yours/"))
    client.post("/your-details/yours/remove/")

    olive.refresh_from_db()
    assert olive.name == "Olive Shah"


def test_the_look_around_ends_after_half_an_hour(
    meena: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(client)
    assert client.get("/your-details/yours/").status_code == 200

    import time

    later = time.time() + 31 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    for address in ("", "copy/", "remove/"):
        answer = (
            client.post(f"/your-details/yours/{address}") if address else client.get("/your-details/yours/")
        )
        assert answer.status_code == 404


def test_somebody_elses_yes_cannot_be_taken_back(meena: Person, hub: Hub, client: Client) -> None:
    arthur = make_person(hub, "Arthur Price")
    yes = consents.say(arthur, Consent.Purpose.NEWS, yes=True, wording="Write to me.", how="web")
    look(client)

    assert client.post(f"/your-details/yours/yes/{yes.pk}/").status_code == 404


def test_the_link_in_a_booking_letter_opens_everything(meena: Person, client: Client) -> None:
    link = PrivateLink.objects.get(pk=Message.objects.get(subject__contains="Boathouse").link_id or 0)
    from bandstand.people.actions.links import token_of

    assert "See everything you hold about me" in words(client.get(f"/b/{token_of(link)}/"))
    client.post(f"/b/{token_of(link)}/held/")

    assert PHONE in words(client.get("/your-details/yours/"))


def test_whoever_types_her_address_into_a_booking_sees_nothing_of_hers(
    meena: Person, hub: Hub, client: Client
) -> None:
    third = make_gathering(hub, "A third one")
    answer = client.post(f"/whats-on/{third.slug}/book/", {"name": "Mallory", "email": EMAIL})

    held = client.post(f"{answer.headers['Content-Location']}held/")

    assert held.headers["Location"] == "/your-details/sent/"
    assert client.get("/your-details/yours/").status_code == 404
    run_ready()
    assert mail.outbox[-1].to == [EMAIL]


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "é" * 20])
def test_forged_links_are_plainly_dead(hub: Hub, client: Client, token: str) -> None:
    assert (
        client.get(f"/your-details/{token}/").status_code,
        client.post(f"/your-details/{token}/").status_code,
    ) == (404, 404)
    client.cookies["details"] = token
    assert client.get("/your-details/yours/").status_code == 404
