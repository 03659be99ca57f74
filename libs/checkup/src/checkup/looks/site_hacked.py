"""Are there words on the website that somebody else may have put there?"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Page
from ..looking import Look, Site
from ..names import host_of
from ..report import Evidence, Finding
from .seeing import seen

# A casino night in the church hall, or a chemist who sponsors the team, is nobody's spam.
_HARMLESS = (
    "casino night",
    "fun casino",
    "race night",
    "casino evening",
    "fundrais",
    "pharmacist",
    "local pharmacy",
    "chemist",
    "gambling support",
    "gambling help",
    "gamcare",
    "gambleaware",
)


def _see(look: Look, site: Site) -> Finding:
    strange = list(_strange(site))
    if strange:
        return look.needs_a_decision("strange words", "please look", strange, minutes=look.minutes)
    if site.seen_in_part:
        return look.could_not_check("in part", [site.what_we_read])
    return look.good("nothing strange", [site.what_we_read])


def _strange(site: Site) -> Iterator[Evidence]:
    for page in site.pages:
        for words in page.strange_words:
            if not _harmless(page, words):
                yield seen(page, words, "in the page, perhaps where visitors do not see it")


def _harmless(page: Page, words: str) -> bool:
    """Also the casino down the road from a hotel, on a page of its own: strangers link to themselves."""
    said, _, address = words.lower().partition(" → ")
    if any(harmless in said for harmless in _HARMLESS):
        return True
    here = host_of(page.url) or "nowhere"
    return "casino" in said and "online" not in said and (here in address or address.startswith("/"))


SITE_HACKED = Look(
    id="site-hacked",
    title="The words on your website are your own",
    looks_for=(
        "Words that do not belong on a group's website, often hidden: adverts for pills, casinos, loans or "
        "adult websites."
    ),
    why=(
        "Strangers sometimes slip hidden adverts into a website that has not been updated for a while. You "
        "may never see them, but search engines do, and may warn people away from you."
    ),
    minutes=60,
    how_to_fix={
        "WordPress": (
            "In WordPress, first press Dashboard, then Updates, and update everything. Under Plugins, "
            "remove any you do not know or use. Give everybody who signs in a new password, and take out "
            "accounts of people you do not know. Then look for the words in your pages and in the footer."
        ),
        "WordPress.com": (
            "In WordPress.com, change the passwords of everybody who signs in. Then look for the words in "
            "your pages, in the footer and under Comments, and take them out. If you cannot find them, ask "
            "their help desk."
        ),
        "": (
            "Show the words to whoever looks after the website. Change the passwords first, then take the "
            "words out, and ask the company the website lives with to look for anything else that was "
            "added."
        ),
    },
    says={
        "strange words": "There are words on your website that do not look like yours.",
        "nothing strange": "We saw no words on your website that do not look like yours.",
        "in part": "We could not read enough of your website to tell whether all the words are yours.",
    },
    advice={
        "please look": (
            "Please check whether these words are yours. If they are, tell us and we will leave it. If not, "
            "nobody in your group has done anything silly: it happens to many websites. Update the website, "
            "change its passwords and take the words out, or bring it to a surgery and we will do it "
            "together."
        ),
    },
    could_not_check_when=(
        "a page was too long to read to the end, would not open, or is put together by a script."
    ),
    see=_see,
    card="clean-up",
)
