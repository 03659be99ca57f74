"""Addresses of the phones on the day: the app's page, and what it fetches and sends."""
