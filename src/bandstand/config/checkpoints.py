"""What `doctor` looks at: each look answers in one sentence, and says what to mend."""

import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host

from bandstand.groups.search import upkeep
from bandstand.jobs.models import Job
from bandstand.kit.sqlite.build import sqlite_build
from bandstand.people.access import every_hub
from bandstand.people.models import Hub


@dataclass(frozen=True)
class Verdict:
    """`well` is True (fine), False (mend it) or None (worth knowing)."""

    about: str
    well: bool | None
    says: str

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def python() -> Verdict:
    version = ".".join(map(str, sys.version_info[:3]))
    return Verdict("Python", well=True, says=f"Python {version}.")


def sqlite() -> Verdict:
    if connection.vendor != "sqlite":
        return Verdict("SQLite", well=True, says="Not in use: this site is on PostgreSQL.")
    build = sqlite_build()
    if build.safe:
        return Verdict("SQLite", well=True, says=f"SQLite {build.version}, free of the WAL-reset bug.")
    return Verdict(
        "SQLite",
        well=False,
        says=f"SQLite {build.version} can damage a busy database (the WAL-reset bug). "
        "Install the pysqlite3 package, or use PostgreSQL.",
    )


def database() -> Verdict:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as trouble:
        return Verdict("Database", well=False, says=f"The database does not answer: {trouble}")
    if waiting:
        return Verdict("Database", well=False, says="The tables are not up to date. Run “bandstand up” once.")
    if not _keeps_every_letter():
        return Verdict("Database", well=False, says="It cannot keep letters like é. Make it anew with UTF8.")
    return Verdict("Database", well=True, says=f"Answers ({connection.vendor}), tables up to date.")


def search() -> Verdict:
    mend = "Run “bandstand groups search-index”."
    if not upkeep.is_on():
        return Verdict("Search", well=False, says=f"Changes to groups are not kept in the index. {mend}")
    if wrong := len(upkeep.differing()):
        return Verdict("Search", well=False, says=f"{wrong} groups are found by old words. {mend}")
    return Verdict("Search", well=True, says="Groups are found by what they say now.")


def _keeps_every_letter() -> bool:
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        return bool(cursor.fetchone()[0] == "UTF8")


def folder() -> Verdict:
    home = Path(settings.DIR)
    if not os.access(home, os.W_OK):
        return Verdict("Folder", well=False, says=f"{home} cannot be written to. Change its owner.")
    if home.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Verdict(
            "Folder", well=False, says=f"Others on this machine can look into {home}: chmod 700 it."
        )
    return Verdict("Folder", well=True, says=f"{home} is ours alone.")


def disk() -> Verdict:
    free = shutil.disk_usage(settings.DIR).free // 2**20
    if free < 500:
        return Verdict("Disk", well=False, says=f"Only {free} MB left. Make room before anything is lost.")
    return Verdict("Disk", well=True, says=f"{free:,} MB free.")


def key() -> Verdict:
    if len(settings.SECRET_KEY) < 40:
        return Verdict("Secret key", well=False, says="Too short: use at least 40 random characters.")
    return Verdict("Secret key", well=True, says="Long enough. Keep a copy of it apart from the backups.")


def addresses() -> Verdict:
    if settings.DEBUG:
        return Verdict("Address", well=False, says="BANDSTAND_DEBUG is on. Turn it off: it shows too much.")
    if "*" in settings.ALLOWED_HOSTS:
        return Verdict("Address", well=False, says="BANDSTAND_HOSTS is “*”. Name the host names instead.")
    if settings.SITE_URL.startswith("https:") != settings.HTTPS:
        return Verdict(
            "Address", well=False, says="BANDSTAND_URL and BANDSTAND_HTTPS disagree: one says https, one not."
        )
    if not settings.HTTPS:
        return Verdict("Address", well=None, says="Served without https: fine on one machine, not in public.")
    return Verdict("Address", well=True, says=f"Served at {settings.SITE_URL}.")


def mail() -> Verdict:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return Verdict(
            "Letters",
            well=None,
            says="No mail server named, so letters are filed and not sent (BANDSTAND_SMTP_HOST).",
        )
    return Verdict("Letters", well=True, says=f"Sent through {settings.EMAIL_HOST}.")


def checks() -> Verdict:
    if settings.CHECKS_ALLOW_PRIVATE:
        return Verdict(
            "Checks", well=settings.DEMO, says="Checks may reach private addresses. Only the demo should."
        )
    return Verdict("Checks", well=True, says="Checks of websites refuse private addresses.")


def jobs() -> Verdict:
    with every_hub("doctor looks at the whole installation"):
        dead = Job.objects.filter(state=Job.State.DEAD).count()
    if dead:
        return Verdict(
            "Background work", well=False, says=f"{dead} pieces gave up. See “Behind the scenes” at the desk."
        )
    return Verdict("Background work", well=True, says="Nothing has given up.")


def hubs() -> Verdict:
    count = Hub.objects.count()
    nameless = Hub.objects.filter(host="").count()
    if count > 1 and nameless:
        return Verdict("Hubs", well=False, says="With several hubs, each needs a host name of its own.")
    strange = [hub.host for hub in Hub.objects.exclude(host="").order_by("host") if not _answered(hub.host)]
    if strange:
        says = f"BANDSTAND_HOSTS does not name {', '.join(strange)}, so nobody can reach that hub."
        return Verdict("Hubs", well=False, says=says)
    if not count:
        return Verdict("Hubs", well=None, says="No hub yet. “bandstand up” makes the first.")
    return Verdict("Hubs", well=True, says=f"{count} here.")


def _answered(host: str) -> bool:
    return validate_host(host, settings.ALLOWED_HOSTS)


# Those that need tables come after `database`, and are left out when it is not well.
FIRST: tuple[Callable[[], Verdict], ...] = (
    python,
    sqlite,
    folder,
    disk,
    key,
    addresses,
    mail,
    checks,
    database,
)
THEN: tuple[Callable[[], Verdict], ...] = (jobs, hubs, search)


def examine() -> list[Verdict]:
    verdicts = [look() for look in FIRST]
    if verdicts[-1].well:
        verdicts += [look() for look in THEN]
    return verdicts
