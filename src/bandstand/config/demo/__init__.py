"""Leasow Vale, a borough that does not exist: its groups, people, websites and four years of surgeries."""
