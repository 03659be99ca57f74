"""Does the year at the bottom of the page look current?"""

from __future__ import annotations

import re

from ..facts import Page
from ..looking import Look, Site
from ..report import Finding
from .seeing import not_sure, seen

_FOUNDED = ("est.", "established", "since", "founded", "formed in", "sefydlwyd")
_A_YEAR_OF_THE_PAGE = ("©", "copyright", "(c)", "updated", "hawlfraint")


def _see(look: Look, site: Site) -> Finding:
    page = next((page for page in site.pages if _says_a_year(page)), None)
    if page is None:
        return look.could_not_check("in part") if site.seen_in_part else look.does_not_apply("none")
    dates = page.dates
    evidence = [seen(page, dates.footer_text or str(dates.footer_year), "at the bottom of the page")]
    if dates.footer_year_is_scripted:
        return look.good("by itself", evidence)
    year = dates.footer_year or 0
    if year >= site.today.year - 1:
        return look.good("current", evidence, year=str(year))
    return look.easy_win("old", site, evidence, year=str(year))


def _says_a_year(page: Page) -> bool:
    dates = page.dates
    if dates.footer_year is None:
        return dates.footer_year_is_scripted
    said = dates.footer_text.lower()
    if "powered by" in said.partition("©")[0]:  # the year of the software
        return False
    if _founded_then(said, dates.footer_year):
        return False
    # "Est. 1987" is something to be proud of.
    return not any(word in said for word in _FOUNDED) or any(word in said for word in _A_YEAR_OF_THE_PAGE)


def _founded_then(said: str, year: int) -> bool:
    """“Est. 1987 © Leasow Players”: the one year there is, and not the page's."""
    founded = "|".join(map(re.escape, _FOUNDED))
    return re.search(rf"(?:{founded})[\s:]*(?:in )?{year}\b", said) is not None


FRESH_YEAR = Look(
    id="fresh-year",
    title="The year at the bottom of your website is current",
    looks_for=(
        "The year beside © or “last updated”. Last year is fine, and so is the year your group began."
    ),
    why="An old year makes everything above it look old too, even a page you changed last week.",
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Appearance, then Editor, press the words at the bottom and type this year, "
            "or take the year away. If you cannot press them, look in Appearance, then Customise, for "
            "Footer, or in Appearance, then Widgets. Then save."
        ),
        "Wix": (
            "In the Wix editor, scroll to the bottom, press the words twice and type this year, or take the "
            "year away. Then press Publish."
        ),
        "Squarespace": (
            "In Squarespace, press Edit, scroll to the bottom, press Edit Footer, and type this year, or "
            "take the year away. Then save."
        ),
        "Google Sites": (
            "In Google Sites, scroll to the bottom, press the footer and type this year, or take the year "
            "away. Then press Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, press the footer, and type this year in the Copyright box, or "
            "take the year away. Then press Publish."
        ),
        "Weebly": (
            "In the Weebly editor, scroll to the bottom, press the words and type this year, or take the "
            "year away. Then press Publish."
        ),
        "": (
            "Change the year at the bottom of every page, or better, take it away: nobody needs it, and "
            "then it never grows old. Or ask whoever looks after the website to do it."
        ),
    },
    says={
        "current": "The bottom of your website says {year}.",
        "by itself": "The year at the bottom of your website changes by itself.",
        "old": "The bottom of your website still says {year}.",
        "none": "There is no year at the bottom of your website, so none to keep up.",
        **not_sure("the bottom of it"),
    },
    card="fresh-news",
    could_not_check_when="a page was too long to read to its end, or would not open this time.",
    see=_see,
)
