"""Squares to scan (QR codes), drawn as lines in a page."""

import segno
from django.utils.safestring import SafeString, mark_safe


def square(address: str, *, title: str) -> SafeString:
    """Return the square of an address as an SVG to stand in a page; `title` is what it is for.

    A seventh of it may be creased or wet and it still reads.
    """
    drawn = segno.make_qr(address, error="m").svg_inline(
        omitsize=True, border=3, title=title, light="#fff", svgclass="square", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 (drawn by the library, which escapes the title)
