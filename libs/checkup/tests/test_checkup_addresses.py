"""Every spelling of a social media address met in the field, and what it must be taken for."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checkup import SocialAddress, read_account
from checkup.platforms import network_of, read_fediverse_account

SAME_ACCOUNT = [
    ("https://www.facebook.com/LeasowPark", "facebook:leasowpark"),
    ("http://m.facebook.com/Leasow.Park/?ref=hl", "facebook:leasowpark"),
    ("//en-gb.facebook.com/leasowpark#", "facebook:leasowpark"),
    ("www.facebook.com/leasowpark", "facebook:leasowpark"),
    ("facebook.com/leasowpark?", "facebook:leasowpark"),
    (" https://www.facebook.com/leasowpark%20 ", "facebook:leasowpark"),
    ("http://https://www.facebook.com/leasowpark", "facebook:leasowpark"),
    ("http:/www.facebook.com/leasowpark", "facebook:leasowpark"),
    ("https:\\/\\/www.facebook.com\\/leasowpark", "facebook:leasowpark"),
    ("https://fb.me/leasowpark", "facebook:leasowpark"),
    ("https://www.fb.com/leasowpark/about", "facebook:leasowpark"),
    ("https://www.facebook.com/pg/leasowpark/photos", "facebook:leasowpark"),
    ("https://www.facebook.com/#!/leasowpark", "facebook:leasowpark"),
    ("https://www.facebook.com/leasowpark/events", "facebook:leasowpark"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fleasowpark", "facebook:leasowpark"),
    (
        "https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Ffacebook.com%2Fleasowpark&tabs",
        "facebook:leasowpark",
    ),
    ("https://www.facebook.com/plugins/likebox.php?id=123456789012", "facebook:id:123456789012"),
    ("https://www.facebook.com/profile.php?id=61550000000001", "facebook:id:61550000000001"),
    ("https://www.facebook.com/people/Leasow-Park/61550000000001/", "facebook:id:61550000000001"),
    ("https://www.facebook.com/p/Leasow-Park-61550000000001/", "facebook:id:61550000000001"),
    ("https://www.facebook.com/pages/Leasow-Park/123456789012", "facebook:id:123456789012"),
    ("https://www.facebook.com/pages/category/Park/Leasow-123456789012", "facebook:id:123456789012"),
    ("https://www.facebook.com/home.php?sk=lf#!/pages/Leasow-Park/123456789012", "facebook:id:123456789012"),
    ("https://www.facebook.com/Leasow-Park-123456789012/", "facebook:id:123456789012"),
    ("https://www.facebook.com/groups/LeasowPark/", "facebook:group:leasowpark"),
    ("https://www.facebook.com/share/1AbCdEfG/", "facebook:share:1AbCdEfG"),
    ("https://www.facebook.com/share/g/1AbCdEfG/", "facebook:share:1AbCdEfG"),
    ("https://twitter.com/LeasowPark", "twitter:leasowpark"),
    ("https://x.com/leasowpark?lang=en", "twitter:leasowpark"),
    ("http://twitter.com/#!/leasowpark", "twitter:leasowpark"),
    ("https://twitter.com/@leasowpark", "twitter:leasowpark"),
    ("https://twitter.com/intent/user?screen_name=LeasowPark", "twitter:leasowpark"),
    ("https://x.com/intent/follow?screen_name=LeasowPark", "twitter:leasowpark"),
    ("https://twitter.com/i/flow/login?redirect_after_login=%2FLeasowPark", "twitter:leasowpark"),
    ("https://x.com/leasowpark?utm_source=site#!", "twitter:leasowpark"),
    (
        "https://www.google.com/url?q=https%3A%2F%2Fwww.facebook.com%2FLeasowPark&sa=D&usg=AOv",
        "facebook:leasowpark",
    ),
    (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fleasowpark&data=05",
        "twitter:leasowpark",
    ),
    ("https://mobile.twitter.com/leasowpark/", "twitter:leasowpark"),
    ("https://www.instagram.com/leasow.park/?hl=en", "instagram:leasow.park"),
    ("https://instagr.am/leasow.park", "instagram:leasow.park"),
    ("https://www.instagram.com/_u/leasow.park", "instagram:leasow.park"),
    ("https://www.youtube.com/user/LeasowPark", "youtube:leasowpark"),
    ("https://www.youtube.com/c/@LeasowPark", "youtube:leasowpark"),
    ("https://www.youtube.com/@LeasowPark/videos", "youtube:leasowpark"),
    ("https://youtube.com/leasowpark", "youtube:leasowpark"),
    ("https://www.youtube.com/channel/UCabc123", "youtube:id:UCabc123"),
    ("https://www.youtube.com/subscription_center?add_user_id=abc123", "youtube:id:UCabc123"),
    ("https://www.youtube.com/subscription_center?add_user=LeasowPark", "youtube:leasowpark"),
    ("https://www.tiktok.com/@leasowpark?lang=en", "tiktok:leasowpark"),
    ("https://www.linkedin.com/company/leasow-park/", "linkedin:company/leasow-park"),
    ("https://uk.linkedin.com/companies/leasow-park", "linkedin:company/leasow-park"),
    ("https://www.linkedin.com/company/park-&-canal-trust", "linkedin:company/park-&-canal-trust"),
    ("https://www.linkedin.com/groups?gid=12345&trk=x", "linkedin:groups/12345"),
    ("https://www.linkedin.com/pub/jean-barlow/1/23/456", "linkedin:pub/jean-barlow/1/23/456"),
    (
        "https://www.linkedin.com/uas/login?session_redirect=https%3A%2F%2Fwww.linkedin.com%2Fcompany%2Fleasow-park",
        "linkedin:company/leasow-park",
    ),
    ("https://www.linkedin.com/edu/school?id=1234", "linkedin:edu/school?id=1234"),
    ("https://wa.me/447700900123?text=Hello", "whatsapp:447700900123"),
    ("https://api.whatsapp.com/send?phone=+44%207700%20900123", "whatsapp:447700900123"),
    ("https://chat.whatsapp.com/AbCdEf", "whatsapp:group:AbCdEf"),
    ("https://www.whatsapp.com/channel/0029VaAbCdEf", "whatsapp:channel:0029VaAbCdEf"),
    ("https://bsky.app/profile/leasowpark.bsky.social", "bluesky:leasowpark.bsky.social"),
    ("https://www.threads.net/@leasowpark", "threads:leasowpark"),
    ("https://threads.com/@leasowpark/", "threads:leasowpark"),
]

NOT_ACCOUNTS = [
    "https://www.facebook.com/sharer/sharer.php?u=https://leasowpark.example",
    "https://www.facebook.com/share.php?u=https://leasowpark.example",
    "https://www.facebook.com/dialog/share?href=https://leasowpark.example",
    "https://www.facebook.com/dialog/feed?link=https://leasowpark.example",
    "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fleasowpark.example",
    "https://www.facebook.com/share/p/1AbCdEfG/",
    "https://www.facebook.com/share/v/1AbCdEfG/",
    "https://www.facebook.com/2008/fbml",
    "https://www.facebook.com/tr?id=12345&ev=PageView",
    "https://www.facebook.com/xd_arbiter.php",
    "https://connect.facebook.net/en_GB/sdk.js",
    "https://developers.facebook.com/docs",
    "https://www.facebook.com/leasowpark/posts/123456",
    "https://www.facebook.com/leasowpark/photos/a.1/2",
    "https://www.facebook.com/groups/leasowpark/permalink/12345/",
    "https://www.facebook.com/events/12345/",
    "https://www.facebook.com/hashtag/leasow",
    "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    "https://www.facebook.com/profile.php",
    "https://www.facebook.com/pages/create",
    "https://www.facebook.com/",
    "https://www.facebook.com/yourpage",
    "https://www.facebook.com/{{ page }}",
    "https://twitter.com/",
    "https://twitter.com/home?status=Leasow",
    "https://twitter.com/intent/tweet?url=https://leasowpark.example&via=leasowpark",
    "https://x.com/intent/post?text=Leasow",
    "https://twitter.com/share?url=x",
    "https://twitter.com/shares",
    "https://twitter.com/search?q=leasow",
    "https://twitter.com/hashtag/leasow",
    "https://twitter.com/leasowpark/status/123",
    "https://twitter.com/leasowpark/lists/parks",
    "https://twitter.com/username",
    "https://twitter.com/@username",
    "https://www.instagram.com/p/AbCd/",
    "https://www.instagram.com/explore/locations/123/leasow/",
    "https://www.instagram.com/leasowpark/p/AbCd/",
    "https://www.instagram.com/",
    "https://www.youtube.com/watch?v=abc",
    "https://www.youtube.com/playlist?list=abc",
    "https://www.youtube.com/embed/abc",
    "https://youtu.be/abc",
    "https://www.tiktok.com/@leasowpark/video/123",
    "https://www.tiktok.com/tag/leasow",
    "https://www.linkedin.com/shareArticle?url=x",
    "https://www.linkedin.com/sharing/share-offsite/?url=x",
    "https://www.linkedin.com/",
    "https://www.google.com/maps?q=Leasow+Park",
    "https://www.google.com/url?q=facebook.com",
    "https://www.linkedin.com/login?session_redirect=https%3A%2F%2Fwww.linkedin.com%2Flogin",
    "https://www.linkedin.com/uas/login?session_redirect=https%3A%2F%2F%5B",
    "https://api.whatsapp.com/send?text=Look",
    "https://wa.me/?text=Look",
    "https://bsky.app/intent/compose?text=Look",
    "https://bsky.app/profile/leasowpark.bsky.social/post/3k",
    "https://www.threads.net/intent/post?text=Look",
    "https://www.threads.net/@leasowpark/post/abc",
    "https://www.addtoany.com/share",
    "https://twtter.com/leasowpark",
    "https://notfacebook.com/leasowpark",
    "https://facebook.com.leasowpark.example/leasowpark",
    "https://medium.com/@leasowpark",
    "mailto:hello@leasowpark.example",
    "javascript:void(0)",
    "#",
    "",
    "https://[",
]


@pytest.mark.parametrize(("address", "key"), SAME_ACCOUNT)
def test_account_key_when_spelt_in_many_ways(address: str, key: str) -> None:
    account = read_account(address)

    assert account is not None
    assert account.key == key


@pytest.mark.parametrize("address", NOT_ACCOUNTS)
def test_no_account_when_address_shares_or_shows_something_else(address: str) -> None:
    assert read_account(address) is None


def test_fediverse_account_when_server_is_known_by_its_name() -> None:
    account = read_fediverse_account("https://mastodon.social/@leasowpark")

    assert account is not None
    assert account.key == "mastodon:mastodon.social/@leasowpark"


def test_fediverse_account_when_only_the_page_says_so() -> None:
    address = "https://talk.leasowpark.example/@friends"

    assert read_fediverse_account(address) is None
    assert read_fediverse_account(address, said_so=True) is not None


@pytest.mark.parametrize("host", ["medium.com", "www.tiktok.com", "flipboard.com"])
def test_no_fediverse_account_when_host_is_another_network(host: str) -> None:
    assert read_fediverse_account(f"https://{host}/@leasowpark", said_so=True) is None


def test_network_of_host_when_name_only_looks_alike() -> None:
    assert network_of("m.facebook.com") == "facebook"
    assert network_of("notfacebook.com") == ""
    assert network_of("facebook.com.leasow.example") == ""


HOSTS = st.sampled_from(
    """
    facebook.com www.facebook.com m.facebook.com fb.me twitter.com x.com instagram.com youtube.com tiktok.com
    linkedin.com wa.me chat.whatsapp.com api.whatsapp.com bsky.app threads.net mastodon.social
    """.split()  # noqa: SIM905
)
ROOMS = st.sampled_from(
    """
    groups pages people share profile.php pg p plugins company in pub user c channel intent i @leasow profile
    """.split()  # noqa: SIM905
)
PATHS = st.lists(st.one_of(ROOMS, st.text(max_size=20)), max_size=5).map("/".join)
ADDRESSES = st.builds(
    "{}{}/{}{}".format,
    st.sampled_from(["https://", "//", "http:/", "", "http://https://"]),
    HOSTS,
    PATHS,
    st.one_of(st.just(""), st.text(max_size=30).map("?id=123456789&".__add__)),
)


@given(st.one_of(ADDRESSES, st.text(max_size=300)))
@example("https://www.facebook.com/plugins/page.php?href=facebook.com/plugins/page.php?href=facebook.com")
def test_reading_an_address_when_it_could_be_anything(address: str) -> None:
    """Never raises, and reading the tidy address again gives the same account."""
    for read in (read_account, _read_fediverse):
        account = read(address)
        if account is not None:
            again = read(account.url)
            assert again is not None
            assert again.key == account.key
            assert again.url == account.url


def _read_fediverse(address: str) -> SocialAddress | None:
    return read_fediverse_account(address, said_so=True)
