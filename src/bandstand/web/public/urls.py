"""Addresses anyone may open."""

from . import booking, gatherings, groups, pages, what_changed

urls = [*pages.urls, *booking.urls, *gatherings.urls, *groups.urls, *what_changed.urls]
