"""Can people see how to reach the group?"""

from __future__ import annotations

from ..inner import bare
from ..looking import Look, Site
from ..platforms import PLATFORMS
from ..report import Finding
from ..words import in_a_row
from .reachable import ways
from .seeing import not_sure, seen, unsure

_MOST_SHOWN = 3


def _see(look: Look, site: Site) -> Finding:
    found = next(ways(site), None)
    if found is not None:
        return look.good("shown", [found])
    return unsure(look, site, site.front.reaching.contact_links) or _not_seen(look, site)


def _not_seen(look: Look, site: Site) -> Finding:
    if site.front.reaching.contact_links:
        return _nothing_readable(look, site)
    own = site.own_accounts
    if own:
        networks = in_a_row(list(dict.fromkeys(PLATFORMS[one.platform] for one in own)))
        shown = [e for one in own for e in one.evidence[:1]][:_MOST_SHOWN]
        return look.easy_win("only social", site, shown, networks=networks)
    return look.easy_win("missing", site, [site.what_we_read])


def _nothing_readable(look: Look, site: Site) -> Finding:
    """A Contact page may hold a picture of an address, or a form that a script puts there."""
    link = site.front.reaching.contact_links[0]
    there = bare(site.front.absolute(link))
    page = next((page for page in site.pages if bare(page.url) == there), site.front)
    return look.could_not_check("by a script", [seen(page, link.text or page.url, "on your contact page")])


HOW_TO_SHOW = {
    "WordPress": (
        "In WordPress, open Appearance, then Editor (or Widgets), go to the footer, and add a line with "
        "your group's e-mail address. Select it, press the link button and type mailto: in front of the "
        "address, with no gap. If you would rather have a form, the free plugins WPForms Lite and Contact "
        "Form 7 make one. Save."
    ),
    "WordPress.com": (
        "In WordPress.com, edit the footer or your Contact page, press the + and add the Contact Info block "
        "or the Form block: what people write in it comes to your e-mail. Press Save (or Update)."
    ),
    "Wix": (
        "In the Wix editor, click the footer, press Add Elements, then Text, and type your group's e-mail "
        "address. Select it, press Link, choose Email, and type it once more. Or press Add Elements, then "
        "Contact & Forms, for a form. Then publish."
    ),
    "Squarespace": (
        "In Squarespace, edit the footer at the bottom of any page, add a Text block with your group's "
        "e-mail address, select it, press the link button and choose Email. Or add a Form block to a "
        "Contact page. Save."
    ),
    "Google Sites": (
        "In Google Sites, hover over the bottom of the page, press Add footer, type your group's e-mail "
        "address, select it and press the link button. For a form: make one in Google Forms, then choose "
        "Insert, then Forms. Then publish."
    ),
    "Weebly": (
        "In Weebly, drag a Contact Form onto the page, press it, and type under Send Form Entries To the "
        "e-mail address that somebody reads. Or type the address in the footer. Then publish."
    ),
    "GoDaddy": (
        "In GoDaddy, press Edit Website, then the + where you want it, then Add section, and choose Contact "
        "Us. Put in the e-mail address that somebody reads. Then publish."
    ),
    "": (
        "Add your group's e-mail address at the bottom of every page, as a link that begins with mailto:, "
        "or ask whoever looks after the website to do it. An address for the group, such as "
        "hello@your-address, lasts longer than one person's."
    ),
}


CONTACT = Look(
    id="contact",
    title="People can see how to reach you",
    looks_for="An e-mail address, a telephone number or a form to write to you, on any page we read.",
    why="It is the first thing most visitors want. Somebody who cannot ask a question will not come along.",
    minutes=10,
    how_to_fix=HOW_TO_SHOW,
    says={
        "shown": "People can see on your website how to reach you.",
        "missing": "We could not find how to reach you on your website.",
        "only social": "We could find only {networks} to reach you by, which not everybody uses.",
        "by a script": "There is a way to contact you that we could not read: a picture, perhaps.",
        **not_sure("how people can reach you", "inner page", "unread page"),
    },
    could_not_check_when=(
        "your Contact page was not among the pages we read, or the address is a picture or is put there by "
        "a script."
    ),
    see=_see,
    card="be-reached",
)
