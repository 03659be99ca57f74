"""Mallory types other people's names, addresses and numbers into forms, to read about them or be rid of them."""

from typing import Any

import pytest
from django.test import Client

from bandstand.gatherings.actions import booking, details
from bandstand.gatherings.actions.booking import Booked, Wish
from bandstand.gatherings.models import Gathering
from bandstand.groups.actions.contacts import Particulars, add_contact, remove_contact
from bandstand.groups.models import Group, ImportBatch, ImportRow, PageAsk
from bandstand.jobs.runner import run_ready
from bandstand.people.actions import complaints, hand_over
from bandstand.people.actions.forget import forget
from bandstand.people.actions.links import token_of
from bandstand.people.models import Complaint, Hub, Person, PrivateLink
from tests.borough import make_gathering, make_group

pytestmark = pytest.mark.database

ARTHUR, MAIL, PHONE = "Arthur Bell", "friends@millgreen.example", "01384 555010"
ABOUT = "We meet in the park every Tuesday. Ask Arthur Bell."


@pytest.fixture
def friends(hub: Hub, olive: Person) -> Group:
    """The Friends of Mill Green, with an address, a number and notes that no public page shows."""
    group = make_group(
        hub, "Friends of Mill Green", about=ABOUT, email=MAIL, phone=PHONE,
        notes={"Key": "In the shed. Arthur Bell has it."},
    )  # fmt: skip
    batch = ImportBatch.objects.create(hub=hub, file_name="groups.csv", file_digest="x", headings=["Name"])
    cells = ["Friends of Mill Green", MAIL, PHONE, "Arthur Bell of 3 Mill Lane keeps the key in the shed"]
    ImportRow.objects.create(hub=hub, batch=batch, number=2, cells=cells, group=group)
    PageAsk.objects.create(hub=hub, group=group, email=MAIL, says="I am the secretary", waits=True)
    told = complaints.Told(name=ARTHUR, answer_to=MAIL, words="My telephone was shown.")
    complaints.answer(complaints.take_in(hub, told), outcome="explained", words="We are sorry.", by=olive)
    return group


def everything(group: Group) -> list[object]:
    group.refresh_from_db()
    row, complaint = ImportRow.objects.get(), Complaint.objects.get()
    asks = list(PageAsk.objects.values_list("email", "says"))
    return [
        group.about,
        group.email,
        group.phone,
        group.notes,
        row.cells,
        asks,
        complaint.words,
        complaint.answer,
    ]


def books(hub: Hub, **typed: Any) -> Booked:
    title = f"Surgery {Gathering.objects.count() + 1}"
    return booking.book(make_gathering(hub, title), Wish(**typed))


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "in the", "email": MAIL, "phone": PHONE},
        {"name": ARTHUR, "email": MAIL},
        {"name": "Mill Green", "phone": PHONE},
    ],
)
def test_a_form_s_link_removes_nothing_that_others_wrote(
    hub: Hub, friends: Group, typed: dict[str, str]
) -> None:
    before, mallory = everything(friends), books(hub, **typed)
    assert mallory.link is not None

    assert details.remove_details(mallory.attendance, mallory.link) is True

    assert everything(friends) == before
    mallory.attendance.refresh_from_db()
    person = mallory.attendance.person
    assert person is not None
    person.refresh_from_db()
    assert (person.name, person.email, person.phone) == ("Someone whose details were removed", "", "")


@pytest.mark.parametrize("name", ["in the", "every Tuesday", "Mill Green", "Friends of Mill Green"])
def test_nor_does_a_letter_to_her_own_mailbox_by_a_name_that_means_something_else(
    hub: Hub, friends: Group, name: str
) -> None:
    before = everything(friends)
    books(hub, name=name, email="mallory@evil.example", phone=PHONE)

    forget(Person.objects.get(email="mallory@evil.example"))

    assert everything(friends) == before


def test_whoever_shows_that_a_mailbox_is_theirs_is_taken_out_everywhere(hub: Hub, friends: Group) -> None:
    """The same doors open for the right person: Arthur reads the letters to that address."""
    books(hub, name=ARTHUR, email=MAIL)

    forget(Person.objects.get(email=MAIL))

    held = str(everything(friends))
    assert [words for words in (MAIL, ARTHUR) if words in held] == []
    assert "We meet in the park every Tuesday." in held


def test_when_their_time_is_over_an_address_typed_once_takes_no_groups_own_with_it(
    hub: Hub, friends: Group
) -> None:
    before = everything(friends)
    books(hub, name="in the", email=MAIL, phone=PHONE)
    person = Person.objects.get(email=MAIL)

    forget(person, at_their_wish=False, mailbox_shown=False)

    assert everything(friends)[:5] == before[:5]


def test_a_contact_added_on_one_groups_page_removes_nothing_of_another(hub: Hub, friends: Group) -> None:
    before = everything(friends)
    chess = make_group(hub, "Leasow Chess")
    told = Particulars(name="in the", email=MAIL, phone=PHONE)
    contact = add_contact(chess, told, by=None, on_own_page=True)

    remove_contact(contact, by=None)

    assert everything(friends)[:4] == before[:4]
    contact.person.refresh_from_db()
    assert contact.person.name == "Someone whose details were removed"


# Reading


def looks(client: Client, hub: Hub, **typed: str) -> str:
    """Book, then go from the booking's page to all that is held; return what is seen of it."""
    link = books(hub, **typed).link
    assert link is not None
    client.post(f"/b/{token_of(link)}/held/")
    page = client.get("/your-details/yours/").text
    kept = client.post("/your-details/yours/copy/")
    return page + (str(kept.content) if kept.status_code == 200 else "")


@pytest.mark.parametrize("name", [ARTHUR, "in the", "Arthur Bell of"])
def test_a_form_s_link_shows_nothing_that_others_wrote(
    hub: Hub, friends: Group, client: Client, name: str
) -> None:
    for typed in ({"name": name}, {"name": name, "email": MAIL}, {"name": name, "phone": PHONE}):
        seen = looks(client, hub, **typed)
        assert [
            words
            for words in ("shed", "Mill Lane", "My telephone", "We are sorry", "secretary")
            if words in seen
        ] == []
        client.cookies.clear()


def test_a_letter_shows_what_has_the_address_and_not_what_has_the_name(
    hub: Hub, friends: Group, client: Client
) -> None:
    books(hub, name="in the", email="mallory@evil.example")
    friends.notes = {"Key": "In the shed", "Other": "Written in the porch by mallory@evil.example"}
    friends.save()
    hand_over.ask(hub, "mallory@evil.example")
    run_ready()
    link = PrivateLink.objects.get(purpose=PrivateLink.Purpose.PAPERS)
    client.post(f"/your-details/{token_of(link)}/")

    seen = client.get("/your-details/yours/").text

    assert "in the porch" in seen
    assert "shed" not in seen


def test_a_write_up_is_not_read_by_being_called_what_is_in_it(hub: Hub, client: Client) -> None:
    make_gathering(hub, "Priory Hall", write_up="The boiler in the cellar is broken.")
    seen = looks(client, hub, name="in the")
    assert "in the" in seen  # her own name is hers
    assert "boiler" not in seen
