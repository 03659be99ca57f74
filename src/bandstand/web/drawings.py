"""Before and after pictures as files."""

from django.http import HttpResponse
from django.utils.text import slugify

from bandstand.presence.pictures import Change, sheet

from .files import attached


def drawing(change: Change) -> HttpResponse:
    """Answer with the picture to keep; as a file it runs nothing and asks for nothing."""
    name = slugify(f"{change.group} {change.finding.look}")[:80].strip("-") or "picture"
    return attached(sheet(change), "image/svg+xml; charset=utf-8", f"{name}.svg")
