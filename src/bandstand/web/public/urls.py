"""Addresses anyone may open."""

from . import booking, gatherings, pages, what_changed

urls = [*pages.urls, *booking.urls, *gatherings.urls, *what_changed.urls]
