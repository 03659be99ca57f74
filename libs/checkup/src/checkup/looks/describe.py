"""Is there a sentence about the group for search results?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Finding
from .seeing import seen

_SHORTEST, _LONGEST = 50, 300
_SAMPLES = (
    "just another wordpress",
    "lorem ipsum",
    "this is a sample",
    "this is an example",
    "sample description",
    "description of your",
    "describe your site",
    "enter a description",
    "your description here",
    "your site description",
    "add a description",
    "meta description",
    "my wordpress blog",
    "a great wordpress.com site",
    "default description",
    "@@",
    "{{",
    "joomla! - the dynamic portal",
)


def _see(look: Look, site: Site) -> Finding:
    front = site.front
    said = front.head.description or front.head.preview_description
    if not said:
        return _without(look, site)
    where = [seen(front, said, "in the setting-up of the page")]
    if _is_sample(said):
        return look.easy_win("sample", site, where)
    if len(said) < _SHORTEST or said.lower() == front.title.lower():
        return look.easy_win("short", site, where)
    return look.easy_win("long", site, where) if len(said) > _LONGEST else look.good("there", where)


def _without(look: Look, site: Site) -> Finding:
    if not site.front.layout.head_seen:
        return look.could_not_check("not far enough", [site.what_we_read])
    nothing = seen(site.front, "no description", "in the setting-up of the page")
    return look.easy_win("none", site, [nothing])


def _is_sample(said: str) -> bool:
    low = said.lower()
    return any(sample in low for sample in _SAMPLES)


DESCRIBE = Look(
    id="describe",
    title="A sentence describes your group for search results",
    looks_for=(
        "The sentence search engines show under your name, of about 50 to 300 letters. Visitors to the page "
        "do not see it."
    ),
    why=(
        "People choose from a list of search results by that sentence. Without it, search engines pick any "
        "words they find, often a menu."
    ),
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, a free plugin has a box for it: open Plugins, then Add Plugin, and add Yoast "
            "SEO. Then edit your home page, find Yoast SEO under the text or at the side, and write under "
            "Meta description one sentence: who you are, what you do, where, and who can come. Press "
            "Save (or Update)."
        ),
        "WordPress.com": (
            "In WordPress.com, open Settings, then General, and under Tagline write one sentence: who you "
            "are, what you do, where, and who can come. It stands in for a description. Save."
        ),
        "Wix": (
            "In the Wix editor, open Pages & Menu, press the three dots beside your home page, then SEO "
            "Basics. Under Meta description write one sentence: who you are, what you do, where, and who "
            "can come. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, open Pages, press the cog beside your home page, then SEO, and write one "
            "sentence under SEO Description: who you are, what you do, where, and who can come. Press Save."
        ),
        "Google Sites": (
            "Google Sites has no box for it and takes the first words on the page. So begin your first page "
            "with one sentence in ordinary text: who you are, what you do, where, and who can come. "
            "Publish."
        ),
        "Weebly": (
            "In Weebly, open Pages, choose your home page, then SEO Settings, and write one sentence under "
            "Page Description: who you are, what you do, where, and who can come. Then publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, click the cog of the home page, then SEO, and write one "
            "sentence under Description: who you are, what you do, where, and who can come. Then publish."
        ),
        "": (
            "Ask whoever looks after the website to add a description to the first page, at its beginning:"
            ' <meta name="description" content="…"> with one sentence in place of the dots: who you are, what'
            " you do, where, and who can come."
        ),
    },
    says={
        "there": "A sentence describes your group for search results.",
        "none": "There is no sentence yet that describes your group for search results.",
        "short": "The sentence for search results is very short, so it does not tell people much.",
        "long": "The sentence for search results is so long that its end is cut off.",
        "sample": "The sentence for search results is not about your group yet.",
        "not far enough": "We could not read far enough to see the sentence for search results.",
    },
    could_not_check_when="the beginning of the page could not be read to its end.",
    see=_see,
    card="get-found",
)
