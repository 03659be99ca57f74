"""Schemes, criteria, nominations, panel and marks."""
