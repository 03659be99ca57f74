"""Small made-up pages of the groups of Leasow Vale."""

from __future__ import annotations

from checkup import Page, read_page

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


def page(
    body: str,
    *,
    head: str = VIEWPORT,
    title: str = "Friends of Leasow Park",
    url: str = "https://leasowpark.example/",
) -> Page:
    html = f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), url)


WELCOME = "<main><h1>Welcome</h1><p>We look after the park, on the first Sunday of the month.</p></main>"


def icons(*addresses: str) -> str:
    """A footer with a row of icon links."""
    links = "".join(f'<li><a href="{address}"><img src="i.png"></a></li>' for address in addresses)
    return f'<footer><ul class="social">{links}</ul></footer>'
