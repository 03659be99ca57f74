"""Whose account is it? Told on made-up pages of Leasow Vale."""

from __future__ import annotations

import time

import pytest
from leasow_pages import WELCOME, icons, page

from checkup import KnownPlaces, Page, look_at_pages
from checkup.names import SiteNames, is_like, is_rather_like

FB = "https://www.facebook.com/"


def own(*pages: Page, known: KnownPlaces | None = None) -> list[str]:
    accounts, _ = look_at_pages(pages, known=known)
    return [account.key for account in accounts if account.own]


def others(*pages: Page) -> dict[str, str]:
    accounts, _ = look_at_pages(pages)
    return {account.key: account.because for account in accounts if not account.own}


def test_own_accounts_when_they_stand_in_the_footer() -> None:
    front = page(WELCOME + icons(FB + "CanalsideGreen", "https://x.com/canalsidegreen"))

    assert own(front) == ["facebook:canalsidegreen", "twitter:canalsidegreen"]


def test_share_buttons_when_the_page_has_no_account() -> None:
    share = "".join(
        f'<a href="{address}">Share</a>'
        for address in (
            FB + "sharer/sharer.php?u=https://leasowpark.example",
            "https://twitter.com/intent/tweet?via=addtoany",
            "https://api.whatsapp.com/send?text=Leasow",
        )
    )

    assert look_at_pages([page(WELCOME + f"<div class=share>{share}</div>")])[0] == ()


def test_author_of_an_article_when_the_site_has_its_own() -> None:
    article = (
        "<article><h1>Bluebells</h1><p>They are out.</p><div class='author-bio'>By Rukhsana Malik "
        "<a href='https://twitter.com/rukhsanawrites'>Twitter</a></div></article>"
    )
    front = page(article + icons("https://twitter.com/leasowpark"))

    assert own(front) == ["twitter:leasowpark"]
    assert others(front) == {"twitter:rukhsanawrites": "it stands beside somebody else's name"}


@pytest.mark.parametrize(
    "box",
    [
        "<div class='testimonial'><p>Lovely! <a href='{}'>Stan's Cafe</a></p></div>",
        "<section id='our-sponsors'><a href='{}'>Stan's Cafe</a></section>",
        "<ol class='commentlist'><li><a href='{}'>Stan</a> I was there too</li></ol>",
        "<footer><p>Website by <a href='{}'>Stan's Web Designs of Leasow</a></p></footer>",
        "<blockquote>As <a href='{}'>Stan</a> said, it was a grand day out for everybody.</blockquote>",
        "<p>Links from the author: <a href='{}'>Visit author's Facebook</a></p>",
    ],
)
def test_somebody_elses_account_when_it_stands_in_their_box(box: str) -> None:
    front = page(WELCOME + box.format(FB + "stansplace") + icons(FB + "LeasowPark"))

    assert own(front) == ["facebook:leasowpark"]


def test_builders_account_when_the_theme_put_it_there() -> None:
    front = page(WELCOME + icons(FB + "wix", "https://twitter.com/leasowpark"))

    assert own(front) == ["twitter:leasowpark"]
    assert others(front) == {"facebook:wix": "it belongs to the website's builder or theme"}


def test_builders_account_when_it_is_the_builders_own_website() -> None:
    front = page(icons(FB + "webs"), url="https://www.webs.example/", title="Webs: the spiders of Leasow")

    assert own(front) == ["facebook:webs"]


def test_personal_profile_when_it_stands_alone_in_the_text() -> None:
    front = page(WELCOME + '<p><a href="https://www.linkedin.com/in/jean-barlow">Jean Barlow, chair</a></p>')

    assert others(front) == {"linkedin:in/jean-barlow": "it is one person's own"}


def test_personal_profile_when_the_site_is_the_persons_own() -> None:
    front = page(
        icons("https://www.linkedin.com/in/jean-barlow"),
        url="https://jeanbarlow.example/",
        title="Jean Barlow",
    )

    assert own(front) == ["linkedin:in/jean-barlow"]


def test_icons_beside_a_persons_profile_when_the_site_has_its_own() -> None:
    speaker = (
        "<div><div><a href='https://www.linkedin.com/in/des-okafor'>in</a> "
        "<a href='https://www.instagram.com/deswalks'>ig</a></div></div>"
    )

    assert own(page(speaker + icons(FB + "LeasowPark"))) == ["facebook:leasowpark"]


