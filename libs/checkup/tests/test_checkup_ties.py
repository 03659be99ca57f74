"""Whom the websites of Leasow Vale point to: by link, by account, by name, in posts; and what is nobody's."""

from __future__ import annotations

from datetime import date

import pytest
from leasow_net import PUBLIC, FakeNet, see_through
from leasow_web import answer, serving

from checkup import KnownPlaces, Notebook, Other, Others, Tie, read_page
from checkup.entries import read_entries
from checkup.sentences import LONGEST, in_lines, sentence_in
from checkup.ties import ties_of, with_names

PARK = Other("park", ("Friends of Vale Park",), ("https://www.valepark.example/",), ("fb.com/ValePark",))
BOWLS = Other("bowls", ("Friends of Vale Park Bowls",), ("https://sites.google.com/view/vale-bowls",))
RUNNERS = Other("runners", ("Mill Green Runners", "MGR"), ("http://runners.example:8080/",))
SINGERS = Other("singers", ("Singing for Breathing & Co",), ("https://leasow.gov.uk/groups/singers/",))
CLUB = Other("club", ("Youth Club",), ("https://leasow.gov.uk/groups/youth",))
OTHERS = Others((PARK, BOWLS, RUNNERS, SINGERS, CLUB), frozenset({"mill green"}))
HERE = "https://wendle.example/"


def ties(*bodies: str, own: str = "", url: str = HERE) -> list[tuple[str, str, str, bool]]:
    """What pages with these bodies point to, the first at `url`: whom, how, the sentence, everywhere."""
    pages = [
        with_names(read_page(f"<title>x</title>{body}".encode(), f"{url}{number or ''}"), OTHERS, own)
        for number, body in enumerate(bodies)
    ]
    return [(tie.key, tie.how, tie.sentence, tie.everywhere) for tie in ties_of(pages, (), OTHERS, own)]


def test_link_in_a_sentence() -> None:
    said = "<p>We met in May. Bulbs came from <a href='https://valepark.example/shop?x=1'>our friends</a>! Thanks.</p>"

    assert ties(said) == [("park", "site", "Bulbs came from our friends!", False)]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://valepark.example", "park"),
        ("http://www.ValePark.example/about/", "park"),
        ("https://sites.google.com/view/vale-bowls/home", "bowls"),
        ("https://sites.google.com/view/", ""),
        ("https://sites.google.com/view/vale-bowls-two", ""),
        ("http://runners.example:8080/x", "runners"),
        ("http://runners.example/x", ""),
        ("https://leasow.gov.uk/groups/singers", "singers"),
        ("https://leasow.gov.uk/", ""),
        ("https://valepark.example.org/", ""),
        ("https://notvalepark.example/", ""),
        ("https://[half/", ""),
    ],
)
def test_an_address_is_a_groups_own_or_nobodys(address: str, key: str) -> None:
    assert OTHERS.at(address) == key


def test_an_account_the_directory_lists() -> None:
    assert ties(
        "<p>See <a href='https://m.facebook.com/valepark/'>them on Facebook</a> for more of it all</p>"
    ) == [("park", "account", "them on Facebook", False)]
    assert ties("<a href='https://www.facebook.com/sharer.php?u=https://valepark.example'>Share</a>") == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Thanks to Friends of Vale Park for tea.", ["park"]),
        ("Thanks to FRIENDS OF VALE PARK for tea.", ["park"]),
        ("thanks to the friends of <b>vale</b> park, for tea.", ["park"]),
        ("Thanks to Friends of Vale Park Bowls for tea.", ["bowls"]),
        ("Thanks to Friends of Vale Park Tennis Club for tea.", []),
        ("Thanks to Friends of Vale Parkside for tea.", []),
        ("Singing for Breathing and Co, then", ["singers"]),
        ("Singing for Breathing &amp; Co, then", ["singers"]),
        ("The youth club meets, says MGR, at Mill Green.", []),
    ],
)
def test_names_are_whole_and_telling(said: str, found: list[str]) -> None:
    assert [(key, how) for key, how, _, _ in ties(f"<p>{said}</p>")] == [(key, "named") for key in found]


def test_its_own_name_and_names_inside_it() -> None:
    assert ties("<p>Friends of Vale Park meet on the green. So do Mill Green Runners.</p>", own="bowls") == [
        ("runners", "named", "So do Mill Green Runners.", False)
    ]
    assert ties("<p>Friends of Vale Park bowls on Sunday</p>", own="park") == []
    assert ties("<p>Friends of Vale Park Bowls on Sunday</p>", own="park") == [
        ("bowls", "named", "Friends of Vale Park Bowls on Sunday", False)
    ]
    assert ties("<p><a href='https://www.valepark.example/news'>News</a></p>", own="park") == []


