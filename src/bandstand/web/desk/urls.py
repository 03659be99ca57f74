"""Addresses of the desk."""

from . import today

urls = [*today.urls]
