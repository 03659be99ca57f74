"""Addresses of the desk."""

from . import jobs, outbox, people, today

urls = [
    *today.urls,
    *people.urls,
    *outbox.urls,
    *jobs.urls,
]
