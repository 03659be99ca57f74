"""Writes the groups' websites into a folder, as files an officer may look at and edit."""

import re
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template

from . import content
from .content import Site

VIEWPORT = '\n<meta name="viewport" content="width=device-width, initial-scale=1">'
_LINKED = re.compile(r"\[([^\]]+)\]")
NAMES = {"facebook": "Facebook", "x": "X", "instagram": "Instagram"}

# How a block of text looks on each sheet; boxes, notices, or a heading and a paragraph.
_BLOCKS = {
    "nineties": '<H2><FONT FACE="Georgia" COLOR="#225533">{heading}</FONT></H2>\n<P>{text}</P>',
    "builder": '<div class="box"><h3>{heading}</h3><p>{text}</p></div>',
    "noticeboard": "<section><h2>{heading}</h2><p>{text}</p></section>",
    "press": '<article class="post"><h2 class="entry-title">{heading}</h2>\n<p>{text}</p></article>',
}
_PLAIN = "<h2>{heading}</h2>\n<p>{text}</p>"


def write_websites(folder: Path) -> None:
    """Write every website as it is today, unmended."""
    for site in content.sites():
        write_website(site, folder)


def write_website(site: Site, folder: Path) -> None:
    """Write one website's three pages into `folder/slug`."""
    home = folder / site.slug
    home.mkdir(parents=True, exist_ok=True)
    for name, page in _pages_written(site).items():
        (home / name).write_text(page, encoding="utf-8")


def mended(site: Site) -> Site:
    """Return the website as it would be with every account shown, fit for a phone."""
    return replace(site, shows=tuple(content.known_accounts(site)), phone=True)


def is_mended(site: Site, folder: Path) -> bool:
    """Tell whether the website in the folder is as `mended` would write it, and was not so from the start."""
    page = (folder / site.slug / "index.html").read_text(encoding="utf-8")
    wanted = mended(site)
    return page == _pages_written(wanted)["index.html"] != _pages_written(site)["index.html"]


def _pages_written(site: Site) -> dict[str, str]:
    return {name: _page(site, blocks) for name, blocks in _pages(site).items()}


def _pages(site: Site) -> dict[str, tuple[tuple[str, str], ...]]:
    group = content.group_of(site)
    where = f"{group['Meets at']}, {group['Postcode']}."
    how = " or ".join(filter(None, [group["Email"], group["Phone"]])) or "come along and say hello"
    return {
        "index.html": ((f"About {group[content.NAME]}", group["About"]), *site.blocks),
        "news.html": site.news or (("Nothing new", "Nothing new to report. We are all at practice."),),
        "contact.html": (("Where we meet", where), ("Get in touch", how[:1].upper() + how[1:] + ".")),
    }


def _page(site: Site, blocks: tuple[tuple[str, str], ...]) -> str:
    name = content.group_of(site)[content.NAME]
    block = _BLOCKS.get(site.style, _PLAIN)
    sheet = Template((content.HERE / "styles" / f"{site.style}.html").read_text(encoding="utf-8"))
    return sheet.substitute(
        title=escape(name),
        name=escape(name),
        tagline=escape(site.tagline),
        viewport=VIEWPORT if site.phone else "",
        width='WIDTH="100%"' if site.phone else 'WIDTH="760"',
        blocks="\n".join(block.format(heading=escape(head), text=_said(text)) for head, text in blocks),
        social=" ".join(_button(site, shown) for shown in site.shows),
    )


def _said(text: str) -> str:
    """Return a paragraph; a group named in square brackets is linked to its page on Facebook."""
    return _LINKED.sub(lambda found: _link(found[1]), escape(text))


def _link(name: str) -> str:
    row = next(row for row in content.groups() if row[content.NAME] == name)
    return f'<a href="{escape(row["Facebook"])}">{name}</a>'


def _button(site: Site, shown: str) -> str:
    """Return a link to an account the directory knows, or to whatever address the site got wrong."""
    address = content.known_accounts(site).get(shown, shown)
    name = NAMES.get(shown) or next(name for part, name in _TELLTALE.items() if part in shown)
    return f'<a href="{escape(address)}">{name}</a>'


_TELLTALE = {"facebook": "Facebook", "twitter": "X", "instagram": "Instagram"}