def test_list_of_links_when_none_is_named_like_the_site() -> None:
    links = "".join(
        f"<li><a href='https://www.youtube.com/user/{n}'>{n}</a></li>" for n in ("ab1", "cd2", "ef3", "gh4")
    )

    assert own(page(WELCOME + f"<ul>{links}</ul>")) == []


def test_account_named_in_an_article_when_the_site_has_another() -> None:
    article = (
        f"<article><p>On Saturday we walked with <a href='{FB}wharfroadrunners'>Wharf Road Runners</a> all"
        f" the way to the lock and back again.</p></article>"
    )

    assert own(page(article + icons(FB + "LeasowPark"))) == ["facebook:leasowpark"]


def test_account_in_a_sentence_when_the_page_says_follow_us() -> None:
    front = page(
        f"<p>If you like what we do, follow us on <a href='{FB}greenspacegang'>Facebook</a> today.</p>"
    )

    assert own(front) == ["facebook:greenspacegang"]


def test_account_when_the_directory_knows_it() -> None:
    front = page("<div class='sponsors'><a href='https://x.com/oddname'>X</a></div>")
    known = KnownPlaces((("x", "@OddName"),))

    assert own(front) == []
    assert own(front, known=known) == ["twitter:oddname"]


@pytest.mark.parametrize(
    "widget",
    [
        '<div class="fb-page" data-href="https://www.facebook.com/LeasowPark"></div>',
        '<iframe src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Ffacebook.com%2FLeasowPark">',
        '<iframe src="//www.facebook.com/plugins/likebox.php?href=http%3A%2F%2Ffacebook.com%2FLeasowPark">',
        '<fb:like-box href="https://www.facebook.com/LeasowPark"></fb:like-box>',
        '<map><area href="https://www.facebook.com/LeasowPark" alt="Facebook"></map>',
        '<a href="https://www.facebook.com/LeasowPark" class="twitter-timeline">Our page</a>',
    ],
)
def test_account_when_it_is_a_page_box_or_an_image_map(widget: str) -> None:
    assert own(page(WELCOME + widget)) == ["facebook:leasowpark"]


@pytest.mark.parametrize(
    ("widget", "key"),
    [
        ('<fb:fan profile_id="123456789012"></fb:fan>', "facebook:id:123456789012"),
        ('<div class="g-ytsubscribe" data-channelid="UCleasow"></div>', "youtube:id:UCleasow"),
        ('<div class="g-ytsubscribe" data-channel="LeasowPark"></div>', "youtube:leasowpark"),
        (
            '<iframe src="https://platform.twitter.com/widgets/follow_button.html?screen_name=LeasowPark">',
            "twitter:leasowpark",
        ),
        (
            '<iframe src="https://platform.twitter.com/widgets/follow_button.html#screen_name=LeasowPark">',
            "twitter:leasowpark",
        ),
    ],
)
def test_account_when_it_is_a_follow_button(widget: str, key: str) -> None:
    assert own(page(WELCOME + widget)) == [key]


def test_videos_shown_on_the_page_when_it_has_no_channel() -> None:
    assert own(page('<iframe src="https://www.youtube.com/embed/abc"></iframe>')) == []


def test_accounts_in_comments_and_scripts_when_nobody_can_see_them() -> None:
    front = page(f'<!-- <a href="{FB}LeasowPark">f</a> --><script>var u="{FB}LeasowPark"</script>{WELCOME}')

    assert own(front) == []
    assert front.hidden_accounts == {"facebook:leasowpark"}


def test_mastodon_when_the_link_says_rel_me() -> None:
    front = page(WELCOME + '<a rel="me" href="https://talk.example.net/@leasow">Find us here</a>')

    assert own(front) == ["mastodon:talk.example.net/@leasow"]


def test_mastodon_when_the_head_names_the_handle_and_the_page_links_the_server() -> None:
    front = page(
        WELCOME + '<footer><a href="https://social.leasowpark.example/">Chat with us</a></footer>',
        head='<link rel="me" href="https://social.leasowpark.example/@friends">',
    )

    assert own(front) == ["mastodon:social.leasowpark.example/@friends"]


def test_account_when_one_of_several_pages_shows_it() -> None:
    front, contact = page(WELCOME), page(icons(FB + "LeasowPark"), url="https://leasowpark.example/contact")
    accounts, _ = look_at_pages([front, contact])

    assert [(a.key, a.evidence[0].url) for a in accounts] == [
        ("facebook:leasowpark", "https://leasowpark.example/contact")
    ]


