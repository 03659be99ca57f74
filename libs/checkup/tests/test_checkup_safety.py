"""Addresses that strangers type must never lead us inside. Nothing here can send a byte past loopback: the
sockets below either refuse to exist or are turned round to a test server, even if the guard were broken.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leasow_net import PUBLIC, FakeNet, look_through
from leasow_strangers import INSIDE, MISTYPED, TYPED
from leasow_web import answer, redirect, serving

from checkup import Outcome
from checkup.guard import is_public
from checkup.webaddress import BadAddressError, read_address

PAGE = answer("<title>Friends of Leasow Park</title><p>Welcome to the park.</p>")


@pytest.mark.parametrize("address", INSIDE)
def test_guard_when_an_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "::ffff:93.184.215.14", "2a00:1450::1"]
)
def test_guard_when_an_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", TYPED)
def test_nothing_is_dialled_when_the_address_is_not_public(address: str) -> None:
    net = FakeNet()
    report = look_through(net, address)

    assert (report.outcome, net.looked_up, net.dialled) == (Outcome.NOT_PUBLIC, [], [])


@pytest.mark.parametrize("address", MISTYPED)
def test_nothing_is_dialled_when_it_is_no_web_address(address: str) -> None:
    net = FakeNet()
    report = look_through(net, address)

    assert (report.outcome, net.looked_up, net.dialled) == (Outcome.BAD_ADDRESS, [], [])


@pytest.mark.parametrize("inside", [a for a in INSIDE if a and " " not in a])
def test_nothing_is_dialled_when_a_name_leads_inside(inside: str) -> None:
    net = FakeNet({"leasow.example": [[inside]]})
    report = look_through(net, "http://leasow.example/")

    assert (report.outcome, net.dialled) == (Outcome.NOT_PUBLIC, [])


def test_nothing_is_dialled_when_one_answer_of_several_leads_inside() -> None:
    net = FakeNet({"leasow.example": [[PUBLIC, "127.0.0.1"]]})

    assert look_through(net, "http://leasow.example/").outcome is Outcome.NOT_PUBLIC
    assert net.dialled == []


def test_the_checked_address_is_dialled_when_a_name_is_public() -> None:
    """The control for all of the above: this is what a visit looks like when it is let through."""
    net = FakeNet({"leasow.example": [[PUBLIC]]})

    assert look_through(net, "http://leasow.example/").outcome is Outcome.REFUSED
    assert net.dialled == [PUBLIC]


def test_the_net_would_notice_when_the_guard_is_off() -> None:
    net = FakeNet({"leasow.example": [["10.0.0.1"]]})
    look_through(net, "http://leasow.example/", allow_private=True)
    look_through(net, "http://192.168.1.1:8080/", allow_private=True)

    assert net.dialled == ["10.0.0.1", "192.168.1.1"]


def test_plain_http_is_tried_when_nobody_wrote_https_and_there_is_no_padlock() -> None:
    with serving({"/": PAGE}) as web:
        report = look_through(FakeNet({"leasow.example": [[PUBLIC]]}, web), "leasow.example")

    assert report.outcome is Outcome.LOOKED
    assert [page.url for page in report.pages] == ["http://leasow.example/"]


def test_every_look_up_is_checked_when_the_name_changes_its_answer() -> None:
    """First public for robots.txt, then private for the page: the second is refused before it is dialled."""
    with serving({"/": PAGE}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC], ["127.0.0.1"]]}, web)
        report = look_through(net, "http://leasow.example/")

    assert report.outcome is Outcome.NOT_PUBLIC
    assert net.dialled == [PUBLIC]
    assert web.paths == ["/robots.txt"]


def test_one_look_up_a_connection_when_all_is_well() -> None:
    with serving({"/": PAGE}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, web)
        report = look_through(net, "http://leasow.example/")

    assert report.outcome is Outcome.LOOKED
    reached = [host for host in net.looked_up if host in net.names]
    assert reached[:2] == ["leasow.example", "leasow.example"]
    assert len(reached) == len(net.dialled)
    assert "Host: leasow.example\r\n" in web.asked[1]


@pytest.mark.parametrize("to", [a for a in TYPED + MISTYPED if "://" in a and "\r" not in a and len(a) < 500])
def test_nothing_inside_is_dialled_when_a_public_site_redirects(to: str) -> None:
    with serving({"/": redirect(to.encode().decode("latin-1"))}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, web)
        report = look_through(net, "http://leasow.example/")

    assert not report.could_look
    assert set(net.dialled) == {PUBLIC}


def test_a_redirect_is_followed_when_it_stays_public() -> None:
    with serving({"/": redirect("http://www.leasow.example/home"), "/home": PAGE}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]], "www.leasow.example": [["1.1.1.1"]]}, web)
        report = look_through(net, "http://leasow.example/")

    assert report.outcome is Outcome.LOOKED
    assert [page.url for page in report.pages] == ["http://www.leasow.example/home"]
    assert net.dialled[:3] == [PUBLIC, PUBLIC, "1.1.1.1"]


def test_a_redirect_is_refused_when_its_name_leads_inside() -> None:
    with serving({"/": redirect("http://inside.example/")}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]], "inside.example": [["169.254.169.254"]]}, web)
        report = look_through(net, "http://leasow.example/")

    assert report.outcome is Outcome.NOT_PUBLIC
    assert set(net.dialled) == {PUBLIC}


@pytest.mark.parametrize(
    "address",
    [
        "facebook.com/LeasowPark",
        "https://www.instagram.com/leasow",
        "https://x.com/leasow",
        "https://uk.linkedin.com/",
    ],
)
def test_networks_are_never_fetched_when_they_are_a_groups_only_page(address: str) -> None:
    net = FakeNet()
    report = look_through(net, address, allow_private=True)

    assert (report.outcome, net.looked_up, net.dialled) == (Outcome.SOCIAL_ONLY, [], [])
    states = {finding.look: finding.state.value for finding in report.findings}
    assert states.pop("site-none") == "needs a decision"  # whether they would like a website
    assert set(states.values()) == {"does not apply"}


def test_facebook_is_never_fetched_when_a_website_redirects_there() -> None:
    with serving({"/": redirect("https://www.facebook.com/LeasowPark")}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, web)
        report = look_through(net, "http://leasow.example/")

    assert report.outcome is Outcome.SOCIAL_ONLY
    assert net.looked_up == ["leasow.example", "leasow.example"]


def test_the_environments_proxy_is_ignored_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    net = FakeNet({"leasow.example": [[PUBLIC]]})
    look_through(net, "http://leasow.example/")

    assert net.dialled == [PUBLIC]


def test_the_operators_proxy_is_used_when_it_is_set() -> None:
    with serving({"http://leasow.example/": PAGE}) as proxy:
        net = FakeNet({"egress.example": [["10.9.9.9"]]}, proxy)
        report = look_through(net, "http://leasow.example/", proxy="http://egress.example:3128")

    assert report.outcome is Outcome.LOOKED
    assert proxy.paths[:2] == ["http://leasow.example/robots.txt", "http://leasow.example/"]
    assert set(net.dialled) == {"10.9.9.9"}


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "http://inside.example/", "http://localhost/"])
def test_the_proxy_is_not_asked_when_the_address_is_private(address: str) -> None:
    net = FakeNet({"egress.example": [["10.9.9.9"]], "inside.example": [["10.0.0.1"]]})

    assert look_through(net, address, proxy="http://egress.example:3128").outcome is Outcome.NOT_PUBLIC
    assert net.dialled == []


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "//", "http://[", "http://1"]))
def test_reading_a_typed_address_when_it_could_be_anything(text: str, start: str) -> None:
    """Either refused, or rebuilt as a plain http(s) address of a public-looking host; the same read twice."""
    try:
        address = read_address(start + text)
    except BadAddressError:
        return
    assert address.port in (80, 443)
    assert "@" not in address.origin
    assert read_address(address.url).url == address.url
