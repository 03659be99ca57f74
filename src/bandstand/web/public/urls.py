"""Addresses anyone may open."""

from . import pages, what_changed

urls = [*pages.urls, *what_changed.urls]
