"""Addresses of the desk."""

from . import outbox, people, today

urls = [
    *today.urls,
    *people.urls,
    *outbox.urls,
]
