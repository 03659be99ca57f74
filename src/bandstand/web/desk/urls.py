"""Addresses of the desk."""

from . import checks, day, figures, finish, gatherings, jobs, notes, outbox, people, today

urls = [
    *today.urls,
    *gatherings.urls,
    *people.urls,
    *outbox.urls,
    *jobs.urls,
    *checks.urls,
    *figures.urls,
    *day.urls,
    *notes.urls,
    *finish.urls,
]
