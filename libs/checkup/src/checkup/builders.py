"""Which website builder or club platform made a page, where the page signs itself."""

from __future__ import annotations

from collections.abc import Iterable

from .text_scan import Signs

_TOP = 2_000  # bytes in which some builders leave a remark

# In this order: a builder's own signs before the ones it shares with others.
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Wix", ("wix.com website builder", "static.wixstatic.com", "static.parastorage.com")),
    ("Squarespace", ("static1.squarespace.com", "this is squarespace", "assets.squarespace.com")),
    ("Google Sites", ("sites.google.com/", "ssl.gstatic.com/atari")),
    ("Weebly", ("editmysite.com", "weeblycloud.com")),
    ("GoDaddy", ("go daddy website builder", "godaddy website builder", "img1.wsimg.com")),
    ("Webflow", ("assets.website-files.com", "by: webflow", "cdn.prod.website-files.com")),
    ("Jimdo", ("assets.jimstatic.com", "jimdo-storage", "by: jimdo", "jimdofree.com")),
    ("Strikingly", ("static-assets.strikinglycdn.com", "strikinglycdn.com", "by: strikingly")),
    ("Pitchero", ("pitchero.com/", "by: pitchero")),
    ("ClubSpark", ("clubspark.lta.org.uk", "clubspark.com", "cdn.clubspark")),
    ("ClubBuzz", ("clubbuzz.co.uk", "clubbuzz.com")),
    ("Teamer", ("teamer.net", "by: teamer")),
    ("Play-Cricket", ("play-cricket.com/assets", "play-cricket.com/website")),
    ("Blogger", ("by: blogger", "www.blogger.com/static",
    "blogger.googleusercontent.com")),
    ("WordPress.com", ("by: wordpress.com", "s0.wp.com/", "s1.wp.com/", "s2.wp.com/")),
    ("WordPress", ("/wp-content/", "/wp-includes/", "by: wordpress")),
    ("Joomla", ("by: joomla", "/media/jui/", "/media/system/js/core")),
    ("Drupal", ("by: drupal", "/sites/default/files/", "drupal-settings-json", "drupal.settings")),
)  # fmt: skip

# What a theme or builder puts there until somebody writes something better.
_BUILDER_WORDS = (
    "just another wordpress site", "lorem ipsum", "welcome to wordpress. this is your first post",
    "hello world!",
    "this is an example page", "your site description", "add a description", "this is a sample page",
    "your tagline here",
    "i'm a paragraph. click here to add", "i'm a paragraph. i'm connected", "my site", "edit this text",
    "untitled page",
    "this is the space to introduce", "a wordpress site", "your website description", "mysite", "site title",
)  # fmt: skip

_ANY = Signs(*(sign for _, signs in _SIGNS for sign in signs))


def builder_of(source: bytes, tags: Iterable[str], said: Iterable[str]) -> str:
    """By name, or "" where the page does not say. `tags` are its scripts' opening tags, lower case, `said`
    what it names: who generated it, its style sheets, its first pictures.
    """
    top = source[:_TOP].decode("utf-8", "replace")
    signed = "\n".join((top.lower(), *tags, "\n".join(said).lower()))
    found = _ANY.places(signed)
    return next((name for name, signs in _SIGNS if not found.keys().isdisjoint(signs)), "")


def says_the_builders_words(said: str) -> bool:
    """Whether a page's words, lower case, are still those its builder or theme came with."""
    return any(words in said for words in _BUILDER_WORDS)
