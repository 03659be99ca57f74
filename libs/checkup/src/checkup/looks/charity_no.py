"""Does the website show the charity number?"""

from __future__ import annotations

import re

from ..looking import Look, Site
from ..report import Finding
from .seeing import not_sure, seen, unsure

_NUMBER = re.compile(r"(SC|NIC)?\s*0*(\d{4,7})", re.IGNORECASE)


def _see(look: Look, site: Site) -> Finding:
    number = _plain(site.known.charity_number)
    if not number:
        return look.does_not_apply("none known")
    shown = [(page, one) for page in site.pages for one in page.joining.charity_numbers]
    for page, one in shown:
        if _plain(one) == number:
            return look.good("shown", [seen(page, page.joining.charity_text or one, "on the page")])
    if shown:
        page, one = shown[0]
        where = seen(page, page.joining.charity_text or one, "on the page")
        return look.needs_a_decision("another", "which", [where], minutes=look.minutes, shown=one)
    return unsure(look, site) or look.easy_win("missing", site, [site.what_we_read])


def _plain(number: str) -> str:
    """Digits without their dress: "GB-CHC-1098765" and "1098765-1" are 1098765; "sc 012345" is SC12345."""
    found = _NUMBER.search(number)
    return f"{(found[1] or '').upper()}{found[2]}" if found else ""


CHARITY_NO = Look(
    id="charity-no",
    title="Your charity number is shown",
    looks_for="If you are a registered charity: your number, on any page we read.",
    why=(
        "It shows at a glance that you are who you say, and people can look you up before they give. For "
        "most charities the law asks for it on papers and pages that ask for money."
    ),
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Appearance, then Editor (or Widgets), go to the footer, and add a line: "
            "“Registered charity” and your number. Save: it then shows on every page."
        ),
        "WordPress.com": (
            "In WordPress.com, open Appearance, then Editor, click the footer, and add a line: “Registered "
            "charity” and your number. Save: it then shows on every page."
        ),
        "Wix": (
            "In the Wix editor, click the footer, press Add Elements, then Text, and write “Registered "
            "charity” and your number. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, edit the footer at the bottom of any page, add a Text block, and write "
            "“Registered charity” and your number. Save."
        ),
        "Google Sites": (
            "In Google Sites, hover over the bottom of the page, press Add footer, and write “Registered "
            "charity” and your number. Then publish."
        ),
        "": (
            "Write “Registered charity” and your number at the bottom of every page, or ask whoever looks "
            "after the website to. In Scotland the number begins with SC, in Northern Ireland with NIC."
        ),
    },
    says={
        "shown": "Your charity number is on your website.",
        "missing": "We did not see your charity number on your website.",
        "another": "The charity number on your website, {shown}, is not the one we know of.",
        "none known": "We do not know of a charity number of yours, so there is none to show.",
        **not_sure("whether your charity number is shown", "inner page"),
    },
    advice={
        "which": (
            "It may be a funder's or a parent charity's, which is fine: then add your own beside it. If "
            "yours has changed, tell us the new one."
        ),
    },
    could_not_check_when="we saw only a page from further inside, or the page is put together by a script.",
    see=_see,
    card="charity-number",
)
