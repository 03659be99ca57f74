"""Links as people type them."""

import pytest
from hypothesis import given
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


@given(st.text(max_size=80))
def test_understanding_never_fails_and_settles(typed: str) -> None:
    link = understand(typed)
    if link is not None:
        again = understand(link.url)
        assert again is not None
        assert again.match_key == link.match_key
        assert key_of(link.url) == link.match_key
