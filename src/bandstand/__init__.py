"""Bandstand: help small volunteer-led groups get online, side by side, and show what changed."""

__version__ = "0.1.0"
