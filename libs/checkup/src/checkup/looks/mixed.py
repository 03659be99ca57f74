"""Do parts of the page come without the padlock?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Finding
from .seeing import seen

_MOST_SHOWN = 5


def _see(look: Look, site: Site) -> Finding:
    if not site.front.url.startswith("http"):
        return look.could_not_check("no address", [site.what_we_read])
    locked = [page for page in site.pages if page.url.startswith("https:")]
    if site.arrival.padlock is False or not locked:
        return look.does_not_apply("no padlock")
    loose = [(page, part) for page in locked for part in page.insecure_parts]
    if loose:
        shown = [seen(page, part, "in the page") for page, part in loose[:_MOST_SHOWN]]
        return look.easy_win("some" if len(loose) > 1 else "one", site, shown, count=str(len(loose)))
    if site.seen_in_part:
        return look.could_not_check("in part", [site.what_we_read])
    return look.good("all", [site.what_we_read])


MIXED = Look(
    id="mixed",
    title="Everything on your page comes with the padlock",
    looks_for="Pictures, frames and other parts of a page with a padlock that are fetched without one.",
    why=(
        "Browsers may leave such parts out, so visitors see gaps, or they may take the padlock away from "
        "the whole page."
    ),
    minutes=15,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Settings, then General, and check that both addresses begin with https://. "
            "Where a picture is named in the list, edit the page, press the picture, then Replace, and "
            "choose it again. If there are many, bring it to a surgery: a helper can change them all at "
            "once, with a copy of the website made first."
        ),
        "WordPress.com": (
            "In WordPress.com, these are pictures brought in from another website. Edit the page, click the "
            "picture, press Replace, and upload it from your computer instead. Press Save (or Update)."
        ),
        "Wix": (
            "In Wix, these are pictures or boxes brought in from another website. Click the box in the "
            "editor, press Change Image or Enter Code, and use an address that begins with https://, or "
            "upload the picture to Wix. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, these are things pasted into an Embed or Code block. Open the block, change "
            "http:// to https:// in the address, save, and see whether it still shows. For a picture, "
            "upload it in an Image block instead."
        ),
        "": (
            "Change http:// to https:// in the addresses listed here, one by one, and look whether each "
            "still shows. If one does not, copy the picture to your own website and use it from there."
        ),
    },
    says={
        "all": "Everything we saw on your pages comes with the padlock.",
        "one": "One part of your page is fetched without the padlock, so it may not show.",
        "some": "{count} parts of your pages are fetched without the padlock, so they may not show.",
        "no padlock": "This is for pages with a padlock, and the one we looked at has none.",
        "no address": "We looked at a saved copy of your page and do not know whether it has a padlock.",
        "in part": "We could not read enough of your website to see whether all parts have the padlock.",
    },
    could_not_check_when=(
        "a page was too long to read to the end, would not open, or is put together by a script."
    ),
    see=_see,
    card="padlock",
)
