"""The owner says who works at the desk; officers read the outbox; everything is written down."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bandstand.jobs.runner import run_ready
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Deed, Hub, Message, Person, Role
from tests.conftest import sign_in


@pytest.fixture
def boss(hub: Hub) -> Person:
    """Winston, the owner."""
    role = give_role(
        hub, name="Winston Clarke", email="winston@leasow.example", role=Role.Name.OWNER, by=None
    )
    return role.person


@pytest.fixture
def owner(client: Client, boss: Person) -> Client:
    return sign_in(client, boss)


def test_the_owner_adds_a_door_helper_whose_role_ends_by_itself(owner: Client, hub: Hub) -> None:
    asked = {"name": "Beata Nowak", "email": "beata@leasow.example", "role": "door", "until": ""}

    answer = owner.post("/desk/people/add/", asked, follow=True)

    role = Role.objects.get(person__name="Beata Nowak")
    assert role.until is not None
    assert timedelta(days=2) < role.until - timezone.now() <= timedelta(days=3)
    assert "Beata Nowak can now sign in as Door helper" in answer.content.decode()
    assert Deed.objects.filter(words="made Beata Nowak Door helper at the desk").exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Type their name."),
        ("email", "beata", "That is not an e-mail address."),
        ("until", "2020-01-01", "That day has passed."),
        ("role", "king", "king"),
    ],
)
def test_a_mistake_is_said_plainly_and_nothing_is_lost(
    owner: Client, field: str, value: str, says: str
) -> None:
    asked = {"name": "Beata Nowak", "email": "beata@leasow.example", "role": "manager", "until": ""}

    answer = owner.post("/desk/people/add/", asked | {field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert ("Beata Nowak" in page) == (field != "name")
    assert not Person.objects.filter(name="Beata Nowak").exists()


def test_the_last_owner_cannot_be_sent_away(owner: Client, boss: Person) -> None:
    role = Role.objects.get(person=boss)

    answer = owner.post(f"/desk/people/{role.pk}/end/", follow=True)

    assert "Somebody has to be the owner" in answer.content.decode()
    assert owner.get("/desk/people/").status_code == 200


def test_an_officer_cannot_make_herself_owner(officer: Client) -> None:
    asked = {"name": "Olive Shah", "email": "olive@leasow.example", "role": "owner"}

    assert officer.post("/desk/people/add/", asked).status_code == 403
    assert not Role.objects.filter(name=Role.Name.OWNER).exists()


def test_settings_change_what_the_public_pages_say(owner: Client, hub: Hub, boss: Person) -> None:
    asked = {
        "name": "Community Action Leasow Vale",
        "place": "the Vale",
        "email": "hello@leasow.example",
        "your_name": "Winston Clarke",
        "your_email": "winston@leasow.example",
        "host": "evil.example",
        "slug": "stolen",
    }

    owner.post("/desk/settings/", asked)

    assert "around the Vale" in Client().get("/").content.decode()
    hub.refresh_from_db()
    assert (hub.host, hub.slug) == ("", "leasow-vale")


def test_the_old_address_is_told_when_sign_in_letters_move(
    owner: Client, settings: object, boss: Person
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    asked = {"name": "Community Action", "your_name": "Winston", "your_email": "w.clarke@leasow.example"}

    owner.post("/desk/settings/", asked)
    run_ready()

    assert [letter.to for letter in mail.outbox] == [["winston@leasow.example"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_number_of_questions_however_long(
    officer: Client, hub: Hub, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        put_in_outbox(hub, to_address=f"arthur{number}@vale.example", subject="Your place", text="Hello")
        give_role(hub, name="Arthur", email=f"a{number}@leasow.example", role=Role.Name.READER, by=None)

    for path, most in {"/desk/outbox/": 8, "/desk/people/": 7, "/desk/people/done/": 8}.items():
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            assert officer.get(path).status_code == 200


def test_a_letter_shows_no_private_link(officer: Client, hub: Hub, client: Client) -> None:
    Client().post("/sign-in/", {"email": "olive@leasow.example"})
    letter = Message.objects.get()

    page = officer.get(f"/desk/outbox/{letter.pk}/").content.decode()

    assert "{link}" in page
    assert "/sign-in/" not in page.partition("<main")[2]


def test_a_stuck_letter_is_tried_again(officer: Client, hub: Hub, settings: object) -> None:
    settings.EMAIL_BACKEND = "tests.web.closed_post_office.EmailBackend"  # type: ignore[attr-defined]
    letter = put_in_outbox(hub, to_address="arthur@vale.example", subject="Your place", text="Hello Arthur")
    run_ready()

    stuck = officer.get("/desk/outbox/?state=stuck").content.decode()
    assert "Could not be sent" in stuck

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    officer.post(f"/desk/outbox/{letter.pk}/again/")
    run_ready()

    letter.refresh_from_db()
    assert letter.state == Message.State.SENT
    assert [(sent.subject, sent.extra_headers["Message-ID"][1:37]) for sent in mail.outbox] == [
        ("Your place", str(letter.uid))
    ]


def test_line_breaks_in_a_subject_make_no_second_header(hub: Hub) -> None:
    letter = put_in_outbox(hub, to_address="a@b.example", subject="Hi\r\nBcc: all@b.example", text="Hello")

    assert letter.subject == "Hi Bcc: all@b.example"
