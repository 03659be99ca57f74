"""Addresses anyone may open."""

from . import booking, gatherings, groups, own, pages, what_changed

urls = [*pages.urls, *booking.urls, *gatherings.urls, *groups.urls, *own.urls, *what_changed.urls]
