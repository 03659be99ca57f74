"""From the source of a small page to what is said of it: buttons, news, dates and reading aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from leasow_pages import VIEWPORT, WELCOME, icons, page

from checkup import Finding, KnownPlaces, Page, State, look_at_pages

JUNE = KnownPlaces(today=date(2026, 6, 14))
FB = "https://www.facebook.com/LeasowPark"
MAIN = "<main><h1>Welcome</h1>{}</main>"


def finding(look: str, *pages: Page, known: KnownPlaces = JUNE) -> Finding:
    _, findings = look_at_pages(pages, known=known)
    return next(f for f in findings if f.look == look)


def state(look: str, body: str, *, head: str = VIEWPORT) -> State:
    return finding(look, page(body, head=head)).state


def footer(inside: str) -> str:
    return f"{WELCOME}<footer><ul class='social'><li>{inside}</li></ul></footer>"


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ('<a href="https://www.facebook.com/">Facebook</a>', "front page"),
        ('<a href="#"><i class="fa fa-facebook"></i></a>', "nothing"),
        ('<a href="#"><img src="/icons/facebook.png"></a>', "nothing"),
        ('<a href="https://twitter.com/username">Twitter</a>', "placeholder"),
        ('<a href="www.facebook.com/LeasowPark">Facebook</a>', "no beginning"),
        ('<a href="https://www.facebok.com/LeasowPark">Facebook</a>', "mistyped"),
        ('<a href="https://www.facebook.com/profile.php">Facebook</a>', "unfinished"),
    ],
)
def test_a_button_when_it_leads_astray(link: str, says: str) -> None:
    answer = finding("social-alive", page(footer(link)))

    assert (answer.state, answer.says) == (State.EASY_WIN, says)


@pytest.mark.parametrize(
    "link",
    [
        f'<a href="{FB}">Facebook</a>',
        f'<a href="{FB}">Facebook</a> <a class="share" href="#">Share on Facebook</a>',
        f'<a href="{FB}">F</a> <div class="share"><a href="https://twitter.com/share">Tweet</a></div>',
        f'<a href="{FB}">F</a> <div class="sponsors"><a href="https://www.linkedin.com/">LinkedIn</a></div>',
        f'<a href="{FB}">F</a> <a href="https://help.instagram.com/">How Instagram uses cookies</a>',
    ],
    ids=["itself", "a share button", "a tweet button", "a sponsor", "a help page"],
)
def test_a_button_when_all_is_well(link: str) -> None:
    assert state("social-alive", footer(link)) is State.GOOD


def test_a_closed_network_when_it_is_still_linked() -> None:
    answer = finding("social-dead", page(footer('<a href="https://plus.google.com/+Leasow">Google+</a>')))

    assert answer.headline == "Your website still links to Google+, which has closed."


@pytest.mark.parametrize(
    "inside",
    [
        f'<a href="{FB}" aria-label="Facebook"><i class="fa"></i></a>',
        f'<a href="{FB}"><span style="position:absolute;left:-999px">Facebook</span><i class="fa"></i></a>',
        f'<a href="{FB}"><img src="f.png" alt="Facebook"></a>',
        f'<a href="{FB}" title="Facebook"><svg></svg></a>',
        f'<a href="{FB}"><svg><title>Facebook</title></svg></a>',
    ],
    ids=["a label", "words hidden by style", "a described picture", "a title", "a drawing's title"],
)
def test_a_button_when_it_has_a_name(inside: str) -> None:
    assert state("social-name", footer(inside)) is State.GOOD


def test_a_button_when_it_has_no_name() -> None:
    assert state("social-name", WELCOME + icons(FB)) is State.EASY_WIN


def test_a_profile_when_the_address_is_a_number() -> None:
    body = footer('<a href="https://www.facebook.com/profile.php?id=61550000000001">Facebook</a>')

    assert state("social-personal", body) is State.NEEDS_A_DECISION


def test_news_when_it_is_old() -> None:
    body = MAIN.format(
        "<h2>Bulbs planted</h2><p>3 March 2024</p><p>Forty of us.</p><h2>New gate</h2><p>8 January 2024</p>"
    )
    answer = finding("fresh-news", page(body))

    assert answer.says == "long ago"
    assert "March 2024" in answer.headline


@pytest.mark.parametrize(
    "body",
    [
        MAIN.format("<p>We were founded on 3 March 1987 and have met ever since.</p>"),
        MAIN.format("<p>The pond was dug on 12 May 2011, and the ducks came by themselves.</p>"),
        MAIN.format("") + "<footer>© 2019 Friends of Leasow Park</footer>",
        MAIN.format("") + "<div id='comments'><time datetime='2019-03-02'>2 March 2019</time> Lovely!</div>",
    ],
    ids=["the founding", "a story", "the footer", "a reader's comment"],
)
def test_news_when_a_date_is_no_news(body: str) -> None:
    assert state("fresh-news", body) is State.COULD_NOT_CHECK


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("© 2019 Friends of Leasow Park", State.EASY_WIN),
        ("© 1998–2019 Friends of Leasow Park", State.EASY_WIN),
        ("© 1998–2026 Friends of Leasow Park", State.GOOD),
        ("© 2025 Friends of Leasow Park", State.GOOD),
        ("2019 © Friends of Leasow Park", State.EASY_WIN),
        ("Leasow Park, est. 1987", State.DOES_NOT_APPLY),
        ("Pictures under the Creative Commons licence 4.0, 2013", State.DOES_NOT_APPLY),
        ("Powered by phpBB © 2000, 2007 phpBB Group", State.DOES_NOT_APPLY),
        ("Last updated 3 March 2021", State.EASY_WIN),
    ],
)
def test_the_year_at_the_bottom(said: str, expected: State) -> None:
    assert state("fresh-year", f"{WELCOME}<footer><p>{said}</p></footer>") is expected


def test_the_year_at_the_bottom_when_a_script_fills_it_in() -> None:
    body = f"{WELCOME}<a href='/about'>About</a><footer>© <script>document.write(new Date().getFullYear())</script> Leasow</footer>"

    assert state("fresh-year", body) is State.GOOD


@pytest.mark.parametrize(
    "said",
    [
        "We meet every first Tuesday at the Old Library.",
        "Come along on the second Sunday of the month, 10 o’clock.",
        "Rehearsals: Wednesdays 7.30 pm in St Mark’s Hall.",
        "We meet on Thursday evenings in the pavilion.",
        "Our walking group meets every week at the park gates.",
        "Mae’r côr yn cwrdd bob nos Iau.",
        "Our summer fair is on 5 July 2026.",
        '<a href="/whats-on/">What’s on</a>',
        '<iframe src="https://calendar.google.com/calendar/embed?src=leasow"></iframe>',
        '<a href="/leasow.ics">Our calendar</a>',
    ],
)
def test_when_they_meet_when_people_can_see_it(said: str) -> None:
    assert state("events", MAIN.format(f"<p>{said}</p>")) is State.GOOD


@pytest.mark.parametrize(
    "said",
    [
        "We look after the park every day of the year, whatever the weather brings.",
        "Each week the council empties the bins, and each month it cuts the grass.",
        "Our newsletter goes out every Friday.",
        "The monthly meeting is open to everybody.",
        "The voucher is valid through 31 December 2026.",
        '<a href="/hire/">Book your event with us</a>',
        "Our last fair was on 5 July 2019.",
    ],
)
def test_when_they_meet_when_nothing_says_so(said: str) -> None:
    assert state("events", MAIN.format(f"<p>{said}</p>")) is State.EASY_WIN


def test_events_on_the_page_when_all_are_over() -> None:
    body = MAIN.format(
        "<h2>What’s on</h2><ul><li>12 October 2025: bulb planting</li><li>1 December 2025: carols</li></ul>"
    )
    answer = finding("fresh-event", page(body))

    assert answer.state is State.EASY_WIN
    assert "1 December 2025" in answer.headline


def test_a_feed_when_only_comments_have_one() -> None:
    comments = VIEWPORT + (
        '<link rel="alternate" type="application/rss+xml" title="Leasow &raquo; Comments Feed" href="/comments/feed/">'
    )
    news = VIEWPORT + '<link rel="alternate" type="application/rss+xml" title="Leasow" href="/feed/">'

    assert state("feed", WELCOME, head=comments) is State.COULD_NOT_CHECK
    assert state("feed", WELCOME, head=news) is State.GOOD


def test_pictures_when_some_have_no_description() -> None:
    body = MAIN.format(
        '<img src="bulbs.jpg"><img src="line.png" alt=""><img src="dot.gif" width="1" height="1">'
    )
    answer = finding("alt", page(body))

    assert answer.headline == "One picture on your website could do with a description."
    assert [e.snippet for e in answer.evidence] == ["bulbs.jpg"]


def test_pictures_when_they_are_decoration() -> None:
    assert state("alt", MAIN.format('<img src="line.png" alt=""><img src="a.jpg" alt="Bulbs">')) is State.GOOD


def test_reading_aloud_when_links_say_click_here() -> None:
    links = "".join(f'<p>For the minutes <a href="/{n}">click here</a>.</p>' for n in range(4))

    assert finding("read", page(MAIN.format(links))).says == "vague"
    assert state("read", WELCOME) is State.GOOD


@pytest.mark.parametrize("url", ["http://[leasow", "", "//leasowpark.example", ":::", "https://leasow\x00/"])
def test_everything_when_the_address_of_a_saved_page_is_odd(url: str) -> None:
    links = '<a href="http://[events">Events</a><a href="http://[facebook.com/leasow">Facebook</a>'
    _, findings = look_at_pages([page(WELCOME + links + icons(FB), url=url)])

    assert len(findings) == len({f.look for f in findings}) > 30


def test_everything_when_the_known_page_is_shown_on_a_second_page() -> None:
    known = replace(JUNE, accounts=(("facebook", FB),))
    contact = page(WELCOME + icons(FB), url="https://leasowpark.example/contact")

    assert finding("fb-link", page(WELCOME), contact, known=known).state is State.GOOD
