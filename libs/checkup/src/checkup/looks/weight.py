"""Is the first page light enough for a phone on the road? Weighed in bytes and never timed."""

from __future__ import annotations

from ..facts import Tried
from ..looking import Look, Site
from ..report import Evidence, Finding
from .seeing import seen

_A_MEGABYTE = 1_000_000
_HEAVY_PAGE = 3 * _A_MEGABYTE
_HEAVY_PICTURE = _A_MEGABYTE


def _see(look: Look, site: Site) -> Finding:
    front, weighed = site.front, site.arrival.pictures
    known = [picture for picture in weighed if picture.size is not None]
    heavy = [picture for picture in known if (picture.size or 0) > _HEAVY_PICTURE]
    if heavy:
        return _heavy_pictures(look, site, heavy)
    total = front.size + sum(picture.size or 0 for picture in known)
    if total > _HEAVY_PAGE:
        evidence = [seen(front, _in_megabytes(total), "the page with its pictures")]
        return look.easy_win("page", site, evidence, size=_in_megabytes(total))
    if front.cut_short or len(known) * 2 < max(len(weighed), min(front.pictures.total, 20)):
        return look.could_not_check("not weighed")
    return look.good("light", [seen(front, _in_megabytes(total), "the page with its pictures")])


def _heavy_pictures(look: Look, site: Site, heavy: list[Tried]) -> Finding:
    heaviest = sorted(heavy, key=lambda picture: picture.size or 0, reverse=True)
    evidence = [
        Evidence(site.front.url, f"{_file_name(one)}: {_in_megabytes(one.size or 0)}"[:200], "a picture")
        for one in heaviest[:5]
    ]
    says = "picture" if len(heavy) == 1 else "pictures"
    size = _in_megabytes(heaviest[0].size or 0)
    return look.easy_win(says, site, evidence, size=size, pictures=str(len(heavy)))


def _file_name(picture: Tried) -> str:
    return picture.address.split("?", maxsplit=1)[0].rpartition("/")[2] or picture.address


def _in_megabytes(size: int) -> str:
    return f"{max(size / _A_MEGABYTE, 0.1):.1f} MB"


_SHRINK = (
    "Open the picture on your computer (Photos on Windows, Preview on a Mac), choose Resize (on a Mac Tools, "
    "then Adjust Size), set the width to 1600 and save it under a new name. Nobody will see the difference."
)
WEIGHT = Look(
    id="weight",
    title="Your first page is light enough for phones",
    looks_for=(
        "How big the first page and its pictures are: more than 3 MB together, or one picture over 1 MB."
    ),
    why="People on a phone pay for what they load, and away from home it takes long. Many do not wait.",
    minutes=20,
    how_to_fix={
        "WordPress": (
            f"{_SHRINK} In WordPress, press the picture, then Replace, then Upload. Or choose a smaller "
            "Resolution for it on the right, such as Large: WordPress has made one already. Then press Save."
        ),
        "Wix": (
            f"{_SHRINK} In the Wix editor, press the picture, then Change Image, and upload it. Then press "
            "Publish."
        ),
        "Squarespace": (
            f"{_SHRINK} In Squarespace, press Edit, press the picture twice, then Replace, and upload it. "
            "Then save."
        ),
        "Google Sites": (
            f"{_SHRINK} In Google Sites, press the picture, then the three dots, then Replace image. Then "
            "press Publish."
        ),
        "GoDaddy": (
            f"{_SHRINK} In GoDaddy, press Edit Website, press the picture and upload it. Then press Publish."
        ),
        "Weebly": (
            f"{_SHRINK} In the Weebly editor, press the picture, then Replace Image, and upload it. Then "
            "press Publish."
        ),
        "": (
            f"{_SHRINK} Put it on the website in place of the big one, or send it to whoever looks after "
            "the website."
        ),
    },
    says={
        "light": "Your first page is light enough for phones.",
        "picture": "One picture on your first page is very big for a phone: {size}.",
        "pictures": "{pictures} pictures on your first page are very big for a phone, the biggest {size}.",
        "page": "Your first page with its pictures is big for a phone: {size}.",
        "not weighed": "We could not weigh the pictures on your first page.",
    },
    card="lighter-pages",
    could_not_check_when="the website does not say how big its pictures are, or we saw only one saved page.",
    see=_see,
)
