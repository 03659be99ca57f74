"""Can the e-mail address on the website receive e-mails?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..facts import EmailSeen, Page, Place
from ..looking import Look, Site
from ..report import Finding
from .reachable import domain_of, email_seen, is_sample
from .seeing import seen

_WELL_WRITTEN = re.compile(r"[^\s@,;:<>()\"]{1,64}@[^\s@,;:<>()\"/?&]{1,190}\.[a-z]{2,24}", re.IGNORECASE)
_FILLED_IN_LATER = ("<script", "{", "[", "javascript", "document.")  # by a script, when somebody looks
_Seen = tuple[Page, EmailSeen]


def _see(look: Look, site: Site) -> Finding:
    emails = [(page, email) for page in site.pages for email in page.reaching.emails]
    if not emails:
        return look.does_not_apply("none shown")
    return _odd(look, site, emails) or _looked_up(look, site, emails)


def _odd(look: Look, site: Site, emails: list[_Seen]) -> Finding | None:
    for page, email in emails:
        if _is_empty(email):
            return look.easy_win("empty", site, [seen(page, "mailto:", str(email.place))])
        for address in _addresses(email.address):
            problem = _problem(address, linked=email.how == "link")
            if problem:
                return look.easy_win(problem, site, [email_seen(page, email)], address=address[:80])
    return None


def _is_empty(email: EmailSeen) -> bool:
    """In the text of a page it is mostly a share button, which a script fills in."""
    return email.how == "link" and not email.address.strip() and email.place is not Place.BODY


def _problem(address: str, *, linked: bool) -> str:
    if is_sample(address):
        # Written in the text it shows how an address looks; behind a link it came with the template.
        return "sample" if linked else ""
    return "" if _WELL_WRITTEN.fullmatch(address) else "mistyped"


def _addresses(written: str) -> Iterator[str]:
    """One link may write to several people; gaps at either end do no harm."""
    if any(sign in written for sign in _FILLED_IN_LATER):
        return
    for part in unquote(written).replace(";", ",").split(","):
        address = part.strip()
        # "Jean <jean@leasowpark.example>" is how some programs write it, and it works.
        _, _, inside = address.rstrip("> ").rpartition("<")
        if inside or address:
            yield inside or address


def _looked_up(look: Look, site: Site, emails: list[_Seen]) -> Finding:
    if not site.arrival.mail:
        return look.could_not_check("not tried", [email_seen(*one) for one in emails[:3]])
    answers = {domain_of(tried.address): tried.there for tried in site.arrival.mail}
    domains = [(one, answers.get(domain_of(one[1].address))) for one in emails]
    for (page, email), there in domains:
        if there is False:
            return look.easy_win("nowhere", site, [email_seen(page, email)], address=email.address[:80])
    evidence = [email_seen(*one) for one, _ in domains[:3]]
    if any(there for _, there in domains):
        return look.good("works", evidence)
    return look.could_not_check("not tried", evidence)


CONTACT_WORKS = Look(
    id="contact-works",
    title="The e-mail address on your website works",
    looks_for=(
        "Whether the e-mail address is written without a slip, and whether e-mails can be delivered to what "
        "comes after the @. We never send one."
    ),
    why="If the address has a slip in it, people write to you and never hear back, and you never know.",
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, edit the page (or, for the footer, Appearance, then Editor or Widgets), click "
            "the e-mail link, press the pencil, and correct the address after mailto:. Save, press the link "
            "on the page and send yourself an e-mail."
        ),
        "WordPress.com": (
            "In WordPress.com, edit the page, click the e-mail link or the Contact Info block, and correct "
            "the address. Press Save (or Update), press the link on the page and send yourself an e-mail."
        ),
        "Wix": (
            "In the Wix editor, double-click the text or button with the address, press the link, choose "
            "Email, and correct it. Then publish, press it on the page and send yourself an e-mail."
        ),
        "Squarespace": (
            "In Squarespace, edit the page or footer, click the address, press the link and correct the "
            "e-mail address there. Save, press it on the page and send yourself an e-mail."
        ),
        "": (
            "Correct the address on the page and in the link behind it, or ask whoever looks after the "
            "website to. If the address is no longer in use, put in one that somebody reads. Then press it "
            "and send yourself an e-mail."
        ),
    },
    says={
        "works": "The e-mail address on your website can receive e-mails.",
        "mistyped": "There seems to be a typing slip in an e-mail address on your website: “{address}”.",
        "empty": "An e-mail link on your website has no address behind it, so it does nothing.",
        "sample": "An e-mail address on your website, {address}, is still the builder's sample.",
        "nowhere": "E-mails to {address}, shown on your website, cannot be delivered.",
        "none shown": "We saw no e-mail address on your website to try.",
        "not tried": "We could not try whether the e-mail address on your website works.",
    },
    could_not_check_when="we looked at a saved copy, the address is shown only to people, or no answer came.",
    see=_see,
    card="be-reached",
)
