"""Ways to reach the group, told apart from its web designer's and from the builder's samples."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import EmailSeen, Page, Place
from ..looking import Site
from ..names import host_of
from ..report import Evidence
from .seeing import seen

# Addresses that templates come with.
SAMPLE_DOMAINS = frozenset(
    (
        "example.com", "example.org", "example.net", "example.co.uk", "mysite.com", "yoursite.com",
        "domain.com", "yourdomain.com", "yourdomain.co.uk", "yourwebsite.com", "website.com",
        "yourcompany.com", "yourgroup.org", "yourclub.co.uk",
    )
)  # fmt: skip
_SAMPLE_NAMES = ("your@", "you@", "youremail@", "your-email@", "yourname@", "email@address", "name@email")
_NOT_FOR_PEOPLE = ("sentry.io", "wixpress.com", "sentry.wixpress.com")
_DESIGNERS = ("webdesign", "web-design", "websites", "webstudio", "designs.", "design.", "studio.",
              "digital.", "webmaster@", "hosting")  # fmt: skip
_HOW = {
    "link": "in an e-mail link",
    "text": "written on the page",
    "spelled out": "spelt out on the page",
    "hidden": "on the page, shown only to people",
}


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip(" .>").lower()


def is_sample(address: str) -> bool:
    """Whether a template brought the address along and nobody has changed it yet."""
    low = address.strip().lower()
    return domain_of(low) in SAMPLE_DOMAINS or low.startswith(_SAMPLE_NAMES)


def ways(site: Site) -> Iterator[Evidence]:
    """Every way to write, ring or fill in a form, the plainest first on each page."""
    for page in site.pages:
        yield from (email_seen(page, email) for email in page.reaching.emails if _for_the_group(page, email))
        yield from (seen(page, phone, "a telephone number on the page") for phone in page.reaching.phones[:1])
        if any(form.purpose == "contact" for form in page.forms):
            yield seen(page, "a form to write to you", "on the page")


def email_seen(page: Page, email: EmailSeen) -> Evidence:
    where = str(email.place) if email.place is not Place.BODY else _HOW.get(email.how, "on the page")
    return seen(page, email.address or "an e-mail address that automatic visitors cannot read", where)


def _for_the_group(page: Page, email: EmailSeen) -> bool:
    if email.how == "hidden":
        return True
    address = email.address.lower()
    if "@" not in address or is_sample(address) or domain_of(address) in _NOT_FOR_PEOPLE:
        return False
    return not (email.place is Place.BOTTOM and _a_designers(page, address))


def _a_designers(page: Page, address: str) -> bool:
    """The name under "Website by …" is no way to reach the group; its own webmaster is."""
    host = host_of(page.url).removeprefix("www.")
    return domain_of(address) != host and any(word in f"{address}." for word in _DESIGNERS)
