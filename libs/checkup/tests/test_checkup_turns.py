"""Whose turn it is: websites, providers and blocks of addresses, across every visit."""

from __future__ import annotations

import asyncio
import time

import pytest
from leasow_net import PUBLIC, FakeNet, see_through
from leasow_web import answer, serving

from checkup import Asked, Came, Outcome, Settings, look_at_many
from checkup.units import block_of, registrable, site_of, unit_of
from checkup.webaddress import read_address

PAGE = "<title>Friends of Leasow Park</title><p>Welcome to the park.</p>"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("leasowpark.org.uk", "leasowpark.org.uk"),
        ("www.leasowpark.org.uk", "leasowpark.org.uk"),
        ("a.b.leasowpark.org.uk", "leasowpark.org.uk"),
        ("leasowpark.uk", "leasowpark.uk"),
        ("news.leasowpark.uk", "leasowpark.uk"),
        ("www.leasowpark.co.uk", "leasowpark.co.uk"),
        ("leasow.sch.uk", "leasow.sch.uk"),
        ("www.leasowpark.com.au", "leasowpark.com.au"),
        ("www.leasowpark.org", "leasowpark.org"),
        ("www.leasowpark.de", "leasowpark.de"),
        ("leasowpark.cymru", "leasowpark.cymru"),
        ("co.uk", "co.uk"),
    ],
)
def test_name_somebody_pays_for(host: str, name: str) -> None:
    assert registrable(host) == name


@pytest.mark.parametrize(
    ("one", "other", "same_unit", "same_site"),
    [
        ("https://leasowpark.wixsite.com/home", "https://runners.wixsite.com/home", True, False),
        ("https://leasow.wordpress.com/", "https://leasow.files.wordpress.com/a.jpg", True, False),
        ("https://leasow.blogspot.com/", "https://leasow.blogspot.co.uk/", True, False),
        ("https://www.leasow.org.uk/", "http://leasow.org.uk/", True, True),
        ("https://shop.leasow.org.uk/", "http://leasow.org.uk/", True, True),
        ("https://leasow.org.uk/", "https://wharf.org.uk/", False, False),
        ("https://sites.google.com/view/leasow", "https://www.google.com/", False, False),
    ],
)
def test_whom_two_addresses_burden(one: str, other: str, *, same_unit: bool, same_site: bool) -> None:
    a, b = read_address(one), read_address(other)

    assert (unit_of(a) == unit_of(b), site_of(a.host) == site_of(b.host)) == (same_unit, same_site)


def test_block_of_addresses_when_it_is_public_or_not() -> None:
    assert block_of("93.184.215.14") == block_of("93.184.215.200") == "93.184.215.0/24"
    assert block_of("2a00:1450:4009:815::200e") == "2a00:1450:4009::/48"
    assert (block_of("127.0.0.1"), block_of("10.1.2.3"), block_of("")) == ("", "", "")


class Book:
    """Turns that only note what was asked of them."""

    def __init__(self, wait: float = 0.0) -> None:
        self.keys: list[str] = []
        self.pauses: list[float] = []
        self._wait = wait

    async def turn(self, key: str, pause: float) -> None:
        self.keys.append(key)
        self.pauses.append(pause)
        await asyncio.sleep(self._wait)


def test_every_request_takes_its_turns_when_a_visit_goes_out() -> None:
    book = Book()
    with serving(
        {"/": answer(PAGE + "<a href='/contact'>Contact</a>"), "/contact": answer("<p>Jean")}
    ) as web:
        net = FakeNet({"www.leasow.org.uk": [[PUBLIC]]}, webs={80: web})
        see_through(net, "http://www.leasow.org.uk/", pace=book, pause=0.5)

    asked_of = net.dialled.count(PUBLIC)
    assert len(web.asked) < asked_of  # a knock at the door with the padlock, where nobody was in
    assert book.keys[:2] == ["leasow.org.uk", "93.184.215.0/24"]
    assert book.keys == ["leasow.org.uk", "93.184.215.0/24"] * asked_of
    assert set(book.pauses) == {0.5}


