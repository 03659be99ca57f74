"""Websites with a padlock: trusted through the operator's bundle, ended, of another name, or missing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from leasow_net import PUBLIC, FakeNet, arrive_through, look_through, see_through
from leasow_padlocks import Padlock
from leasow_web import answer, redirect, serving

from checkup import Outcome

PAGE = answer("<title>Friends of Leasow Park</title><p>Welcome to the park.</p>")
SITE = "https://leasow.example/"


@pytest.fixture(scope="module")
def padlock(tmp_path_factory: pytest.TempPathFactory) -> Padlock:
    return Padlock(tmp_path_factory.mktemp("padlock"), "leasow.example")


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Padlock:
    made = Padlock(tmp_path_factory.mktemp("ended"), "leasow.example", days=0)
    time.sleep(1.1)  # it ends in the second it was made
    return made


def trusting(padlock: Padlock) -> str:
    return str(padlock.file)


def test_site_with_a_padlock_when_the_operators_bundle_trusts_it(padlock: Padlock) -> None:
    with serving({"/": PAGE}, padlock.context) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: web})
        seen = see_through(net, SITE, ca_bundle=trusting(padlock))

    assert seen.report.outcome is Outcome.LOOKED
    assert set(net.dialled) == {PUBLIC}
    assert (seen.arrival.padlock, seen.arrival.padlock_problem, seen.arrival.padlock_days) == (True, "", 29)
    assert seen.arrival.plain_moves_on is None  # nobody answers without the padlock
    assert seen.arrival.ended_at == SITE


def test_days_left_when_a_certificate_ends_soon(tmp_path: Path) -> None:
    soon = Padlock(tmp_path, "leasow.example", days=5)
    with serving({"/": PAGE}, soon.context) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: web})

        assert arrive_through(net, SITE, ca_bundle=trusting(soon)).padlock_days == 4


def test_padlock_problem_when_nobody_vouches_for_it(padlock: Padlock) -> None:
    with serving({"/": PAGE}, padlock.context) as web:
        seen = see_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: web}), SITE)

    assert seen.report.outcome is Outcome.BAD_PADLOCK
    assert (seen.arrival.padlock, seen.arrival.padlock_problem) == (False, "not trusted")
    assert web.asked == []


def test_padlock_problem_when_it_is_somebody_elses(padlock: Padlock) -> None:
    with serving({"/": PAGE}, padlock.context) as web:
        net = FakeNet({"other.example": [[PUBLIC]]}, webs={443: web})
        seen = see_through(net, "https://other.example/", ca_bundle=trusting(padlock))

    assert seen.report.outcome is Outcome.BAD_PADLOCK
    assert (seen.arrival.padlock, seen.arrival.padlock_problem) == (False, "another name")
    assert web.asked == []


def test_padlock_problem_when_it_has_ended(ended: Padlock) -> None:
    with serving({"/": PAGE}, ended.context) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: web})
        seen = see_through(net, SITE, ca_bundle=trusting(ended))

    assert seen.report.outcome is Outcome.BAD_PADLOCK
    assert (seen.arrival.padlock, seen.arrival.padlock_problem) == (False, "expired")


def test_page_is_read_without_the_padlock_when_nobody_wrote_https(ended: Padlock) -> None:
    with serving({"/": PAGE}, ended.context) as locked, serving({"/": PAGE}) as plain:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: locked, 80: plain})
        seen = see_through(net, "leasow.example", ca_bundle=trusting(ended))

    assert seen.report.outcome is Outcome.LOOKED
    assert [page.url for page in seen.report.pages] == ["http://leasow.example/"]
    assert (seen.arrival.padlock, seen.arrival.padlock_problem) == (False, "expired")
    assert seen.arrival.plain_moves_on is False


def test_padlock_is_the_trouble_when_there_is_no_way_round_it(ended: Padlock) -> None:
    with serving({"/": PAGE}, ended.context) as locked:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: locked})

        assert look_through(net, "leasow.example", ca_bundle=trusting(ended)).outcome is Outcome.BAD_PADLOCK


def test_plain_address_when_it_moves_on_to_the_padlock(padlock: Padlock) -> None:
    with serving({"/": PAGE}, padlock.context) as locked, serving({"/": redirect(SITE)}) as plain:
        names = {"leasow.example": [[PUBLIC]]}
        for address in (SITE, "leasow.example", "http://leasow.example"):
            net = FakeNet(names, webs={443: locked, 80: plain})
            arrival = arrive_through(net, address, ca_bundle=trusting(padlock))

            assert (arrival.padlock, arrival.plain_moves_on, arrival.ended_at) == (True, True, SITE)


def test_plain_address_when_it_stays_without(padlock: Padlock) -> None:
    with serving({"/": PAGE}, padlock.context) as locked, serving({"/": PAGE}) as plain:
        for address in (SITE, "http://leasow.example"):
            net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={443: locked, 80: plain})
            arrival = arrive_through(net, address, ca_bundle=trusting(padlock))

            assert (arrival.padlock, arrival.plain_moves_on) == (True, False)


def test_no_padlock_when_nobody_is_behind_that_door() -> None:
    with serving({"/": PAGE}) as plain:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: plain})
        arrival = arrive_through(net, "leasow.example")

    assert (arrival.padlock, arrival.padlock_problem, arrival.plain_moves_on) == (False, "", False)


@pytest.mark.parametrize(
    ("typed", "works", "told"),
    [
        ("leasow.example", {"leasow.example"}, "www"),
        ("www.leasow.example", {"www.leasow.example"}, "bare"),
        ("leasow.example", {"www.leasow.example"}, "bare"),
        ("www.leasow.example", {"leasow.example"}, "www"),
        ("leasow.example", {"leasow.example", "www.leasow.example"}, ""),
        ("hall.leasow.example", {"hall.leasow.example"}, ""),
    ],
)
def test_both_spellings_when_only_some_work(typed: str, works: set[str], told: str) -> None:
    with serving({"/": PAGE}) as plain:
        seen = see_through(FakeNet({name: [[PUBLIC]] for name in works}, webs={80: plain}), typed)

    assert seen.report.outcome is Outcome.LOOKED
    assert seen.arrival.www_differs == told


def test_name_nobody_has_when_neither_spelling_works() -> None:
    net = FakeNet()

    assert look_through(net, "leasow.example").outcome is Outcome.NO_SUCH_NAME
    assert net.looked_up == ["leasow.example", "www.leasow.example"]
