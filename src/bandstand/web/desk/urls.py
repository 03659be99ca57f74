"""Addresses of the desk."""

from . import (
    checks,
    contacts,
    day,
    figures,
    finish,
    fresh,
    gatherings,
    groups,
    interests,
    jobs,
    notes,
    outbox,
    people,
    piles,
    sheets,
    sheets_in,
    today,
    venues,
)

urls = [
    *today.urls,
    *gatherings.urls,
    *people.urls,
    *sheets.urls,
    *sheets_in.urls,
    *piles.urls,  # before the groups: “sheets” is no group's name in addresses
    *groups.urls,
    *contacts.urls,
    *fresh.urls,
    *interests.urls,
    *venues.urls,
    *outbox.urls,
    *jobs.urls,
    *checks.urls,
    *figures.urls,
    *day.urls,
    *notes.urls,
    *finish.urls,
]