def test_crawl_delay_when_it_is_long_or_far_too_long() -> None:
    for asked, kept in (("5", 5.0), ("3600", 10.0)):
        book = Book()
        robots = answer(f"User-agent: *\nCrawl-delay: {asked}", kind="text/plain")
        with serving({"/robots.txt": robots, "/": answer(PAGE)}) as web:
            net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web})
            see_through(net, "http://leasow.example/", pace=book, pause=0.5)

        assert book.pauses[2] == kept


def test_waiting_for_a_turn_is_not_held_against_a_website() -> None:
    with serving({"/": answer(PAGE)}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web})
        seen = see_through(net, "http://leasow.example/", pace=Book(wait=0.4), site_seconds=1.2)

    assert seen.report.outcome is Outcome.LOOKED


class Full:
    """Turns that send everybody away."""

    async def turn(self, key: str, pause: float) -> None:
        raise LookupError(f"{key} is busy for an hour")


def test_visit_is_given_up_when_whoever_gives_turns_says_so() -> None:
    with pytest.raises(LookupError, match=r"leasow\.example is busy"):
        see_through(FakeNet({"leasow.example": [[PUBLIC]]}), "http://leasow.example/", pace=Full())


class Crowded:
    """Turns for everybody but the friends, who are crowded."""

    async def turn(self, key: str, pause: float) -> None:
        if key == "friends.example":
            raise LookupError(key)


def test_visit_goes_on_when_only_a_friends_website_is_crowded() -> None:
    with serving({"/": answer(PAGE + "<a href='http://friends.example/'>Friends</a>")}) as web:
        names = {"leasow.example": [[PUBLIC]], "friends.example": [["1.1.1.1"]]}
        net = FakeNet(names, webs={80: web})
        seen = see_through(net, "http://leasow.example/", pace=Crowded(), thorough=True)

    assert seen.report.outcome is Outcome.LOOKED
    assert [tried.there for tried in seen.arrival.links] == [None]


def all_of(asked: list[Asked], **more: object) -> list[Came]:
    async def go() -> list[Came]:
        return [
            came async for came in look_at_many(asked, settings=Settings(allow_private=True, pause=0), **more)
        ]  # type: ignore[arg-type]

    return asyncio.run(go())


def test_many_websites_when_they_are_looked_at_together() -> None:
    with serving({"/": answer(PAGE)}) as park, serving({"/": lambda _: time.sleep(0.5)}) as silent:
        asked = [Asked(park.url, name=n) for n in range(12)] + [
            Asked(silent.url, name="silent"),
            Asked("", name="none"),
        ]
        came = all_of(asked, at_once=5)

    outcomes = {one.asked.name: one.report.outcome for one in came if one.report}
    assert outcomes == {
        **dict.fromkeys(range(12), Outcome.LOOKED),
        "silent": Outcome.BROKE_OFF,
        "none": Outcome.NO_WEBSITE,
    }


def test_other_websites_when_one_visit_is_given_up() -> None:
    with serving({"/": answer(PAGE)}) as park:
        came = all_of([Asked(park.url), Asked("", name="none")], pace=Full())

    assert {type(one.given_up) for one in came} == {LookupError, type(None)}
    assert [one.report.outcome for one in came if one.report] == [Outcome.NO_WEBSITE]


def test_no_more_than_so_many_at_once_when_there_are_hundreds() -> None:
    taken = 0

    def claimed() -> object:
        nonlocal taken
        for _ in range(30):
            taken += 1
            yield Asked("")

    async def go() -> int:
        async for _ in look_at_many(claimed(), at_once=4):  # type: ignore[arg-type]
            return taken
        return 0

    assert asyncio.run(go()) == 4
