"""Does a button lead to the website builder, or the maker of the design, instead of the group?"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Clue, Mention, Page, Place
from ..looking import Look, Site
from ..names import squash
from ..report import Account, Finding
from ..rooms import BUILDERS_OWN
from .buttons import NO_BUTTONS, mention_evidence, network_names, without_buttons
from .how_to_link import HOW_TO_MEND, LINK_MINUTES

# "Website by …" may say so, and an article may be about anybody.
_SAID_IN_PASSING = frozenset(
    (Clue.CREDIT, Clue.SENTENCE, Clue.ARTICLE, Clue.QUOTE, Clue.COMMENT, Clue.PARTNER, Clue.PERSON)
)


def _see(look: Look, site: Site) -> Finding:
    nothing = without_buttons(look, site)
    if nothing is not None:
        return nothing
    theirs = {account.key: account for account in site.accounts if _is_a_builders(account, site)}
    sights = list(_buttons(site, theirs)) if theirs else []
    if not sights:
        return look.good("yours")
    network = network_names([sights[0][1].account.platform])[0]
    return look.easy_win(
        "theirs",
        site,
        [mention_evidence(page, mention) for page, mention in sights[:3]],
        network=network,
        name=sights[0][1].account.name or sights[0][1].account.url,
    )


def _is_a_builders(account: Account, site: Site) -> bool:
    """Known by its name; the builder's own website, or a group of that name, has it as its own."""
    name = account.key.partition(":")[2].replace(".", "")
    if account.own or name not in BUILDERS_OWN:
        return False
    known = site.known
    return all(squash(own) != name for own in (known.group_name, *known.other_names, site.front.site_name))


def _buttons(site: Site, theirs: dict[str, Account]) -> Iterator[tuple[Page, Mention]]:
    for page in site.pages:
        for mention in page.mentions:
            if mention.account.key in theirs and _is_a_button(mention):
                yield page, mention


def _is_a_button(mention: Mention) -> bool:
    framed = mention.place is not Place.BODY or mention.row_platforms > 1
    return framed and not mention.clues & _SAID_IN_PASSING


SOCIAL_DEFAULT = Look(
    id="social-default",
    title="Your buttons lead to you, not to your website builder",
    looks_for=(
        "Buttons that still lead to the account of the website builder or of whoever made the design, as "
        "they did on the first day."
    ),
    why="Somebody who presses the button wants to follow you, and ends up with a company instead.",
    minutes=LINK_MINUTES,
    how_to_fix=HOW_TO_MEND,
    says={
        "yours": "None of your buttons leads to your website builder.",
        "theirs": "Your {network} button leads to “{name}”, which came with the website, and not to you.",
        **NO_BUTTONS,
    },
    card="buttons-that-work",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