def test_reason_when_an_account_is_told_to_be_own() -> None:
    accounts, _ = look_at_pages([page(icons(FB + "LeasowPark", "https://www.instagram.com/zzqq"))])

    assert [account.because for account in accounts] == [
        "its name is like the website's",
        "it stands at the bottom of the page",
    ]


@pytest.mark.parametrize(
    ("handle", "like", "rather"),
    [
        ("leasowpark", True, True),
        ("Friends.Of.Leasow.Park", True, True),
        ("FOLP_group", True, True),  # its initials
        ("leasowparkfriends", True, True),
        ("theleasowers", False, True),
        ("friendsofmillmeadow", False, False),
        ("lp", False, False),
        ("", False, False),
    ],
)
def test_names_when_they_are_compared_with_the_websites(handle: str, like: bool, rather: bool) -> None:  # noqa: FBT001
    names = SiteNames(
        "https://www.leasowpark.example/", ["Friends of Leasow Park"], ["Bluebells in May | News"]
    )

    assert (is_like(handle, names), is_rather_like(handle, names)) == (like, rather)


def test_accounts_when_a_page_holds_thousands_and_a_title_to_compare() -> None:
    links = "".join(f"<a href='{FB}{chr(97 + n % 26) * 20}{n}'>x</a>" for n in range(5_000))
    began = time.process_time()
    front = page(links, title=" | ".join("leasow" * 5 + str(n) for n in range(400)))
    look_at_pages([front])

    assert front.cut_short  # a thousand are kept, and nothing is said to be missing
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "button",
    [
        """<a href="#" onclick="window.open('{}', 'blank', 'width=850')">Facebook</a>""",
        """<span onclick="javascript:window.open('{}')"><a href="#">Facebook</a></span>""",
        """<a href="javascript:window.open('{}')"><img src="f.png" alt="Facebook"></a>""",
    ],
)
def test_account_when_a_button_of_an_old_website_opens_it_by_script(button: str) -> None:
    front = page(WELCOME + "<footer>" + button.format(FB + "LeasowPark") + "</footer>")

    assert own(front) == ["facebook:leasowpark"]
    assert front.odd_doors == ()


def test_share_button_when_it_opens_by_script() -> None:
    button = (
        f"""<a href="#" onclick="window.open('{FB}sharer/sharer.php?u=https://leasowpark.example')">f</a>"""
    )

    assert own(page(WELCOME + button)) == []


def test_channels_in_a_list_when_they_share_a_trade_with_the_website() -> None:
    channels = "".join(
        f"<div class=cols><h4><a href='https://www.youtube.com/@{name}'>{name}</a></h4>"
        f"<p>Lessons for everybody who would like to paint.</p></div>"
        for name in ("PaintWithStan", "DesignerRukhsana", "JeanDraws", "MusicAndDesign")
    )
    front = page(
        f"<section>{channels}</section>" + icons("https://www.youtube.com/@vgooddesigns"),
        url="https://verygooddesigns.example/courses",
    )

    assert own(front) == ["youtube:vgooddesigns"]


def test_account_when_a_heading_of_the_news_names_somebody_elses() -> None:
    heading = (
        "<h2>For everybody who will walk to the fair next Sunday the hashtag is "
        "<a href='https://x.com/walktothefair'>#walktothefair</a></h2>"
    )
    front = page(WELCOME + heading + icons("https://x.com/leasowpark", FB + "leasowpark"))

    assert own(front) == ["twitter:leasowpark", "facebook:leasowpark"]


def test_account_when_google_sites_sends_visitors_round_by_a_door_of_its_own() -> None:
    door = "https://www.google.com/url?q=https%3A%2F%2Fwww.{}%2FLeasowPark&sa=D"
    maps = "<a href='https://www.google.com/maps?q=Leasow'>Map</a>"
    front = page(WELCOME + maps + icons(door.format("facebook.com"), door.format("instagram.com")))

    assert own(front) == ["facebook:leasowpark", "instagram:leasowpark"]


def test_channel_when_it_stands_in_two_lists_of_links() -> None:
    channels = "".join(
        f"<li><a href='https://www.youtube.com/@{name}'>{name}</a></li>"
        for name in ("a11", "b22", "c33", "d44")
    )
    again = "<p><a href='https://www.youtube.com/@a11'>A video channel</a></p>"

    assert own(page(WELCOME + f"<div><ul>{channels}</ul></div><div><div>{again}</div></div>")) == []
