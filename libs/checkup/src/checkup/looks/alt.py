"""Are the pictures described for people who cannot see them?"""

from __future__ import annotations

from itertools import islice

from ..facts import Page, Pictures
from ..looking import Look, Site
from ..report import Evidence, Finding
from ..words import so_many
from .seeing import not_sure, seen

_A_FEW = 2  # one or two among many are an oversight, not worth anybody's evening
_MANY = 20


def _see(look: Look, site: Site) -> Finding:
    shown = max(site.pages, key=lambda page: page.pictures.undescribed_count)
    pictures = shown.pictures
    if not pictures.total and not any(page.pictures.total for page in site.pages):
        return look.could_not_check("in part") if site.seen_in_part else look.does_not_apply("none")
    if not pictures.undescribed_count:
        return look.good("described")
    few = pictures.undescribed_count <= _A_FEW and pictures.total >= _MANY
    if few and not pictures.in_links_undescribed:
        return look.good("nearly", _evidence(shown))
    return look.easy_win(
        _says(pictures),
        site,
        _evidence(shown),
        pictures=so_many(pictures.undescribed_count, "picture"),
        total=str(pictures.total),
    )


def _says(pictures: Pictures) -> str:
    if pictures.undescribed_count == 1:
        return "one"
    return "in links" if pictures.in_links_undescribed == pictures.undescribed_count else "undescribed"


def _evidence(page: Page) -> list[Evidence]:
    addresses = (address for address in page.pictures.undescribed if not address.startswith("data:"))
    return [seen(page, _file_name(address), "a picture on the page") for address in islice(addresses, 5)]


def _file_name(address: str) -> str:
    """What whoever put it there may know it by."""
    return address.split("?", maxsplit=1)[0].rstrip("/").rpartition("/")[2] or address


ALT = Look(
    id="alt",
    title="Your pictures are described",
    looks_for=(
        "Pictures without a description. One that is only there to look nice needs none, as long as the "
        "website says so."
    ),
    why=(
        "People who cannot see well have the page read out to them, and hear the description in place of the "
        "picture. Search engines read it too."
    ),
    minutes=15,
    how_to_fix={
        "WordPress": (
            "In WordPress, press Edit on the page and press the picture. On the right, under Settings, write "
            "a few words in the box called Alternative Text: “Volunteers planting bulbs by the gate”. Leave "
            "it empty for a picture that is only there to look nice. Then press Save."
        ),
        "Wix": (
            "In the Wix editor, press the picture, then Settings, and write a few words in the box that asks "
            "what is in the picture: “Volunteers planting bulbs by the gate”. Then press Publish."
        ),
        "Squarespace": (
            "In Squarespace, press Edit, press the picture twice, and write a few words in the box called "
            "Image alt text: “Volunteers planting bulbs by the gate”. Then save."
        ),
        "Google Sites": (
            "In Google Sites, press the picture, then the three dots, then Alt text, and write a few words: "
            "“Volunteers planting bulbs by the gate”. For one that is only there to look nice, tick "
            "Decorative. Then press Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, press the picture, and write a few words as its description: "
            "“Volunteers planting bulbs by the gate”. Then press Publish."
        ),
        "Weebly": (
            "In the Weebly editor, press the picture, then Advanced, and write a few words in the box called "
            "Alt Text: “Volunteers planting bulbs by the gate”. Then press Publish."
        ),
        "Joomla": (
            "In Joomla, open the article, press the picture, then the picture button, and write a few words "
            "in the box called Image Description: “Volunteers planting bulbs by the gate”. Then save."
        ),
        "": (
            "Ask whoever looks after the website to add a few words to each picture, like this: "
            'alt="Volunteers planting bulbs by the gate". For one that is only there to look nice, alt="" '
            "with nothing between the marks. You could write the list of words for them."
        ),
    },
    says={
        "described": "Your pictures are described.",
        "nearly": "Nearly all of your pictures are described.",
        "undescribed": "On one page, {pictures} of {total} could do with a description.",
        "one": "One picture on your website could do with a description.",
        "in links": (
            "On one page, {pictures} that are links have no description, so nobody hears where they lead."
        ),
        "none": "There are no pictures on the pages we read, so there is nothing to describe.",
        **not_sure("your pictures"),
    },
    card="describe-pictures",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