def test_what_stands_on_every_page_counts_once() -> None:
    menu = "<nav><a href='https://valepark.example/'>Friends of Vale Park</a></nav>"
    roll = "<div>Our neighbours: <a href='http://runners.example:8080/'>Runners</a></div>"
    said = "<p>On Monday we walked with <a href='https://valepark.example/'>the Friends</a> to the weir and back</p>"

    assert ties(menu + roll, roll + said, roll) == [
        ("park", "site", "Friends of Vale Park", True),
        ("runners", "site", "Runners", True),
        ("park", "site", "On Monday we walked with the Friends to the weir and back", False),
    ]


def test_comments_credits_and_what_is_nobodys_are_left_out() -> None:
    assert (
        ties(
            "<ol class='comment-list'><li>Jean: see <a href='https://valepark.example/'>this</a></li></ol>"
            "<p>Website by <a href='http://runners.example:8080/'>the runners</a></p>"
            "<p><a href='https://wordpress.org/'>WordPress</a> <a href='mailto:x@valepark.example'>write</a></p>"
        )
        == []
    )


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="x"><channel><title>News</title>
<item><title>Bulbs</title><link>https://wendle.example/bulbs/</link><pubDate>Fri, 01 May 2026 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>A day out. We went with
<a href="https://valepark.example/">the Friends</a> to the weir.</p><script>"Mill Green Runners"</script>]]></content:encoded></item>
<item><title>Mill Green Runners came</title><link>https://wendle.example/run/</link>
<description>&lt;p&gt;Thanks to &lt;a href="https://facebook.com/valepark"&gt;Vale Park&lt;/a&gt;.&lt;/p&gt;</description></item>
<item><title>No address</title></item></channel></rss>"""


def test_posts_with_their_day_and_address() -> None:
    entries = read_entries(RSS.encode(), "https://wendle.example/feed/")

    assert [entry.address for entry in entries] == [
        "https://wendle.example/bulbs/",
        "https://wendle.example/run/",
    ]
    assert ties_of((), entries, OTHERS, "") == (
        Tie("park", "post", "https://wendle.example/bulbs/", "We went with the Friends to the weir.",
            dated=date(2026, 5, 1)),
        Tie("park", "post", "https://wendle.example/run/", "Thanks to Vale Park."),
        Tie("runners", "post", "https://wendle.example/run/", "Mill Green Runners came"),
    )  # fmt: skip


def test_atom_and_what_is_no_feed() -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title><link rel='edit' href='/no'/>"
        "<link href='/post'/><updated>2026-06-02T10:00:00Z</updated><content type='html'>"
        "&lt;a href='https://valepark.example'&gt;Friends&lt;/a&gt;</content></entry></feed>"
    )
    [entry] = read_entries(atom.encode(), HERE)

    assert (entry.address, entry.day) == ("https://wendle.example/post", date(2026, 6, 2))
    assert entry.links == (("https://valepark.example", "Friends"),)
    assert read_entries(b"<html><p>no", HERE) == ()


def test_an_unchanged_page_points_to_whom_it_pointed() -> None:
    page = "<title>Wendle</title><p>With Mill Green Runners and <a href='https://valepark.example'>others</a> in May.</p>"
    known = KnownPlaces(others=OTHERS, own_key="wendle")
    first = Notebook()
    with serving({"/": answer(page, ETag='"v1"')}) as web:
        net = FakeNet({"wendle.example": [[PUBLIC]]}, webs={80: web})
        before = see_through(net, "http://wendle.example/", memory=first, known=known).report
    with serving({"/": answer(b"", status="304 Not Modified")}) as web:
        net = FakeNet({"wendle.example": [[PUBLIC]]}, webs={80: web})
        after = see_through(net, "http://wendle.example/", memory=Notebook(first.fresh), known=known).report

    assert {(tie.key, tie.how) for tie in before.ties} == {("runners", "named"), ("park", "site")}
    assert after.ties == before.ties
    assert "ties" not in after.as_dict()


def test_sentences_are_short_and_hold_what_they_are_round() -> None:
    text = "One. " + "word " * 100 + "Mill Green Runners " + "more " * 100 + "end. Two."
    start = text.index("Mill")
    said = sentence_in(text, start, start + 18)

    assert "Mill Green Runners" in said
    assert len(said) <= LONGEST
    assert (said[0], said[-1]) == ("…", "…")
    assert in_lines("a\x1f \n \x1fb\x1f c\n d") == "a\nb c d"
