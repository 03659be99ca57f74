"""Does the group's Facebook page show its website? Asked, not read: nobody may read Facebook by machine."""

from __future__ import annotations

from ..looking import Look, Site
from ..platforms import PLATFORMS
from ..questions import QUESTIONS
from ..report import Evidence, Finding, Outcome
from ..words import on_day

_QUESTION = QUESTIONS["website-shown"]
_NO_WEBSITE = (Outcome.NO_WEBSITE, Outcome.SOCIAL_ONLY)


def _see(look: Look, site: Site) -> Finding:
    if site.outcome in _NO_WEBSITE:
        return look.does_not_apply("no website")
    platform, url = _their_page(site)
    page = "Facebook page" if platform == "facebook" else f"{PLATFORMS[platform]} account"
    told = site.known.told.get(_QUESTION.id)
    if told is None:
        return _not_asked(look, site, page if url else "")
    by = f" by {told.by}" if told.by else ""
    said = [Evidence(url, _QUESTION.asks_on(platform), f"as we were told{by} on {on_day(told.on)}")]
    if told.yes is None:
        return look.could_not_check("could not tell", said, page=page)
    if told.yes:
        return look.good("shown", said, page=page)
    return look.easy_win("missing", site, said, page=page)


def _not_asked(look: Look, site: Site, page: str) -> Finding:
    if page:
        return look.could_not_check("not asked", page=page)
    return look.does_not_apply("no page") if site.pages else look.could_not_check("no page seen")


def _their_page(site: Site) -> tuple[str, str]:
    """(network, address) of theirs where there is room for a website's address, Facebook first."""
    theirs = [(account.platform, account.url) for account in site.known_accounts]
    theirs += [(account.platform, account.url) for account in site.own_accounts]
    fitting = (one for platform in _QUESTION.platforms for one in theirs if one[0] == platform)
    return next(fitting, ("facebook", ""))


SOCIAL_BACK = Look(
    id="social-back",
    title="Your Facebook page shows your website",
    looks_for=(
        "We never look at Facebook, Instagram or X ourselves. We ask you, or look at your page together."
    ),
    why=_QUESTION.why,
    minutes=_QUESTION.minutes,
    how_to_fix={
        "": (
            "On Facebook, switch to your page (press your picture, then the page’s name), press Edit or "
            "the three dots and Edit details, then Websites and social links, and add your website’s full "
            "address. For a Facebook group, put it into the description. On Instagram or X, open your "
            "profile, press Edit profile, and fill in Links or Website."
        )
    },
    says={
        "shown": "Your {page} shows your website.",
        "missing": "Your {page} does not show your website yet.",
        "could not tell": "It was hard to tell whether your {page} shows your website.",
        "not asked": (
            "Does your {page} show your website? We cannot look there ourselves: look when you have "
            "a minute, or let us look together."
        ),
        "no page": "We do not know of a Facebook page of yours, so there is none to show your website.",
        "no page seen": "We could not see whether you have a Facebook page that could show your website.",
        "no website": "You have no website for your Facebook page to show, which is fine.",
    },
    without_pages=True,
    card="facebook-page",
    could_not_check_when="nobody has told us yet what your page shows.",
    see=_see,
)
