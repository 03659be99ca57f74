"""Addresses of the day."""

from . import views

urls = [*views.urls]
