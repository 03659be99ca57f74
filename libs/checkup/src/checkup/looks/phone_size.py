"""Does the website fit a phone?"""

from __future__ import annotations

from functools import lru_cache

from ..facts import Page
from ..looking import Look, Site
from ..names import host_of
from ..report import Evidence, Finding

_BIGGER_JOB = (
    "This website was made before phones, so no single setting will change it. A free template on a "
    "website builder does it by itself, and moving a handful of pages takes an afternoon. Bring it to a "
    "surgery and we will look at it together."
)
_AFTERNOON = 180


def _see(look: Look, site: Site) -> Finding:
    front = site.front
    layout = front.layout
    if layout.phone_version or (layout.viewport is None and _has_a_twin_for_phones(front)):
        return look.good("phone version", [_evidence(front, "a version for phones")])
    if layout.frames:
        return _bigger(look, "frames", _evidence(front, "frames"))
    if layout.viewport is None:
        return _without_setting(look, site, front)
    setting = _evidence(front, f"viewport: {layout.viewport}"[:200])
    if not _fits(layout.viewport):
        return look.easy_win("computer size", site, [setting])
    if layout.wide_tables:
        evidence = _evidence(front, "a table of fixed width")
        return look.needs_a_decision("too wide", "one table", [evidence], minutes=look.minutes)
    return look.good("fits", [setting])


def _has_a_twin_for_phones(front: Page) -> bool:
    """A website of its own for phones, at m.leasowpark.example, linked from the other."""
    host = host_of(front.url).removeprefix("www.")
    if not host:
        return False
    twin = f"//m.{host}"
    return host.startswith("m.") or any(twin in link.address for link in front.links)


def _without_setting(look: Look, site: Site, front: Page) -> Finding:
    if not front.layout.head_seen:
        return look.could_not_check("not far enough")
    if front.layout.wide_tables:
        return _bigger(look, "tiny", _evidence(front, "a table of fixed width"))
    return look.easy_win("tiny", site, [_evidence(front, "nothing there about phones")])


def _bigger(look: Look, says: str, evidence: Evidence) -> Finding:
    return look.needs_a_decision(says, "bigger job", [evidence], minutes=_AFTERNOON)


@lru_cache(maxsize=500)  # most websites have the same few
def _fits(viewport: str) -> bool:
    settings = dict(_pair(part) for part in viewport.replace(";", ",").split(",") if "=" in part)
    width = settings.get("width", "")
    # Some old pages give only the scale, which phones take as their own width too.
    return width == "device-width" or (not width and settings.get("initial-scale", "").startswith("1"))


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def _evidence(page: Page, snippet: str) -> Evidence:
    return Evidence(page.url, snippet, "in the setting-up of the page")


PHONE_SIZE = Look(
    id="phone-size",
    title="Your website fits a phone",
    looks_for=(
        "The setting that tells a phone to use its own width, and parts of the page that are too wide for"
        " one."
    ),
    why="Most people who look you up do it on a phone. If the writing is tiny, many give up.",
    minutes=30,
    how_to_fix={
        "WordPress": (
            "In WordPress, your theme decides this. Open Appearance, then Themes, and try a newer free "
            "theme with the live preview; your pages and pictures stay. Ask a helper to sit beside you "
            "the first time."
        ),
        "Wix": (
            "In the Wix editor, press the phone picture at the top and check the phone view of each page."
            " If there is none, open Settings, then Mobile, and switch the phone version on. Then "
            "publish."
        ),
        "Squarespace": (
            "In Squarespace, every newer design fits a phone by itself. Press Edit, then the phone picture "
            "at the top, and look through each page. If your website is an old version 7.0 one, ask "
            "Squarespace’s helpers to show you the way to 7.1; your words and pictures stay."
        ),
        "Google Sites": (
            "In Google Sites, the newer version fits a phone by itself: press the Preview button, then the "
            "phone picture, to look. A website still made with the old version has to be made again in the "
            "new one, at sites.google.com, which takes an afternoon for a handful of pages."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, then the phone picture at the top, to see how it looks. If "
            "yours was made with the old Website Builder, begin a new one with Websites + Marketing and "
            "copy your words across."
        ),
        "Weebly": (
            "In the Weebly editor, open Theme, then Change Theme, and choose one that says it is responsive. "
            "Your words and pictures stay. Press the phone picture at the top to look, then press Publish."
        ),
        "Joomla": (
            "In Joomla, the template decides this. Open System, then Site Template Styles, and try the one "
            "called Cassiopeia, which comes with Joomla and fits a phone. Ask a helper to sit beside you the "
            "first time."
        ),
        "": (
            "Ask whoever looks after the website to add one line at the beginning of every page: "
            '<meta name="viewport" content="width=device-width, initial-scale=1">. Then look at it on '
            "a phone: if parts stick out at the side, a newer template is the easier way."
        ),
    },
    says={
        "phone version": "Your website has a version for phones.",
        "fits": "Your website fits a phone.",
        "tiny": "Your website does not fit a phone yet: the writing will look tiny.",
        "computer size": "Your website tells phones to show it at the size of a computer screen.",
        "too wide": (
            "A table on your website may be wider than a phone, so that people have to push it sideways."
        ),
        "frames": "Your website is built from frames, which are hard to read on a phone.",
        "not far enough": "We could not read far enough to see whether your website fits a phone.",
    },
    advice={
        "bigger job": _BIGGER_JOB,
        "one table": (
            "Look at the page on a phone. If only the table moves when you push it, all is well. If the "
            "whole page moves, the table has a fixed width: open the page to change it, press the table, "
            "and take the width away or write 100 % instead. A short list often does as well as a table."
        ),
    },
    card="fit-a-phone",
    could_not_check_when="the page could not be read far enough.",
    see=_see,
)
