"""Links as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.groups.links import is_invitation, key_of, several, understand


@pytest.mark.parametrize(
    ("typed", "column", "kind", "url", "key"),
    [
        ("WWW.MillGreen.ORG.uk", "website", "website", "http://www.millgreen.org.uk/", "millgreen.org.uk"),
        ("https://m.facebook.com/MillGreen?mibextid=x", "website", "facebook", "https://www.facebook.com/MillGreen", "facebook.com/millgreen"),
        ("@MillGreen", "x", "x", "https://x.com/MillGreen", "x.com/millgreen"),
        ("MillGreen", "x", "x", "https://x.com/MillGreen", "x.com/millgreen"),
        ("https://twitter.com/MillGreen", "website", "x", "https://twitter.com/MillGreen", "x.com/millgreen"),
        ("mill.green", "instagram", "instagram", "https://www.instagram.com/mill.green/", "instagram.com/mill.green"),
        ("https://www.google.com/url?q=https://millgreen.org/a&sa=D", "website", "website", "https://millgreen.org/a", "millgreen.org/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fmillgreen.org%2F&h=1", "website", "website", "https://millgreen.org/", "millgreen.org"),
        ("https://millgreen.org/?page_id=3&utm_source=news", "website", "website", "https://millgreen.org/?page_id=3", "millgreen.org/?page_id=3"),
        ("https://facebook.com/profile.php?id=100012345678", "facebook", "facebook", "https://facebook.com/profile.php?id=100012345678", "facebook.com/100012345678"),
        ("https://www.facebook.com/pages/Mill-Green/100012345678", "website", "facebook", "https://www.facebook.com/pages/Mill-Green/100012345678", "facebook.com/100012345678"),
        ("millgreen.org.uk", "facebook", "website", "http://millgreen.org.uk/", "millgreen.org.uk"),
        ("youtube.com/@millgreen", "website", "youtube", "https://youtube.com/@millgreen", "youtube.com/@millgreen"),
    ],
)  # fmt: skip
def test_a_link_is_understood(typed: str, column: str, kind: str, url: str, key: str) -> None:
    link = understand(typed, column)

    assert link is not None
    assert (link.kind, link.url, link.match_key, link.raw) == (kind, url, key, typed)


@pytest.mark.parametrize(
    "typed",
    ["", "NA", "n/a", "None", "-", "http://", "http://n.a", "bob@millgreen.org", "javascript:alert(1)", "our page",
     "http://user:word@millgreen.org/", "http://localhost/", "http://10.0.0.1/", "http://[::1", "https://a.org:99999/"],
)  # fmt: skip
def test_what_is_no_link_means_nothing(typed: str) -> None:
    assert understand(typed) is None


def test_two_links_in_one_cell_are_two() -> None:
    found = several("www.millgreen.org and https://www.facebook.com/MillGreen")

    assert [link.match_key for link in found] == ["millgreen.org", "facebook.com/millgreen"]


def test_an_invitation_into_a_private_chat_is_told_apart() -> None:
    link = understand("https://chat.whatsapp.com/Abc123", "other")

    assert link is not None
    assert is_invitation(link.match_key)
    assert not is_invitation("facebook.com/millgreen")


@pytest.mark.parametrize(
    ("typed", "kind", "sort", "key"),
    [
        ("https://www.facebook.com/groups/MillGreen/?ref=share", "facebook", "group", "facebook.com/groups/millgreen"),
        ("https://www.facebook.com/groups/123/permalink/5/", "facebook", "group", "facebook.com/groups/123"),
        ("https://facebook.com/p/Mill-Green-100012345678/", "facebook", "page", "facebook.com/100012345678"),
        ("https://www.facebook.com/people/Mill-Green/100012345678/", "facebook", "profile", "facebook.com/100012345678"),
        ("https://www.facebook.com/MillGreen/photos/?tab=album", "facebook", "page", "facebook.com/millgreen"),
        ("https://www.facebook.com/Mill-Green-100012345678/", "facebook", "page", "facebook.com/100012345678"),
        ("https://www.facebook.com/#!/pages/Mill/100012345678", "facebook", "page", "facebook.com/100012345678"),
        ("https://www.facebook.com/share/1AbCd/", "facebook", "page", "facebook.com/share/1AbCd"),
        ("https://www.facebook.com/events/123456", "events", "", "facebook.com/events/123456"),
        ("https://twitter.com/MillGreen/status/12?s=20", "x", "", "x.com/millgreen"),
        ("https://instagram.com/millgreen/?hl=en&igsh=abc", "instagram", "", "instagram.com/millgreen"),
        ("https://www.instagram.com/p/AbC_1/", "instagram", "", "instagram.com/p/AbC_1"),
        ("https://youtu.be/AbC-1", "youtube", "", "youtube.com/watch?v=AbC-1"),
        ("https://m.youtube.com/watch?v=AbC-1&t=9", "youtube", "", "youtube.com/watch?v=AbC-1"),
        ("https://www.youtube.com/channel/UCaB/videos", "youtube", "", "youtube.com/channel/UCaB"),
        ("https://www.youtube.com/@MillGreen/featured", "youtube", "", "youtube.com/@millgreen"),
        ("https://www.tiktok.com/@MillGreen/video/1", "tiktok", "", "tiktok.com/@millgreen"),
        ("https://uk.linkedin.com/company/MillGreen/about", "linkedin", "", "linkedin.com/company/millgreen"),
        ("https://bsky.app/profile/millgreen.bsky.social/post/1", "bluesky", "", "bsky.app/profile/millgreen.bsky.social"),
        ("@millgreen@mastodon.social", "mastodon", "", "mastodon.social/@millgreen"),
        ("https://mastodon.social/@millgreen@toot.wales", "mastodon", "", "toot.wales/@millgreen"),
        ("https://www.threads.net/@millgreen", "threads", "", "threads.net/@millgreen"),
        ("https://nextdoor.co.uk/pages/mill-green/", "nextdoor", "", "nextdoor.com/pages/mill-green"),
        ("https://chat.whatsapp.com/invite/AbC1", "chat", "", "chat.whatsapp.com/AbC1"),
        ("https://api.whatsapp.com/send?phone=+447700900001", "chat", "", "wa.me/447700900001"),
        ("https://discord.com/invite/AbC", "chat", "", "discord.gg/AbC"),
        ("linktr.ee/MillGreen", "links", "", "linktr.ee/millgreen"),
        ("https://www.eventbrite.co.uk/o/mill-green-12345678?aff=x", "events", "", "eventbrite.com/o/12345678"),
        ("https://www.justgiving.com/MillGreen", "donate", "", "justgiving.com/millgreen"),
        ("https://do-it.org/o/millgreen", "volunteer", "", "do-it.org/o/millgreen"),
        ("https://millgreen.org/feed/", "feed", "", "millgreen.org/feed"),
        ("https://bit.ly/AbC", "other", "", "bit.ly/AbC"),
        ("https://sites.google.com/view/MillGreen", "website", "", "sites.google.com/view/MillGreen"),
        ("http:/www.millgreen.org/index.html", "website", "", "millgreen.org"),
        ("https;//millgreen.org", "website", "", "millgreen.org"),
        ("http://https://millgreen.org", "website", "", "millgreen.org"),
        ("https://millgreen.org/club.aspx?ClubId=7&utm_medium=x", "website", "", "millgreen.org/club.aspx/?clubid=7"),
        ("https://millgreen.wixsite.com/home#!/about", "website", "", "millgreen.wixsite.com/home/#!/about"),
        ("https://eu1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmillgreen.org%2F&data=1", "website", "", "millgreen.org"),
        ("https://urldefense.com/v3/__https://millgreen.org/a__;!!x", "website", "", "millgreen.org/a"),
    ],
)  # fmt: skip
def test_a_platform_and_its_page_are_told(typed: str, kind: str, sort: str, key: str) -> None:
    [link] = several(typed)

    assert (link.kind, link.sort, link.match_key) == (kind, sort, key)
    assert link.raw == typed


@pytest.mark.parametrize(
    ("cell", "column", "keys"),
    [
        ("www.millgreen.org/facebook: millgreen", "website", ["millgreen.org", "facebook.com/millgreen"]),
        ("* https://a.org\n* https://b.org", "website", ["a.org", "b.org"]),
        ("https://a.org; b.org | c.org, d.org", "website", ["a.org", "b.org", "c.org", "d.org"]),
        ("https://a.orghttps://b.org", "website", ["a.org", "b.org"]),
        ("https://a.org/x,b;c|d", "website", ["a.org/x,b;c|d"]),
        ("https://a.org/?id=1;2", "website", ["a.org/?id=1%3B2"]),
        ("Facebook: millgreen, Twitter: @mill", "online", ["facebook.com/millgreen", "x.com/mill"]),
        ("@mill and @green", "x", ["x.com/mill", "x.com/green"]),
        ("Friends of Mill Green", "facebook", []),
        ("https://www.facebook.com/", "facebook", []),
        ("bob@millgreen.org", "website", []),
        ("a.org a.org", "website", ["a.org"]),
        ("https://a.org/our walks.html", "website", ["a.org/our walks.html"]),
        ("https://a.org/about us?page=2&x=a,b;c", "website", ["a.org/about us/?page=2"]),
        ("https://a.org/about (the old one)", "website", ["a.org/about"]),
        ("https://a.org/about and b.org/us", "website", ["a.org/about", "b.org/us"]),
        ("https://a.org/web-site/facebook-page", "website", ["a.org/web-site/facebook-page"]),
        ('[{"label": "Facebook", "url": "https://www.facebook.com/mill"}]', "online", ["facebook.com/mill"]),
    ],
)
def test_links_in_one_cell_part_where_a_new_one_begins(cell: str, column: str, keys: list[str]) -> None:
    assert [link.match_key for link in several(cell, column)] == keys


addresses = st.from_regex(
    r"(https?://)?(www\.|m\.)?(facebook\.com|leasow\.org\.uk|youtube\.com|youtu\.be|twitter\.com|wa\.me|mas\.to|"
    r"discord\.com|api\.whatsapp\.com|eventbrite\.co\.uk)/[\w/@?=&.#!%+-]{0,40}",
    fullmatch=True,
)
columns = st.sampled_from(
    ["website", "facebook", "x", "instagram", "online", "youtube", "bluesky", "mastodon", "events"]
)


@settings(deadline=None)
@given(st.text(max_size=80) | addresses, columns)
def test_understanding_never_fails_and_settles(typed: str, column: str) -> None:
    for link in several(typed, column):
        again = understand(link.url, column)
        assert again is not None
        assert (again.match_key, again.kind) == (link.match_key, link.kind)
        assert key_of(link.url) == link.match_key
        assert link.raw in typed


@settings(deadline=None)
@given(
    st.from_regex(
        r"(facebook\.com|leasow\.org\.uk|youtube\.com|mas\.to)(/[\w@.=-]{1,10}){0,3}/?(\?id=\d{1,5})?",
        fullmatch=True,
    )
)
def test_one_place_has_one_key_however_it_is_spelt(address: str) -> None:
    spellings = ["", "http://", "https://", "http://www.", "https://m.", "HTTPS://WWW."]
    keys = {link.match_key if (link := understand(start + address)) else None for start in spellings}

    assert len(keys) == 1
