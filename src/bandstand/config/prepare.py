"""Bringing a data folder up to date: tables, static files, the first hub."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from bandstand import __version__
from bandstand.groups.actions.interests import start_interests
from bandstand.groups.actions.kinds import start_kinds
from bandstand.kit.tables import look_over
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import address_of
from bandstand.people.actions.roles import console_link, give_role, open_hub
from bandstand.people.models import Deed, Hub, Role

from .trouble import CannotStartError


def waiting_migrations() -> int:
    """Return how many steps the tables are behind this version."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as trouble:
        where = settings.DATABASES["default"]["NAME"]
        raise CannotStartError(
            f"The database “{where}” cannot be opened: {str(trouble).strip()}"
        ) from trouble


def migrate() -> bool:
    """Bring the tables up to date; True when there was something to do."""
    if not waiting_migrations():
        return False
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    look_over()
    return True


def must_be_migrated() -> None:
    if waiting_migrations():
        raise CannotStartError(
            "The database is not up to date. Run “bandstand prepare” once, then start again."
        )


def collect_static() -> bool:
    """Copy, hash and compress the static files if any changed since the last time; True when they had."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True, stdout=io.StringIO())
    stamp.write_text(now, encoding="ascii")
    return True


def _fingerprint() -> str:
    marks = sorted(f"{name} {mark}" for name, mark in _static_files())
    return hashlib.sha256("\n".join([__version__, *marks]).encode()).hexdigest()


def _static_files() -> Iterator[tuple[str, str]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            yield name, f"{facts.st_size} {facts.st_mtime_ns}"


@transaction.atomic
def begin_hub(name: str, *, slug: str = "hub", host: str = "") -> Hub:
    """Start a hub with everything it needs on its first day: its topics and its kinds of group."""
    hub = open_hub(name, slug=slug, host=host)
    with hub_scope(hub):
        start_kinds(hub)
        start_interests(hub)
    return hub


def owner_link(name: str, email: str) -> str:
    """Return a one-time link for the owner, until an owner has come in once; then an empty string.

    On the very first run this also makes the hub, under the name given.
    """
    hub = Hub.objects.order_by("pk").first() or begin_hub(name)
    with hub_scope(hub):
        if Deed.objects.filter(verb="signed in").exists():
            return ""
        role = Role.objects.filter(name=Role.Name.OWNER, until=None).order_by("pk").first()
        role = role or give_role(hub, name="The owner", email=email, role=Role.Name.OWNER, by=None)
        return address_of(console_link(role.person))
