"""Addresses anyone may open."""

from . import pages

urls = [*pages.urls]
