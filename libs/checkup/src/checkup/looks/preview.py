"""Does a picture show when somebody shares the page?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Finding
from .seeing import seen

# Pictures that builders put there until somebody chooses one.
_BUILDER_PICTURES = (
    "s0.wp.com/i/blank",
    "s0.wp.com/_si/",
    "wordpress.com/i/blank",
    "wp.com/i/webclip",
    "wp-includes/images/",
    "parastorage.com/",
    "default-favicon",
    "placeholder",
    "editmysite.com/images/site/footer",
)


def _see(look: Look, site: Site) -> Finding:
    front = site.front
    picture = front.head.preview_picture
    if not picture:
        return _without(look, site)
    where = [seen(front, picture, "in the setting-up of the page")]
    if any(stock in picture.lower() for stock in _BUILDER_PICTURES):
        return look.easy_win("builder's picture", site, where)
    tried = site.arrival.preview
    if tried is not None and tried.there is False:
        return look.easy_win("gone", site, where)
    if not (front.head.preview_title or front.title):
        return look.easy_win("no name", site, where)
    return look.good("shows", where)


def _without(look: Look, site: Site) -> Finding:
    if not site.front.layout.head_seen:
        return look.could_not_check("not far enough", [site.what_we_read])
    nothing = seen(site.front, "no picture chosen", "in the setting-up of the page")
    return look.easy_win("no picture", site, [nothing])


PREVIEW = Look(
    id="preview",
    title="When shared, your page shows a picture and a name",
    looks_for="The picture and the name that your page offers to Facebook, WhatsApp and others.",
    why=(
        "When somebody passes your page on, a picture and a name make others look. Without them the "
        "networks pick any picture, or show a bare address."
    ),
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, edit your home page and set a Featured image at the side. Most websites also "
            "need a free plugin to hand it on: open Plugins, then Add Plugin, and add Yoast SEO; in its box "
            "under your home page open Social and choose the picture there. Press Save (or Update)."
        ),
        "WordPress.com": (
            "In WordPress.com, edit your home page, open Page at the side, and set a Featured image of your "
            "group. Press Save (or Update). It hands the picture on by itself."
        ),
        "Wix": (
            "In the Wix editor, open Pages & Menu, press the three dots beside your home page, then Social "
            "Share, and upload a picture of your group, wider than it is high. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, open Pages, press the cog beside your home page, then Social Image, and upload "
            "a picture of your group, wider than it is high. Press Save."
        ),
        "Google Sites": (
            "Google Sites takes the picture by itself from the top of the page. So put a picture of your "
            "group into the header: hover over it, press Image, then Upload. Then publish."
        ),
        "Weebly": (
            "In Weebly, open Pages, choose your home page, and put a good picture of your group at the top "
            "of it, or in the header: Facebook takes that one. Then publish."
        ),
        "": (
            "Ask whoever looks after the website to name a picture at the beginning of the first page:"
            ' <meta property="og:image" content="…"> with the full address of the picture in place of the'
            " dots. One that is about 1200 wide and 630 high looks best."
        ),
    },
    says={
        "shows": "When somebody shares your page, a picture of your choice shows.",
        "no picture": "No picture is chosen yet for when somebody shares your page.",
        "builder's picture": "When somebody shares your page, a picture from the website builder shows.",
        "gone": "The picture for sharing your page cannot be found any more.",
        "no name": "When somebody shares your page, no name shows beside the picture.",
        "not far enough": "We could not read far enough to see what shows when your page is shared.",
    },
    could_not_check_when="the beginning of the page could not be read to its end.",
    see=_see,
    card="preview-when-shared",
)
