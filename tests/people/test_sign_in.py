"""Olive the officer signs in from the desk computer; scanners, strangers and forwarded letters do not."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from bandstand.jobs.runner import run_ready
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import in_days, make_link, token_of
from bandstand.people.actions.roles import console_link, end_role
from bandstand.people.models import (
    Hub,
    Message,
    Person,
    PrivateLink,
    Role,
    SignInRequest,
)


@pytest.fixture(autouse=True)
def letters_in_memory(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]


def ask(client: Client, email: str = "olive@leasow.example") -> tuple[str, str]:
    """Ask for a letter; return the link's path and the code in it."""
    client.post("/sign-in/", {"email": email})
    run_ready()
    text = str(mail.outbox[-1].body)
    path = re.search(r"http://[^/]+(/sign-in/\S+)", text)
    code = re.search(r"one: (\w{8})", text)
    assert path
    assert code
    return path[1], code[1]


def is_in(client: Client) -> bool:
    return client.get("/desk/people/done/").status_code == 200


def test_the_letter_signs_in_by_its_button(client: Client, olive: Person) -> None:
    path, _ = ask(client)

    assert client.get(path).status_code == 200
    assert not is_in(client)
    assert client.post(path).headers["Location"] == "/desk/"
    assert is_in(client)


def test_the_typed_code_signs_in_where_it_was_asked_for(client: Client, olive: Person) -> None:
    _, code = ask(client)

    answer = client.post("/sign-in/code/", {"code": f" {code[:4].lower()}-{code[4:]} "})

    assert answer.headers["Location"] == "/desk/"
    assert is_in(client)


def test_looking_at_the_link_changes_nothing(client: Client, olive: Person) -> None:
    path, _ = ask(client)
    scanner = Client()

    for _ in range(5):
        assert scanner.get(path).status_code == 200
        assert scanner.head(path).status_code == 200

    assert not is_in(scanner)
    client.post(path)
    assert is_in(client)


def test_the_link_does_not_sign_in_another_browser(client: Client, olive: Person) -> None:
    path, code = ask(client)
    elsewhere = Client()

    answer = elsewhere.post(path)

    assert not is_in(elsewhere)
    assert code in answer.content.decode()
    assert elsewhere.post("/sign-in/code/", {"code": code}).headers["Location"] == "/sign-in/"


def test_link_and_code_work_once(client: Client, olive: Person) -> None:
    path, code = ask(client)
    cookies = client.cookies.copy()
    client.post(path)

    again = Client()
    again.cookies = cookies
    assert again.post(path).status_code == 404
    again.post("/sign-in/code/", {"code": code})
    assert not is_in(again)


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_once_sign_in_once(client: Client, olive: Person) -> None:
    path, _ = ask(client)

    def press(_: int) -> bool:
        one = Client()
        one.cookies = client.cookies.copy()
        try:
            return one.post(path).status_code == 302
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as presses:
        assert sum(presses.map(press, range(20))) == 1


def test_a_newer_letter_ends_the_older(client: Client, olive: Person) -> None:
    path, _ = ask(client)
    ask(client)

    assert client.post(path).status_code == 404


def test_the_letter_ends_after_a_quarter_of_an_hour(client: Client, olive: Person) -> None:
    path, code = ask(client)
    past = timezone.now() - timedelta(seconds=1)
    SignInRequest.objects.update(expires_at=past)
    PrivateLink.objects.update(expires_at=past)

    assert client.post(path).status_code == 404
    assert client.post("/sign-in/code/", {"code": code}).status_code == 422


def test_five_wrong_codes_end_the_right_one(client: Client, olive: Person) -> None:
    _, code = ask(client)
    for _ in range(5):
        assert client.post("/sign-in/code/", {"code": "WRONGONE"}).status_code == 422

    assert client.post("/sign-in/code/", {"code": code}).status_code == 422
    assert not is_in(client)


