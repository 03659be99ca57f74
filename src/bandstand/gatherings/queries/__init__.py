"""Reads about gatherings, one file per noun: the calendar, the bookings, the day."""
