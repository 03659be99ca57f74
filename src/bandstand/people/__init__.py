"""Hubs, persons, roles, topics, consent, private links, deeds and the outbox."""
