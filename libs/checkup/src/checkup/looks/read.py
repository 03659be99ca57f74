"""Do headings, language and the words of links help when the page is read out?"""

from __future__ import annotations

from ..facts import Page
from ..looking import Look, Site
from ..report import Evidence, Finding
from ..words import in_a_row, so_many
from .seeing import not_sure, seen

_A_FEW_VAGUE = 3
_A_FEW_SILENT = 3
_ENGLISH = frozenset(("the", "and", "of", "to", "for", "our", "is", "in", "are", "with"))
_Fault = tuple[str, str]  # which sentence says it alone, and the words for it in a row of several


def _see(look: Look, site: Site) -> Finding:
    page = site.front
    if page.layout.frames and len(site.pages) > 1:
        page = site.pages[1]  # the frame itself holds nothing to read
    faults = list(_faults(page))
    if not faults:
        return look.could_not_check("in part") if page.cut_short else look.good("reads well")
    evidence = [_evidence(page, fault) for fault, _ in faults]
    vague = so_many(page.reading.vague_count, "link")
    if len(faults) == 1:
        return look.easy_win(faults[0][0], site, evidence, links=vague)
    return look.easy_win("several", site, evidence, things=in_a_row([words for _, words in faults]))


def _faults(page: Page) -> list[_Fault]:
    reading, faults = page.reading, []
    if not page.head.language:
        faults.append(("language", "the language is not named"))
    elif _says_another_language(page):
        faults.append(("another language", "another language is named"))
    if not page.cut_short and not any(heading.level == 1 for heading in reading.headings):
        faults.append(("heading", "there is no main heading"))
    if reading.vague_count >= _A_FEW_VAGUE:
        faults.append(("vague", "some links only say something like “click here”"))
    if reading.silent_links >= _A_FEW_SILENT and _silent_words(page) >= _A_FEW_SILENT:
        faults.append(("silent", "some links say nothing at all"))
    return faults


def _says_another_language(page: Page) -> bool:
    """Plainly English, though the page says otherwise: a template made elsewhere."""
    if page.head.language.startswith("en"):
        return False
    words = page.reading.opening.lower().split()
    return len(words) >= 20 and sum(word in _ENGLISH for word in words) * 6 >= len(words)


def _silent_words(page: Page) -> int:
    """Links that say nothing; social media buttons have a look of their own."""
    return page.reading.silent_links - sum(not mention.has_name for mention in page.mentions)


def _evidence(page: Page, fault: str) -> Evidence:
    reading = page.reading
    if fault == "another language":
        return seen(page, page.head.language, "in the setting-up of the page")
    if fault == "vague":
        said = dict.fromkeys(link.text for link in reading.vague_links)
        return seen(page, ", ".join(list(said)[:5]) or "click here", "in links on the page")
    if fault == "silent":
        return seen(page, f"{reading.silent_links} links without words", "in links on the page")
    heading = next((heading.text for heading in reading.headings if heading.text.strip()), "")
    if fault == "heading" and heading:
        return seen(page, heading, "the first heading, which is a smaller one")
    return seen(page, page.title or page.url, "the whole page")


READ = Look(
    id="read",
    title="Your website reads well aloud",
    looks_for=(
        "Which language the page says it is in, one main heading, and links that say where they lead rather "
        "than “click here”."
    ),
    why=(
        "People who cannot see well have the page read out, and jump from heading to heading or link to "
        "link. Five times “click here” tells them nothing."
    ),
    minutes=15,
    how_to_fix={
        "WordPress": (
            "The language: in WordPress, open Settings, then General, then Site Language. The main heading: "
            "press Edit on the page, press its first heading and choose H1. Links: mark words that say where "
            "they lead, such as “Minutes of the March meeting”, and put the link on them. Then press Save."
        ),
        "Wix": (
            "The language: in Wix, open your dashboard, then Settings, then Language & Region. The main "
            "heading: in the editor, press the words at the top, then Edit Text, and choose Heading 1. "
            "Links: put them on words that say where they lead. Then press Publish."
        ),
        "Squarespace": (
            "The language: in Squarespace, open Settings, then Language & Region. The main heading: press "
            "Edit, mark the words at the top and choose Heading 1. Links: put them on words that say where "
            "they lead. Then save."
        ),
        "Google Sites": (
            "The main heading: in Google Sites, mark the words at the top and choose Title. Links: put them "
            "on words that say where they lead. The language follows your own Google settings. Then press "
            "Publish."
        ),
        "Weebly": (
            "The main heading: in the Weebly editor, use a Title from the Build menu at the top. Links: put "
            "them on words that say where they lead. The language: open Settings, then General, then Site "
            "Language. Then press Publish."
        ),
        "": (
            'Ask whoever looks after the website: the page should begin with <html lang="en-GB"> and have '
            "one main heading (h1). The words of links you can change yourself: put them on words that say "
            "where they lead, such as “Minutes of the March meeting”."
        ),
    },
    says={
        "reads well": "Your website reads well aloud.",
        "language": (
            "Your website does not say which language it is in, so it may be read out in a foreign accent."
        ),
        "another language": (
            "Your website says it is in another language, so it is read out in a foreign accent."
        ),
        "heading": "Your first page has no main heading to jump to when it is read out.",
        "vague": "On your first page, {links} only say something like “click here” or “read more”.",
        "silent": "On your first page, some links have no words, so nothing is read out for them.",
        "several": "A few small things would help people who have your website read out: {things}.",
        **not_sure("how it reads aloud"),
    },
    card="easy-to-read",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
