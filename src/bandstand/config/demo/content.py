"""The files of made-up facts beside this one, read once."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

HUB = "Community Action Leasow Vale"
PLACE = "Leasow Vale"

# Column headings of groups.csv the demo itself needs; the import guesses them all.
NAME, KIND, WEBSITE = "Group name", "Type", "Website"
ACCOUNTS = {"facebook": "Facebook", "x": "Twitter", "instagram": "Instagram"}


@dataclass(frozen=True)
class Helper:
    """A volunteer: numbers of their first and last surgery, and how often (per cent) in between."""

    name: str
    email: str
    first: int
    last: int
    turns_up: int
    came_for_help: int | None


@dataclass(frozen=True)
class Site:
    """A group's website; see the top of sites.toml."""

    slug: str
    style: str
    tagline: str
    shows: tuple[str, ...]
    phone: bool
    blocks: tuple[tuple[str, str], ...]
    news: tuple[tuple[str, str], ...]
    behaves: str = ""
    helped: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The address in groups.csv that stands for wherever this website is served."""
        return f"http://{self.slug}.example/"


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def groups() -> list[dict[str, str]]:
    return rows("groups.csv")


@cache
def helpers() -> list[Helper]:
    return [
        Helper(
            name=row["name"],
            email=row["email"],
            first=int(row["from"]),
            last=int(row["to"]),
            turns_up=int(row["turns_up"]),
            came_for_help=int(row["came_for_help"]) if row["came_for_help"] else None,
        )
        for row in rows("helpers.csv")
    ]


@cache
def visitors() -> list[str]:
    return (HERE / "visitors.txt").read_text(encoding="utf-8").split("\n")[:-1]


@cache
def stories() -> dict[str, Any]:
    return tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))


@cache
def sites() -> list[Site]:
    found = tomllib.loads((HERE / "sites.toml").read_text(encoding="utf-8"))["site"]
    return [_site(**row) for row in found]


def _site(*, shows: list[str], blocks: list[list[str]], news: list[list[str]], **rest: Any) -> Site:
    helped = tuple(rest.pop("helped", ()))
    return Site(shows=tuple(shows), blocks=_pairs(blocks), news=_pairs(news), helped=helped, **rest)


def _pairs(lists: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, text) for heading, text in lists)


def group_of(site: Site) -> dict[str, str]:
    """Return the row of groups.csv this website belongs to."""
    return next(row for row in groups() if row[WEBSITE] == site.token)


def known_accounts(site: Site) -> dict[str, str]:
    """Return the accounts the directory knows of the site's group: platform to address."""
    row = group_of(site)
    return {platform: row[column] for platform, column in ACCOUNTS.items() if row[column]}