def test_a_stranger_gets_the_same_answer_and_no_letter(client: Client, olive: Person) -> None:
    known = client.post("/sign-in/", {"email": "olive@leasow.example"})
    unknown = Client().post("/sign-in/", {"email": "stranger@elsewhere.example"})
    run_ready()

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [letter.to for letter in mail.outbox] == [["olive@leasow.example"]]


def test_nothing_that_opens_is_kept(client: Client, olive: Person) -> None:
    path, code = ask(client)
    token = path.strip("/").rpartition("/")[2]

    kept = str(list(Message.objects.values())) + str(list(PrivateLink.objects.values()))
    kept += str(list(SignInRequest.objects.values()))
    assert "{link}" in kept
    assert token not in kept
    assert code not in kept


def test_ten_letters_an_hour_reach_one_mailbox_whatever_its_spelling(client: Client, olive: Person) -> None:
    for _ in range(14):
        Client().post("/sign-in/", {"email": "OLIVE@leasow.example"}, REMOTE_ADDR=f"10.0.0.{_}")
    run_ready()

    assert len(mail.outbox) == 10


def test_asking_too_often_is_refused_whatever_the_forwarded_header_says(
    client: Client, olive: Person
) -> None:
    answers = [
        client.post("/sign-in/", {"email": "x@y.example"}, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
        for n in range(22)
    ]

    assert [answer.status_code for answer in answers].count(429) == 2
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_the_session_id_changes_on_signing_in(client: Client, olive: Person) -> None:
    client.get("/sign-in/")
    path, _ = ask(client)
    before = client.session.session_key
    client.post(path)

    assert client.session.session_key != before


def test_an_ended_role_is_signed_out_at_once(officer: Client, olive: Person) -> None:
    assert is_in(officer)

    end_role(Role.objects.get(person=olive), by=olive)

    assert not is_in(officer)


def test_signing_out_everywhere_ends_the_other_browser(officer: Client, olive: Person) -> None:
    cookies = officer.cookies.copy()
    officer.post("/sign-out/", {"everywhere": "1"})

    other = Client()
    other.cookies = cookies
    assert not is_in(other)


def test_the_terminals_link_signs_in_once_and_not_by_looking(client: Client, hub: Hub, olive: Person) -> None:
    path = f"/welcome/{token_of(console_link(olive))}/"

    assert "Olive Shah" in client.get(path).content.decode()
    assert not is_in(client)
    assert client.post(path).status_code == 302
    assert is_in(client)
    assert Client().post(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 43, "../desk", "%00", "é" * 20])
def test_forged_links_are_plainly_dead(client: Client, hub: Hub, token: str) -> None:
    for way in ("sign-in", "welcome"):
        answer = client.get(f"/{way}/{token}/")
        assert answer.status_code == 404


def test_a_link_of_another_purpose_is_dead(client: Client, hub: Hub, olive: Person) -> None:
    link = make_link(hub, PrivateLink.Purpose.BOOKING, olive.uid, expires_at=in_days(1))

    assert client.post(f"/welcome/{token_of(link)}/").status_code == 404


def test_a_link_of_another_hub_is_dead(client: Client, hub: Hub, olive: Person) -> None:
    other = Hub.objects.create(name="Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")
    Hub.objects.filter(pk=hub.pk).update(host="leasow.example")
    with hub_scope(hub):
        path = f"/welcome/{token_of(console_link(olive))}/"

    assert client.post(path, headers={"host": other.host}).status_code == 404
    assert client.post(path, headers={"host": "leasow.example"}).status_code == 302


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_off_the_site(client: Client, olive: Person, wanted: str) -> None:
    client.post("/sign-in/", {"email": "olive@leasow.example", "next": wanted})
    run_ready()
    code = re.search(r"one: (\w{8})", str(mail.outbox[-1].body))
    assert code

    assert client.post("/sign-in/code/", {"code": code[1]}).headers["Location"] == "/desk/"
