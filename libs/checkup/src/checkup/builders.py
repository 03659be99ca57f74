"""Which website builder or club platform made a page, where the page signs itself."""

from __future__ import annotations

from collections.abc import Iterable

_TOP = 2_000  # bytes in which some builders leave a remark

# In this order: a builder's own signs before the ones it shares with others.
_SIGNS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("Wix", (b"wix.com website builder", b"static.wixstatic.com", b"static.parastorage.com")),
    ("Squarespace", (b"static1.squarespace.com", b"this is squarespace", b"assets.squarespace.com")),
    ("Google Sites", (b"sites.google.com/", b"ssl.gstatic.com/atari")),
    ("Weebly", (b"editmysite.com", b"weeblycloud.com")),
    ("GoDaddy", (b"go daddy website builder", b"godaddy website builder", b"img1.wsimg.com")),
    ("Webflow", (b"assets.website-files.com", b"by: webflow", b"cdn.prod.website-files.com")),
    ("Jimdo", (b"assets.jimstatic.com", b"jimdo-storage", b"by: jimdo", b"jimdofree.com")),
    ("Strikingly", (b"static-assets.strikinglycdn.com", b"strikinglycdn.com", b"by: strikingly")),
    ("Pitchero", (b"pitchero.com/", b"by: pitchero")),
    ("ClubSpark", (b"clubspark.lta.org.uk", b"clubspark.com", b"cdn.clubspark")),
    ("ClubBuzz", (b"clubbuzz.co.uk", b"clubbuzz.com")),
    ("Teamer", (b"teamer.net", b"by: teamer")),
    ("Play-Cricket", (b"play-cricket.com/assets", b"play-cricket.com/website")),
    ("Blogger", (b"by: blogger", b"www.blogger.com/static",
    b"blogger.googleusercontent.com")),
    ("WordPress.com", (b"by: wordpress.com", b"s0.wp.com/", b"s1.wp.com/", b"s2.wp.com/")),
    ("WordPress", (b"/wp-content/", b"/wp-includes/", b"by: wordpress")),
    ("Joomla", (b"by: joomla", b"/media/jui/", b"/media/system/js/core")),
    ("Drupal", (b"by: drupal", b"/sites/default/files/", b"drupal-settings-json", b"drupal.settings")),
)  # fmt: skip


def builder_of(low: bytes, tags: Iterable[bytes], said: Iterable[str]) -> str:
    """By name, or "" where the page does not say. `low` is the source in lower case, `tags` its scripts'
    opening tags, `said` what it names: who generated it, its style sheets, its first pictures.
    """
    signed = b"\n".join((low[:_TOP], *tags, *(one.lower().encode("utf-8", "replace") for one in said)))
    return next((name for name, signs in _SIGNS if any(sign in signed for sign in signs)), "")
