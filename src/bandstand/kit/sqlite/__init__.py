"""SQLite for Django with a fair queue of writers."""
