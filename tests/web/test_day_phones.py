"""Phones at the door of the site: what a key opens, and what it does not."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.phones import let_in, tell_to_forget
from bandstand.gatherings.models import DayEntry, Gathering, Phone
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import token_of
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.models import Hub, Person, PrivateLink
from tests.borough import make_arrival, make_gathering, make_group, make_kinds
from tests.conftest import sign_in
from tests.gatherings.entries import entry

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


class Held:
    """A phone with its key; it has no cookies."""

    def __init__(self, gathering: Gathering, **more: Any) -> None:
        let = let_in(gathering, by=None, **more)
        self.phone, self.key, self.at = let.phone, let.key, f"/day/{gathering.slug}"
        self._client = Client(enforce_csrf_checks=True)

    def ask(self, what: str, sent: object = None, *, key: str = "", **more: Any) -> Any:
        more["HTTP_AUTHORIZATION"] = f"Bearer {key or self.key}"
        path = f"{self.at}/{what}/"
        if sent is None:
            return self._client.get(path, **more)
        return self._client.post(path, json.dumps(sent), content_type="application/json", **more)

    def send(self, *came: object, version: int | None = None, **more: Any) -> Any:
        clock = timezone.now().isoformat()
        return self.ask("send", {"clock": clock, "version": version, "entries": list(came)}, **more)


def test_a_phone_is_let_in_at_the_desk_and_takes_the_pack_along(surgery: Gathering, officer: Client) -> None:
    make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    make_arrival(surgery, "Meena Patel")

    made = officer.post(f"/day/{surgery.slug}/phone/").json()

    assert sorted(made) == ["expires", "key", "phone"]
    pack = Client().get(f"/day/{surgery.slug}/pack/", HTTP_AUTHORIZATION=f"Bearer {made['key']}").json()
    assert (pack["format"], pack["may"], pack["until"]) == (1, "door", made["expires"])
    assert pack["gathering"]["title"] == surgery.title
    assert [group[1:] for group in pack["groups"]] == [["Mill Green Runners", "sports-club"]]
    assert [person["name"] for person in pack["state"]["people"]] == ["Meena Patel"]
    assert not PrivateLink.objects.filter(digest__contains=made["key"]).exists()


def test_what_is_sent_is_seen_and_what_is_not_new_is_not_told(surgery: Gathering) -> None:
    held = Held(surgery)
    arthur = entry("walked_in", name="Arthur Pym")

    told = held.send(arthur, entry("teleported")).json()

    assert (told["seen"], len(told["refused"])) == ([arthur["id"]], 1)
    assert [person["name"] for person in told["state"]["people"]] == ["Arthur Pym"]
    again = held.send(arthur, version=told["version"]).json()
    assert (again["seen"], again["version"], again["state"]) == ([arthur["id"]], told["version"], None)
    make_arrival(surgery, "Meena Patel")
    assert len(held.send(version=told["version"]).json()["state"]["people"]) == 2


def test_a_wrong_key_opens_nothing(surgery: Gathering, officer: Client) -> None:
    held, other = Held(surgery), Held(make_gathering(surgery.hub, "Another surgery"))

    for key in ("", "nonsense", other.key, "x" * 5000):
        assert held.ask("pack", key=key or "-").status_code == 403
        assert held.send(entry("ticked", helping=False), key=key or "-").status_code == 403
    assert officer.get(f"/day/{surgery.slug}/pack/").status_code == 403  # signed in is no key
    assert officer.post(f"/day/{surgery.slug}/send/", {}, content_type="application/json").status_code == 403
    assert DayEntry.objects.count() == 0


def test_a_key_of_another_hub_is_a_stranger(surgery: Gathering) -> None:
    harrow = open_hub("Harrow Hub", slug="harrow", host="harrow.example")
    with hub_scope(harrow):
        make_kinds(harrow)
        theirs = make_gathering(harrow, surgery.title, starts_at=surgery.starts_at)
        held = Held(theirs)
    Hub.objects.filter(pk=surgery.hub_id).update(host="leasow.example")

    assert theirs.slug == surgery.slug
    assert held.ask("pack", HTTP_HOST="leasow.example").status_code == 403
    held.at = "/day/nowhere"
    assert held.ask("pack", HTTP_HOST="harrow.example").status_code == 404
    held.at = f"/day/{theirs.slug}"
    assert held.ask("pack", HTTP_HOST="harrow.example").status_code == 200


def test_whoever_tries_out_keys_is_slowed_down(surgery: Gathering) -> None:
    held = Held(surgery)

    answers = [held.ask("pack", key=f"guess-{number}").status_code for number in range(65)]

    assert (answers[0], answers[-1]) == (403, 429)
    assert held.ask("pack").status_code == 200


def test_an_expired_key_reads_nothing_and_still_brings_what_was_done(surgery: Gathering) -> None:
    held, arthur = Held(surgery), entry("walked_in", name="Arthur Pym", ago=60)
    ended = timezone.now() - timedelta(days=1)
    Phone.objects.update(expires_at=ended)

    assert (held.ask("pack").status_code, held.ask("pack").json()) == (410, {"why": "expired"})
    assert held.send().status_code == 410
    told = held.send(arthur)
    assert (told.status_code, told.json()["seen"], told.json()["state"]) == (200, [arthur["id"]], None)
    Phone.objects.update(expires_at=timezone.now() - timedelta(days=15))
    assert held.send(entry("ticked", helping=True)).status_code == 410


def test_a_phone_told_to_forget_is_told_so_until_it_has(surgery: Gathering, olive: Person) -> None:
    held = Held(surgery)
    assert tell_to_forget(held.phone, by=olive) is True

    assert (held.ask("pack").status_code, held.ask("pack").json()) == (410, {"why": "forget"})
    assert held.send(entry("ticked", helping=True)).json() == {"why": "forget"}
    assert held.ask("wiped", {}).status_code == 200
    assert held.ask("wiped", {}).status_code == 200
    assert Phone.objects.get().wiped_at is not None
    assert DayEntry.objects.count() == 0


@pytest.mark.parametrize(
    "sent", ["{", "[]", "null", '{"entries": {}}', '{"entries": ' + "[" * 100_000, "\x00"]
)
def test_what_is_no_letter_of_a_phone_is_refused_plainly(surgery: Gathering, sent: str) -> None:
    held = Held(surgery)

    answer = Client().post(
        f"{held.at}/send/", sent, content_type="text/plain", HTTP_AUTHORIZATION=f"Bearer {held.key}"
    )

    assert (answer.status_code, answer.json()) == (400, {"why": "words"})


def test_more_than_a_megabyte_is_refused(surgery: Gathering) -> None:
    answer = Held(surgery).send({"words": "x" * 1024 * 1024})

    assert (answer.status_code, answer.json()) == (413, {"why": "size"})


def test_no_cookie_is_set_or_needed(surgery: Gathering) -> None:
    held = Held(surgery)

    for answer in (held.ask("pack"), held.send(entry("ticked", helping=False)), held.ask("wiped", {})):
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
        assert answer["Cache-Control"] == "no-store"


def test_a_helper_sees_first_names_of_those_here_and_no_more(surgery: Gathering) -> None:
    make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    meena = make_arrival(surgery, "Meena Patel")
    meena.wants = "Our page was taken over"
    meena.save()
    door, own = Held(surgery), Held(surgery, may="helper")
    door.send(entry("noted", helped=[str(meena.uid)], result="fixed", words="A secret"))

    pack = own.ask("pack").json()

    assert (pack["groups"], pack["known"], pack["may"]) == ([], [], "helper")
    assert [(one["name"], one["wants"]) for one in pack["state"]["people"]] == [("Meena P.", "")]
    assert pack["state"]["notes"] == []
    mine = entry("noted", helped=[str(meena.uid)], result="fixed", words="My own")
    assert [note["words"] for note in own.send(mine).json()["state"]["notes"]] == ["My own"]


def test_the_page_of_the_app_is_for_the_desk_or_for_a_helper_with_a_key(
    surgery: Gathering, officer: Client, hub: Hub
) -> None:
    at = f"/day/{surgery.slug}/"
    reader = give_role(hub, name="Ray", email="ray@leasow.example", role="reader", by=None).person

    assert "data-forgery" in officer.get(at).content.decode()
    assert Client().get(at).headers["Location"].startswith("/sign-in/")
    assert sign_in(Client(), reader).get(at).status_code == 403
    shell = Client().get(f"{at}?helper=1").content.decode()
    assert "data-forgery" not in shell


def test_sixty_people_cost_as_many_queries_as_three(
    surgery: Gathering,
) -> None:
    held = Held(surgery)

    def room(many: int) -> tuple[int, int]:
        for number in range(many):
            row = make_arrival(surgery, f"Person {number} of {many}", helping=number % 3 == 0)
            row.groups.add(make_group(surgery.hub, f"Group {number} of {many}"))
            others = [str(row.uid), str(make_arrival(surgery, f"Other {number} of {many}").uid)]
            held.send(
                entry("sat", members=others), entry("met", who=others),
                entry("noted", helped=others[1:], helpers=others[:1], result="fixed"),
            )  # fmt: skip
        with CaptureQueriesContext(connection) as reading:
            held.ask("pack")
        with CaptureQueriesContext(connection) as writing:
            held.send(entry("walked_in", name=f"Last of {many}"))
        return len(reading), len(writing)

    assert room(3) == room(20)


def test_a_code_on_the_table_lets_a_helper_s_phone_in_and_looking_changes_nothing(
    surgery: Gathering, officer: Client
) -> None:
    make_arrival(surgery, "Meena Patel")
    page = officer.post(f"/desk/gatherings/{surgery.slug}/day/phones/code/", {"make": "1"}, follow=True)
    assert "Stop this code" in page.content.decode()
    link = PrivateLink.objects.get(purpose="day")
    door = f"/d/{token_of(link)}/"
    stranger = Client()

    for _ in range(2):
        assert stranger.get(door).status_code == 200
        assert stranger.head(door).status_code == 200
    assert Phone.objects.count() == 0
    sent = stranger.post(door, {"label": "Gareth\x00 "})

    where, _, secret = sent.headers["Location"].partition("#")
    told = parse_qs(secret)
    assert (sent.status_code, where) == (302, f"/day/{surgery.slug}/?helper=1")
    assert (Phone.objects.get().label, Phone.objects.get().may, told["may"]) == (
        "Gareth",
        "helper",
        ["helper"],
    )
    key = f"Bearer {told['key'][0]}"
    pack = Client().get(f"/day/{surgery.slug}/pack/", HTTP_AUTHORIZATION=key).json()
    assert [person["name"] for person in pack["state"]["people"]] == ["Meena P."]


def test_a_stopped_code_lets_nobody_else_in(surgery: Gathering, officer: Client) -> None:
    code = f"/desk/gatherings/{surgery.slug}/day/phones/code/"
    officer.post(code, {"make": "1"})
    first = f"/d/{token_of(PrivateLink.objects.get(purpose='day'))}/"
    officer.post(code, {"make": "1"})
    second = f"/d/{token_of(PrivateLink.objects.filter(purpose='day').latest('pk'))}/"
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)

    officer.post(code, {"stop": "1"})

    for door in (first, second, "/d/nonsense/"):
        assert Client().get(door).status_code == 404
        assert Client().post(door, {}).status_code == 404
    assert Phone.objects.count() == 0
    card = officer.get(f"/desk/gatherings/{surgery.slug}/day/phones/card/")
    assert "There is no code just now" in card.content.decode()


def test_the_desk_lists_phones_and_tells_one_to_forget(
    surgery: Gathering, officer: Client, olive: Person
) -> None:
    held = Held(surgery, label="Gareth", may="helper")
    let_in(surgery, by=olive, label="Android phone")
    at = f"/desk/gatherings/{surgery.slug}/day/phones/"
    shown = officer.get(at).content.decode()
    assert f"{olive.name}’s Android phone" in shown
    assert 'Tell it to forget<span class="unseen">: Gareth<' in shown

    page = officer.post(f"{at}{held.phone.uid}/forget/", follow=True).content.decode()

    assert "Told to forget" in page
    assert held.ask("pack").json() == {"why": "forget"}
    other = make_gathering(surgery.hub, "Another surgery")
    stray = f"/desk/gatherings/{other.slug}/day/phones/{held.phone.uid}/forget/"
    assert officer.post(stray).status_code == 404


def test_this_phone_gets_ready_from_the_evening_before(hub: Hub, officer: Client) -> None:
    for hours, offered in ((29, True), (31, False), (-1, True)):
        gathering = make_gathering(hub, f"In {hours}", starts_at=timezone.now() + timedelta(hours=hours))
        page = officer.get(f"/desk/gatherings/{gathering.slug}/").content.decode()
        assert (hours, "Get this phone ready" in page) == (hours, offered)


def test_phones_cost_the_same_however_many(
    surgery: Gathering, officer: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    at = f"/desk/gatherings/{surgery.slug}/day/phones/"
    with CaptureQueriesContext(connection) as asked:
        officer.get(at)
    for number in range(3):
        Held(surgery, label=f"Phone {number}")

    with django_assert_max_num_queries(len(asked) + 1):
        officer.get(at)
