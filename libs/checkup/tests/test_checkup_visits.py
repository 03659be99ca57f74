"""Whole visits to websites of Leasow Vale on loopback: good, odd and hostile. All with short patience."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import time
from collections.abc import Callable

import pytest
from leasow_web import Reply, Web, answer, redirect, serving

from checkup import LOOKS, KnownPlaces, Outcome, Report, Settings, State, look

QUICK = Settings(
    allow_private=True, pause=0, connect_seconds=1, total_seconds=1.5, site_seconds=8, parse_seconds=5
)
KNOWN = KnownPlaces((("facebook", "https://www.facebook.com/LeasowPark"),), "Friends of Leasow Park")
HEAD = "<!doctype html><title>Friends of Leasow Park</title><meta name=viewport content='width=device-width'>"
FRONT = (
    HEAD
    + "<p>Welcome to the park.</p><nav><a href='/contact'>Contact</a> <a href='/about'>About us</a></nav>"
)
LINK = "<footer><a href='https://www.facebook.com/LeasowPark'>Facebook</a></footer>"


def visit(
    replies: dict[str, Reply], settings: Settings = QUICK, known: KnownPlaces = KNOWN
) -> tuple[Report, Web]:
    with serving(replies) as web:
        return look(web.url, known=known, settings=settings), web


def state_of(report: Report, look_id: str) -> State:
    return next(f.state for f in report.findings if f.look == look_id)


def test_report_when_the_site_lacks_its_facebook_link() -> None:
    report, web = visit(
        {"/": answer(FRONT), "/contact": answer("<p>Ring Jean Barlow."), "/about": answer("<p>Us.")}
    )

    assert report.outcome is Outcome.LOOKED
    assert web.paths == ["/robots.txt", "/", "/contact", "/about"]
    assert [page.outcome for page in report.pages] == [Outcome.LOOKED] * 3
    assert state_of(report, "fb-link") is State.EASY_WIN
    assert state_of(report, "phone-size") is State.GOOD
    assert report.started <= report.finished
    assert report.started.utcoffset() is not None


def test_report_when_an_inner_page_has_the_link() -> None:
    report, _ = visit({"/": answer(FRONT), "/contact": answer(LINK)})

    assert state_of(report, "fb-link") is State.GOOD
    assert [account.key for account in report.own_accounts] == ["facebook:leasowpark"]
    assert report.pages[2].outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("status", ["500 Oh dear", "503 Busy", "403 No"])
def test_nothing_is_missing_when_a_page_further_in_would_not_open(status: str) -> None:
    report, _ = visit({"/": answer(FRONT), "/contact": answer(LINK, status=status)})

    assert report.outcome is Outcome.LOOKED
    assert state_of(report, "fb-link") is State.COULD_NOT_CHECK
    assert state_of(report, "about") is State.EASY_WIN  # of the first page, which did open


def test_what_is_missing_when_a_page_further_in_is_gone() -> None:
    report, _ = visit({"/": answer(FRONT)})

    assert report.pages[1].outcome is Outcome.NOT_FOUND
    assert state_of(report, "fb-link") is State.EASY_WIN


def test_nothing_is_missing_when_our_time_ran_out() -> None:
    settings = Settings(allow_private=True, pause=0, total_seconds=5, site_seconds=1)
    report, _ = visit({"/": answer(FRONT), "/contact": lambda _: time.sleep(3)}, settings)

    assert state_of(report, "fb-link") is State.COULD_NOT_CHECK


def test_report_when_turned_into_json() -> None:
    report, web = visit({"/": answer(FRONT + LINK)})
    told = json.loads(report.to_json())

    assert told["site"] == web.url
    assert told["outcome"] == "looked"
    assert [f["look"] for f in told["findings"]] == [look.id for look in LOOKS]
    assert set(told["findings"][0]) == {
        "look", "state", "headline", "evidence", "advice", "effort", "says", "values", "advises",
    }  # fmt: skip
    assert told["accounts"][0]["own"] is True


def test_link_that_goes_round_through_the_own_address_when_it_leads_to_facebook() -> None:
    front = HEAD + "<p>Welcome.</p><a href='/facebook'>Facebook</a>"
    report, web = visit({"/": answer(front), "/facebook": redirect("https://www.facebook.com/LeasowPark")})

    assert state_of(report, "fb-link") is State.GOOD
    assert web.paths[-1] == "/facebook"


def test_visit_when_robots_txt_asks_us_to_stay_out() -> None:
    for product in ("BandstandCheckup", "*"):
        robots = answer(f"User-agent: {product}\nDisallow: /", kind="text/plain")
        report, web = visit({"/robots.txt": robots, "/": answer(FRONT)})

        assert report.outcome is Outcome.ASKED_NOT_TO
        assert web.paths == ["/robots.txt"]
        assert state_of(report, "fb-link") is State.COULD_NOT_CHECK


def test_visit_when_robots_txt_keeps_others_out_or_only_one_page() -> None:
    robots = answer(
        "User-agent: GreedyBot\nDisallow: /\n\nUser-agent: *\nDisallow: /contact", kind="text/plain"
    )
    report, web = visit({"/robots.txt": robots, "/": answer(FRONT), "/about": answer("<p>Us.")})

    assert report.outcome is Outcome.LOOKED
    assert web.paths == ["/robots.txt", "/", "/about"]
    assert report.pages[1].outcome is Outcome.ASKED_NOT_TO


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_visit_when_robots_txt_says_come_back_later(status: str) -> None:
    report, web = visit({"/robots.txt": answer("", status=status), "/": answer(FRONT)})

    assert report.outcome is Outcome.TURNED_AWAY
    assert web.paths == ["/robots.txt"]


def test_robots_txt_when_it_is_a_web_page_instead() -> None:
    report, _ = visit({"/robots.txt": answer("<p>User-agent: *<br>Disallow: /"), "/": answer(FRONT)})

    assert report.outcome is Outcome.LOOKED


def test_who_we_say_we_are_when_we_visit() -> None:
    settings = Settings(allow_private=True, pause=0, contact_url="https://leasowvale.example/visits")
    _, web = visit({"/": answer(FRONT, Set_Cookie="tracker=1")}, settings)

    assert all(
        "User-Agent: BandstandCheckup/1.0 (+https://leasowvale.example/visits)" in asked
        for asked in web.asked
    )
    assert not any("cookie" in asked.lower() for asked in web.asked)


def test_pause_between_requests_when_they_go_to_one_host() -> None:
    settings = Settings(allow_private=True, pause=0.2)
    began = time.monotonic()
    _, web = visit({"/": answer(FRONT), "/contact": answer(LINK), "/about": answer("<p>Us.")}, settings)

    assert len(web.asked) == 4
    assert time.monotonic() - began >= 0.6


def test_crawl_delay_when_the_site_states_one() -> None:
    robots = answer("User-agent: *\nCrawl-delay: 0.5", kind="text/plain")
    began = time.monotonic()
    visit(
        {"/robots.txt": robots, "/": answer(HEAD + "<p>One page.")}, Settings(allow_private=True, pause=0.01)
    )
    quick = time.monotonic() - began
    began = time.monotonic()
    visit(
        {"/robots.txt": robots, "/": answer(FRONT), "/contact": answer(LINK)},
        Settings(allow_private=True, pause=0.01),
    )

    assert time.monotonic() - began >= quick + 0.4


def send(*pieces: bytes, every: float = 0.0, for_ever: bool = False) -> Callable[[socket.socket], None]:
    """Sends the pieces; with `for_ever` the last one again and again until the visitor leaves."""

    def reply(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        stop = time.monotonic() + 10
        while for_ever and time.monotonic() < stop:
            time.sleep(every)
            connection.sendall(pieces[-1])

    return reply


START = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
GZIP = START + b"Content-Encoding: gzip\r\n\r\n"


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (answer("", status="403 Forbidden"), Outcome.TURNED_AWAY),
        (answer("", status="429 Too Many Requests"), Outcome.TURNED_AWAY),
        (answer("", status="503 Service Unavailable"), Outcome.TURNED_AWAY),
        (answer("", status="999 No"), Outcome.TURNED_AWAY),
        (answer("<h1>Briefly unavailable for scheduled maintenance.", status="503 Busy"), Outcome.BEING_BUILT),
        (answer("<title>Just a moment...</title>", status="503 Busy"), Outcome.TURNED_AWAY),
        (answer("<p>x", status="503 Busy", Content_Encoding="br"), Outcome.TURNED_AWAY),
        (answer("", status="401 Unauthorized"), Outcome.SIGN_IN_ONLY),
        (answer("", status="410 Gone"), Outcome.NOT_FOUND),
        (answer("", status="500 Oh dear"), Outcome.SITE_ERROR),
        (answer("", status="302 Found"), Outcome.SITE_ERROR),
        (answer("", status="204 No Content"), Outcome.EMPTY),
        (answer(""), Outcome.EMPTY),
        (answer(b"%PDF-1.7", kind="application/pdf"), Outcome.NOT_A_PAGE),
        (answer("just some text", kind="text/plain"), Outcome.NOT_A_PAGE),
        (answer(bytes(range(256)) * 50), Outcome.NONSENSE),
        (answer("<p>x", Content_Encoding="br"), Outcome.NONSENSE),
        (answer("not packed at all", Content_Encoding="gzip"), Outcome.NONSENSE),
        (send(b"SSH-2.0-OpenSSH_9.2\r\n"), Outcome.NONSENSE),
        (send(b""), Outcome.BROKE_OFF),
        (send(START + b"Content-Length: 5000\r\n\r\n<p>Welcome to"), Outcome.BROKE_OFF),
        (send(START, b"X: y\r\n", every=0.05, for_ever=True), Outcome.TOO_SLOW),
        (send(START + b"\r\n", b"x", every=0.2, for_ever=True), Outcome.TOO_SLOW),
        (lambda _: time.sleep(3), Outcome.TOO_SLOW),
        (send(START + b"X-Leasow: " + b"y" * 10_000_000 + b"\r\n\r\n"), Outcome.NONSENSE),
        (send(START + b"X: %s\r\n" % (b"y" * 900) * 100 + b"\r\n"), Outcome.TOO_BIG),
        (answer("<title>leasow.example</title>Buy this domain now."), Outcome.PARKED),
        (answer("<div id=root></div><script src=a.js></script>"), Outcome.SCRIPT_ONLY),
        (answer("<form>Password <input type=password></form>"), Outcome.SIGN_IN_ONLY),
        (redirect("/"), Outcome.GOES_ROUND),
        (redirect("gopher://leasow.example/"), Outcome.NOT_PUBLIC),
    ],
)  # fmt: skip
def test_plain_reason_when_a_site_answers_oddly(reply: Reply, outcome: Outcome) -> None:
    began = time.monotonic()
    report, _ = visit({"/": reply})

    assert report.outcome is outcome
    assert report.words.endswith(".")
    about_the_address = ("site-opens", "site-parked")
    others = {finding.state for finding in report.findings if finding.look not in about_the_address}
    assert others == {State.COULD_NOT_CHECK}
    assert time.monotonic() - began < 6


def test_plain_reason_when_a_site_sends_visitors_on_thirty_times() -> None:
    hops: dict[str, Reply] = {f"/{n}": redirect(f"/{n + 1}") for n in range(30)}
    report, web = visit({"/": redirect("/0"), **hops})

    assert report.outcome is Outcome.GOES_ROUND
    assert len(web.asked) == 1 + 6


def test_plain_reason_when_nobody_listens() -> None:
    with serving({}) as web:
        address = web.url
    assert look(address, settings=QUICK).outcome is Outcome.REFUSED


def test_plain_reason_when_the_padlock_is_broken() -> None:
    with serving({"/": answer(FRONT)}) as web:
        report = look(web.url.replace("http:", "https:"), settings=QUICK)

    assert report.outcome is Outcome.BAD_PADLOCK


def test_plain_reason_when_the_name_does_not_exist() -> None:
    assert look("http://friends-of-leasow.invalid/", settings=QUICK).outcome is Outcome.NO_SUCH_NAME


def test_plain_http_when_nobody_wrote_https() -> None:
    with serving({"/": answer(FRONT)}) as web:
        report = look(f"127.0.0.1:{web.port}", settings=QUICK)

    assert report.outcome is Outcome.LOOKED


def test_no_website_when_the_directory_has_none() -> None:
    report = look("  ", settings=QUICK)

    assert report.outcome is Outcome.NO_WEBSITE
    assert {finding.state for finding in report.findings} == {State.DOES_NOT_APPLY}


@pytest.mark.parametrize(
    "reply",
    [
        send(START + b"\r\n" + FRONT.encode(), b"<p>more</p>" * 9_000, for_ever=True),
        send(GZIP + gzip.compress(FRONT.encode() + b" " * 60_000_000)),
        answer(FRONT + "<p>Leasow</p>" * 1_000_000),
        answer(FRONT + "<a href='/x'>x</a>" * 1_000_000),
    ],
    ids=["without end", "gzip bomb", "13 MB", "1,000,000 links"],
)
def test_first_part_is_read_when_a_page_is_enormous(reply: Reply) -> None:
    began = time.monotonic()
    report, _ = visit({"/": reply}, Settings(allow_private=True, pause=0, max_page_bytes=400_000))

    assert report.outcome is Outcome.LOOKED
    assert report.pages[0].cut_short
    assert state_of(report, "phone-size") is State.GOOD
    # The link may stand in the part we did not read.
    assert state_of(report, "fb-link") is State.COULD_NOT_CHECK
    assert time.monotonic() - began < 5


def test_page_is_set_aside_when_it_is_nested_beyond_reading() -> None:
    """100,000 boxes in one another would take the parser most of a minute: a part is read, and not judged."""
    settings = Settings(allow_private=True, pause=0, parse_seconds=5)
    with serving({"/": answer(HEAD + "<div>" * 100_000), "/good": answer(FRONT + LINK)}) as web:
        report = look(web.url, settings=settings)
        after = look(web.url + "good", settings=QUICK)

    assert report.outcome is Outcome.COULD_NOT_READ
    assert [page.outcome for page in report.pages] == [Outcome.COULD_NOT_READ]
    assert after.outcome is Outcome.LOOKED


def test_report_when_a_page_is_full_of_nothings() -> None:
    report, _ = visit({"/": answer(FRONT.encode() + LINK.encode() + b"\0" * 10)})

    assert state_of(report, "fb-link") is State.GOOD


def test_gzip_and_bare_deflate_when_a_site_packs_its_pages() -> None:
    packed = gzip.compress((FRONT + LINK).encode())
    for body, name in ((packed, "gzip"), (packed[10:-8], "deflate")):
        report, _ = visit({"/": answer(body, Content_Encoding=name)})
        assert state_of(report, "fb-link") is State.GOOD, name


def test_report_of_what_was_read_when_the_site_is_slow_further_in() -> None:
    settings = Settings(allow_private=True, pause=0, total_seconds=5, site_seconds=1)
    report, _ = visit({"/": answer(FRONT + LINK), "/contact": lambda _: time.sleep(3)}, settings)

    assert report.outcome is Outcome.LOOKED
    assert state_of(report, "fb-link") is State.GOOD


def test_loopback_is_refused_when_the_switch_is_off() -> None:
    with serving({"/": answer(FRONT)}) as web:
        for address in (web.url, f"http://localhost:{web.port}/"):
            assert look(address).outcome is Outcome.NOT_PUBLIC
        with contextlib.closing(socket.create_connection(("127.0.0.1", web.port))):
            pass  # it was there to be reached

    assert web.asked == []
