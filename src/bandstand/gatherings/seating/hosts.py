"""Which helper stays at which table: spread over the tables, so that each can show as much as possible."""

from collections.abc import Iterable, Mapping, Sequence

from .party import Sitter


def spread(people: Sequence[Sitter], tables: int, kept: Mapping[str, int]) -> dict[str, int]:
    """Return the table, from 1, of everybody who stays at one; `kept` are tables they have already.

    Those who both look for help and help stay only where there are fewer helpers than tables.
    """
    hosts = [one for one in people if one.hosts]
    both = [one for one in people if one.helping and one.looking]
    hosts += both[: max(0, tables - len(hosts))]
    found = {one.uid: kept[one.uid] for one in hosts if 0 < kept.get(one.uid, 0) <= tables}
    skills = _skills(hosts, found, tables)
    for one in sorted((one for one in hosts if one.uid not in found), key=lambda one: -len(one.can)):
        at = min(range(1, tables + 1), key=lambda table: _worth(one, table, found, skills))
        found[one.uid] = at
        skills[at] |= one.can
    return found


def _worth(
    one: Sitter, table: int, found: Mapping[str, int], skills: Mapping[int, set[int]]
) -> tuple[int, int, int]:
    """Fewest helpers first, then where most of what they can show is new."""
    there = sum(at == table for at in found.values())
    return there, -len(one.can - skills[table]), table


def _skills(hosts: Iterable[Sitter], found: Mapping[str, int], tables: int) -> dict[int, set[int]]:
    skills: dict[int, set[int]] = {table: set() for table in range(1, tables + 1)}
    for one in hosts:
        if one.uid in found:
            skills[found[one.uid]] |= one.can
    return skills
