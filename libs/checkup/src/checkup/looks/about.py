"""Does the first page say what the group does?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Evidence, Finding
from .seeing import at_the_front, not_sure, seen, unsure

_ENOUGH = 30  # words: about two sentences
_MANY = 150  # in all: more than a menu and a footer, so the group's own are among them somewhere


def _see(look: Look, site: Site) -> Finding:
    if not at_the_front(site):
        return look.could_not_check("inner page", [site.what_we_read])
    reading = site.front.reading
    if reading.own_words < _ENOUGH:
        return unsure(look, site, front_only=True) or _few_words(look, site)
    if reading.builder_words:
        return look.easy_win("builder's words", site, [_opening(site)])
    return look.good("says", [_opening(site)])


def _few_words(look: Look, site: Site) -> Finding:
    if site.front.words >= _MANY:
        return look.could_not_check("which words", [site.what_we_read])
    if site.front.pictures.total or site.front.reading.slider:
        return look.easy_win("pictures", site, [_opening(site)])
    return look.easy_win("few words", site, [_opening(site)])


def _opening(site: Site) -> Evidence:
    return seen(
        site.front, site.front.reading.opening or "no words of its own", "at the beginning of the page"
    )


_TWO_SENTENCES = "“We look after Leasow Park. Everybody is welcome, on the first Sunday of the month at ten.”"

ABOUT = Look(
    id="about",
    title="The first page says what you do",
    looks_for="Two or three sentences of your own on the first page, as words and not only inside a picture.",
    why=(
        "People decide in a few seconds whether they are in the right place. Words inside pictures cannot "
        "be read aloud to blind visitors, nor found by search engines."
    ),
    minutes=15,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Pages, edit your home page, and put two sentences in a Paragraph block at the"
            f" top: {_TWO_SENTENCES} If a sample text is still there, take it out. Press Save (or Update)."
        ),
        "WordPress.com": (
            "In WordPress.com, open Pages, edit your home page, and put two sentences in a Paragraph block "
            f"at the top: {_TWO_SENTENCES} If a sample text is still there, take it out. Press Save "
            "(or Update)."
        ),
        "Wix": (
            "In the Wix editor, press Add Elements, then Text, drag a Paragraph to the top of the first page,"
            f" and write two sentences: {_TWO_SENTENCES} Then publish."
        ),
        "Squarespace": (
            "In Squarespace, edit the first page, press Add Block, then Text, drag it to the top, and write"
            f" two sentences: {_TWO_SENTENCES} Save."
        ),
        "Google Sites": (
            "In Google Sites, open the first page, press Insert, then Text box, drag it to the top, and write"
            f" two sentences: {_TWO_SENTENCES} Then publish."
        ),
        "Weebly": (
            "In Weebly, drag a Text box to the top of the first page and write two sentences:"
            f" {_TWO_SENTENCES} Then publish."
        ),
        "": f"Write two sentences at the top of the first page, as ordinary text: {_TWO_SENTENCES}",
    },
    says={
        "says": "Your first page says what you do.",
        "few words": "Your first page says very little in words yet.",
        "pictures": "Your first page shows pictures and says very little in words.",
        "which words": "We could not tell which words on your first page are about your group.",
        "builder's words": "Your first page still has sample words from the website builder.",
        **not_sure("what your first page says", "inner page"),
    },
    could_not_check_when=(
        "we did not see your first page, it is put together by a script, or its words all stand in menus."
    ),
    see=_see,
    card="invite-people",
)
