"""Which SQLite library runs here, and whether it can be trusted with a write-ahead log."""

from dataclasses import dataclass

from .base import Database

_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


@dataclass(frozen=True)
class SqliteBuild:
    """A SQLite library: its version, the module it came in, whether the WAL-reset bug is mended."""

    version: str
    module: str
    safe: bool


def sqlite_build() -> SqliteBuild:
    """Return the library this process uses for its database."""
    return SqliteBuild(
        Database.sqlite_version,
        Database.__name__.partition(".")[0],
        is_mended(Database.sqlite_version_info),
    )


def is_mended(version: tuple[int, ...]) -> bool:
    """Tell whether a version is free of the WAL-reset bug: 3.51.3, or 3.50.7 and 3.44.6 in their lines."""
    return version >= _MENDED[-1] or any(
        version[:2] == mended[:2] and version >= mended for mended in _MENDED
    )
