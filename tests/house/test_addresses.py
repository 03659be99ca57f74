"""Every address of the site, known and unknown, as every kind of visitor: nobody sees more than they may."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Allowance, Hub, Person, Role
from bandstand.people.rights import RIGHTS, Right
from tests.conftest import sign_in

STAND_INS: dict[str, object] = {
    "IntConverter": 999_999,
    "SlugConverter": "nothing-here",
    "StringConverter": "x",
    "UUIDConverter": uuid.UUID(int=1),
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


ROUTES = [pattern for pattern in patterns() if pattern.name]
DESK = [pattern for pattern in ROUTES if getattr(pattern.callback, "right", None) is not None]


def address(pattern: URLPattern) -> str:
    fillers = {
        name: STAND_INS[type(converter).__name__] for name, converter in pattern.pattern.converters.items()
    }
    return reverse(str(pattern.name), kwargs=fillers)


def named(pattern: URLPattern) -> str:
    return str(pattern.name)


def test_every_address_has_a_name_and_says_who_may_come_in() -> None:
    unsaid = [str(one.pattern) for one in patterns() if not one.name or not hasattr(one.callback, "right")]

    assert unsaid == []


def test_everything_under_the_desk_is_guarded() -> None:
    open_ones = [address(one) for one in ROUTES if address(one).startswith("/desk/") and one not in DESK]

    assert open_ones == []


@pytest.fixture
def staff(hub: Hub) -> dict[str, Person]:
    """One person for each role."""
    return {
        role: give_role(hub, name=label, email=f"{role}@leasow.example", role=role, by=None).person
        for role, label in Role.Name.choices
    }


@pytest.mark.parametrize("role", Role.Name.values)
def test_each_role_is_let_in_as_the_table_says(staff: dict[str, Person], role: str) -> None:
    client = sign_in(Client(raise_request_exception=True), staff[role])

    let_in = {named(one): client.get(address(one)).status_code != 403 for one in DESK}
    assert let_in == {named(one): right_of(one) in RIGHTS[role] for one in DESK}


def right_of(pattern: URLPattern) -> Right:
    right: Right = pattern.callback.right  # type: ignore[attr-defined]
    return right


def test_a_stranger_is_asked_to_sign_in(hub: Hub, client: Client) -> None:
    for one in DESK:
        for answer in (client.get(address(one)), client.post(address(one))):
            asked = (answer.status_code, answer.headers.get("Location", "").partition("?")[0])
            assert (named(one), asked) == (named(one), (302, "/sign-in/"))


def test_a_form_without_its_token_is_refused(staff: dict[str, Person]) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), staff[Role.Name.OWNER])

    answers = {named(one): client.post(address(one)).status_code for one in ROUTES}
    assert {name: code for name, code in answers.items() if code not in {403, 405}} == BY_KEY


BY_KEY = {"day-send": 404, "day-wiped": 404}
"""A phone sends by its own key and no cookie, so there is no token; here, of no gathering there is."""


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_odd_methods_are_refused(staff: dict[str, Person], method: str) -> None:
    client = sign_in(Client(), staff[Role.Name.OWNER])

    answers = {named(one): getattr(client, method)(address(one)).status_code for one in ROUTES}
    assert {name: code for name, code in answers.items() if code not in {403, 404, 405}} == {}


NONSENSE: dict[str, Any] = {
    "q": "NEAR(\"'; DROP TABLE--\x00%_" * 40,
    "page": "-1e9",
    "kind": "\u202e\U0001f388",
    "near": "QQ1 1QQ" * 50,
    "from": "31/02/20256",
    "to": "yesterday",
    "state": "' OR 1=1",
    "area": "9" * 400,
    "for": "not-a-uid",
    "show": "\r\nSet-Cookie: a=b",
}


@pytest.mark.parametrize("way", ["asked", "sent", "as JSON"])
def test_nonsense_never_breaks_a_page(staff: dict[str, Person], way: str) -> None:
    client, owner = Client(), staff[Role.Name.OWNER]
    ways = {
        "asked": lambda where: client.get(where, NONSENSE),
        "sent": lambda where: client.post(where, NONSENSE),
        "as JSON": lambda where: client.post(where, b"{", content_type="application/json"),
    }

    answers = {}
    for one in ROUTES:
        owner.refresh_from_db()
        sign_in(client, owner)  # each time, for one of the pages signs people out
        answers[named(one)] = ways[way](address(one)).status_code
        Allowance.objects.all().delete()  # so that the next page is not spared as one form too many
    assert {name: code for name, code in answers.items() if code >= 500} == {}


HEADERS = {
    "Content-Security-Policy": "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=()",
}


@pytest.mark.parametrize(
    "path", ["/", "/whats-on/", "/groups/", "/sign-in/", "/nowhere/", "/desk/", "/health/"]
)
def test_every_answer_carries_the_safety_headers(hub: Hub, client: Client, path: str) -> None:
    answer = client.get(path)

    assert {name: words in answer.headers[name] for name, words in HEADERS.items()} == dict.fromkeys(
        HEADERS, True
    )
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_pages_for_one_person_stay_out_of_caches(officer: Client) -> None:
    assert "no-store" in officer.get("/desk/").headers["Cache-Control"]
    assert "no-store" in officer.get("/groups/").headers["Cache-Control"]


def test_reading_the_public_pages_sets_no_cookie(hub: Hub, client: Client) -> None:
    for path in ("/", "/whats-on/", "/groups/", "/what-changed/", "/privacy/", "/accessibility/"):
        assert client.get(path).cookies == {}, path


def test_a_host_name_we_do_not_serve_is_refused(hub: Hub, client: Client) -> None:
    assert client.get("/", headers={"host": "evil.test"}).status_code == 400


def test_the_other_hubs_rows_are_not_there(hub: Hub, officer: Client) -> None:
    """A signed-in officer of one hub is a stranger on the other hub's host name."""
    other = Hub.objects.create(name="Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")

    with hub_scope(other):
        assert officer.get("/desk/", headers={"host": "harrow.example"}).status_code == 302
