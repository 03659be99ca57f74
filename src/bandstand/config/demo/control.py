"""The demo's own page about its websites, with a button that pretends a group mended its own."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Protocol

from aiohttp import web

from . import content, websites
from .content import Site


class HasUrl(Protocol):
    @property
    def url(self) -> str: ...


def application(addresses: Mapping[str, HasUrl], folder: Path) -> web.Application:
    async def every(_: web.Request) -> web.Response:
        return _answer(content.sites(), addresses, folder)

    async def one(request: web.Request) -> web.Response:
        return _answer([_site(request)], addresses, folder)

    async def mend(request: web.Request) -> web.Response:
        return _write(request, websites.mended(_site(request)))

    async def undo(request: web.Request) -> web.Response:
        return _write(request, _site(request))

    def _write(request: web.Request, site: Site) -> web.Response:
        # A page of some other site must not change the borough, harmless as that would be.
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            raise web.HTTPForbidden
        websites.write_website(site, folder)
        return web.Response(status=303, headers={"Location": "/"})

    found = web.Application()
    found.router.add_get("/", every)
    found.router.add_get("/{slug}/mend/", one)
    found.router.add_post("/{slug}/mend/", mend)
    found.router.add_post("/{slug}/undo/", undo)
    return found


def _site(request: web.Request) -> Site:
    slug = request.match_info["slug"]
    site = next((site for site in content.sites() if site.slug == slug), None)
    if site is None:
        raise web.HTTPNotFound
    return site


def _answer(sites: list[Site], addresses: Mapping[str, HasUrl], folder: Path) -> web.Response:
    page = Template((content.HERE / "styles" / "control.html").read_text(encoding="utf-8"))
    rows = "\n".join(_row(site, addresses[site.slug].url, folder) for site in sites)
    return web.Response(text=page.substitute(rows=rows), content_type="text/html")


def _row(site: Site, url: str, folder: Path) -> str:
    name = escape(content.group_of(site)[content.NAME])
    says = f'<li><strong>{name}</strong>, <a href="{url}">{url}</a><br>'
    if site.behaves:
        return f"{says}Odd on purpose: {escape(site.behaves)}.</li>"
    if not _wants(site):
        return f"{says}Nothing to mend.</li>"
    if websites.is_mended(site, folder):
        return f"{says}Mended. {_button(site, 'undo', 'Undo that')}</li>"
    return f"{says}{_wants(site)} {_button(site, 'mend', 'Pretend the group mended it')}</li>"


def _button(site: Site, does: str, words: str) -> str:
    return f'<form method="post" action="/{site.slug}/{does}/"><button>{words}</button></form>'


def _wants(site: Site) -> str:
    """Say what a check should find; nothing when all is well."""
    missing = [websites.NAMES[one] for one in content.known_accounts(site) if one not in site.shows]
    says = [f"No link to its {' or '.join(missing)} account." if missing else ""]
    says.append("" if site.phone else "Does not fit a phone.")
    return " ".join(filter(None, says))
