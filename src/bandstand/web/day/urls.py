"""Addresses of the day."""

from . import join, views

urls = [*views.urls, *join.urls]
