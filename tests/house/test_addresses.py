"""Every address of the site, known and unknown, as every kind of visitor: nobody sees more than they may."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Person, Role
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


@pytest.mark.parametrize("pattern", DESK, ids=named)
def test_each_role_is_let_in_as_the_table_says(staff: dict[str, Person], pattern: URLPattern) -> None:
    right: Right = pattern.callback.right  # type: ignore[attr-defined]
    let_in = {}
    for role, person in staff.items():
        client = sign_in(Client(raise_request_exception=True), person)
        let_in[role] = client.get(address(pattern)).status_code != 403

    assert let_in == {role: right in RIGHTS[role] for role in staff}


@pytest.mark.parametrize("pattern", DESK, ids=named)
def test_a_stranger_is_asked_to_sign_in(hub: Hub, client: Client, pattern: URLPattern) -> None:
    for answer in (client.get(address(pattern)), client.post(address(pattern))):
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize("pattern", ROUTES, ids=named)
def test_a_form_without_its_token_is_refused(staff: dict[str, Person], pattern: URLPattern) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), staff[Role.Name.OWNER])

    assert client.post(address(pattern)).status_code in {403, 405}


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
@pytest.mark.parametrize("pattern", ROUTES, ids=named)
def test_odd_methods_are_refused(staff: dict[str, Person], pattern: URLPattern, method: str) -> None:
    client = sign_in(Client(), staff[Role.Name.OWNER])

    assert getattr(client, method)(address(pattern)).status_code in {403, 404, 405}


@pytest.mark.parametrize("pattern", ROUTES, ids=named)
def test_nonsense_never_breaks_a_page(staff: dict[str, Person], pattern: URLPattern) -> None:
    client = sign_in(Client(), staff[Role.Name.OWNER])
    nonsense: dict[str, Any] = {
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

    assert client.get(address(pattern), nonsense).status_code < 500
    assert client.post(address(pattern), nonsense).status_code < 500
    assert client.post(address(pattern), b"{", content_type="application/json").status_code < 500


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
