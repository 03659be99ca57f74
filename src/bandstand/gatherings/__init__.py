"""Gatherings, bookings, the day itself, help notes."""
