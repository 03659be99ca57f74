"""SQLite for Django with a fair queue of writers."""

from .build import SqliteBuild, sqlite_build

__all__ = ["SqliteBuild", "sqlite_build"]
