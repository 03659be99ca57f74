"""Can people sign up for the group's news?"""

from __future__ import annotations

from ..facts import Page
from ..looking import Look, Site
from ..report import Evidence, Finding
from .seeing import not_sure, seen, seen_link, unsure


def _see(look: Look, site: Site) -> Finding:
    sends = site.known.sends_newsletter
    if sends is False:
        return look.does_not_apply("sends none")
    shown = next((way for page in site.pages for way in _ways_to_sign_up(page)), None)
    if shown is not None:
        return look.good("shown", [shown])
    if not sends:
        return look.does_not_apply("none known")
    return unsure(look, site) or look.easy_win("missing", site, [site.what_we_read])


def _ways_to_sign_up(page: Page) -> list[Evidence]:
    if any(form.purpose == "newsletter" for form in page.forms):
        return [seen(page, "a form to sign up for news", "on the page")]
    return [seen_link(page, link) for link in page.joining.newsletter_links[:1]]


NEWSLETTER = Look(
    id="newsletter",
    title="People can sign up for your news",
    looks_for="If you send a newsletter: a form or link to sign up for it.",
    why=(
        "An e-mail reaches people without Facebook, and the list stays yours whatever the networks do. Only "
        "for groups that send one: nobody has to."
    ),
    minutes=20,
    how_to_fix={
        "WordPress": (
            "In WordPress, if you use Mailchimp: in Mailchimp open Audience, then Signup forms, then Form "
            "builder, and copy the sign-up link. Then in WordPress add a Button block to your footer that "
            "says “Get our news by e-mail” and paste the link. Save."
        ),
        "WordPress.com": (
            "In WordPress.com, edit the footer, press the +, and add the Subscribe block: people then get "
            "your new posts by e-mail. Save."
        ),
        "Wix": (
            "In the Wix editor, press Add Elements, then Contact & Forms, and choose Get Subscribers. Put "
            "it in the footer. The addresses collect in your Wix dashboard, under Contacts. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, edit the footer, press Add Block, choose Newsletter, and pick under Storage "
            "where the addresses go. Save."
        ),
        "Google Sites": (
            "In Google Sites, make a form in Google Forms with one question, “Your e-mail address”, then "
            "choose Insert, then Forms, and pick it. Then publish."
        ),
        "Weebly": (
            "In Weebly, drag a Newsletter Form onto the page. The addresses collect under Form Entries. "
            "Then publish."
        ),
        "": (
            "Copy the sign-up link of the service you send your newsletter with (or “mailto:” and your "
            "address) and add it at the bottom of every page: “Get our news by e-mail”. Say how often you "
            "write, and that people can leave at any time."
        ),
    },
    says={
        "shown": "People can sign up for your news on your website.",
        "missing": "We did not see where to sign up for your newsletter.",
        "sends none": "You do not send a newsletter, so there is nothing to sign up for.",
        "none known": "We do not know of a newsletter of yours, so we did not look for one.",
        **not_sure("where to sign up for your newsletter", "inner page"),
    },
    could_not_check_when="we saw only a page from further inside, or the page is put together by a script.",
    see=_see,
    card="invite-people",
)
