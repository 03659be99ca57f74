"""Addresses anyone may open."""

from . import (
    after,
    booking,
    complaints,
    day_app,
    gatherings,
    groups,
    how_to,
    open_data,
    our_visits,
    own,
    own_telling,
    own_website,
    pages,
    privacy,
    what_changed,
    your_details,
)

urls = [
    *pages.urls,
    *privacy.urls,
    *your_details.urls,
    *complaints.urls,
    *booking.urls,
    *gatherings.urls,
    *day_app.urls,
    *groups.urls,
    *own.urls,
    *own_telling.urls,
    *own_website.urls,
    *open_data.urls,
    *how_to.urls,
    *what_changed.urls,
    *our_visits.urls,
    *after.urls,
]
