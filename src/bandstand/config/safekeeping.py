"""Copies of everything a site holds: made while it runs, opened and counted before they count as made.

A copy is one zip file: `manifest.json`, the database (a SQLite file, or `pg_dump`'s own format) and `media/`.
The secret key is left out on purpose: a copy that goes astray must not open anybody's private links.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bandstand import __version__
from bandstand.people.actions.replaying import Replayed, catch_up
from bandstand.people.tasks import wipe_traces

from .trouble import CannotStartError

SQLITE, POSTGRES = "bandstand.sqlite3", "bandstand.pgdump"


def back_up(file: Path) -> dict[str, Any]:
    """Write a verified copy to `file`, which must not exist yet; return its manifest."""
    if file.exists():
        raise CannotStartError(f"{file} is there already. Choose another name: nothing is written over.")
    if not file.parent.is_dir():
        raise CannotStartError(f"There is no folder {file.parent} to put it in.")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".bandstand-copy-") as folder:
        database = _copy_database(Path(folder))
        manifest = {
            "made_at": timezone.now().isoformat(),
            "version": __version__,
            "database": database.name,
            "sha256": _checksum(database),
            "rows": _rows_in(database),
        }
        packed = Path(folder) / "packed.zip"
        _pack(packed, database, manifest)
        _check_packed(packed, Path(folder) / "opened")
        _keep(packed, file)
    return manifest


def restore(file: Path, removals: Path | None = None) -> dict[str, Any]:
    """Bring a copy back into an empty data folder (or an empty PostgreSQL database); return its manifest.

    Whose details were removed since the copy was made is told by `removals.jsonl` in the folder, or by the
    one named: they are removed again before anybody can see the site.
    """
    for needed in filter(None, (file, removals)):
        if not needed.is_file():
            raise CannotStartError(f"There is no file {needed}.")
    _refuse_if_in_use()
    with tempfile.TemporaryDirectory(dir=settings.DIR, prefix=".bandstand-restore-") as folder:
        manifest = _check_packed(file, Path(folder))
        _put_back(Path(folder) / manifest["database"])
        if (Path(folder) / "media").is_dir():
            shutil.copytree(Path(folder) / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    again = remove_again(removals)
    wipe_traces.func()
    return {**manifest, "removed_again": asdict(again)}


def remove_again(removals: Path | None = None) -> Replayed:
    """Remove again what the list says was removed and the database knows nothing of. Usually that is nothing,
    and costs one look.
    """
    return catch_up(removals)


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = folder / SQLITE
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return copy
    copy = folder / POSTGRES
    _run("pg_dump", "--format=custom", "--no-owner", "--file", str(copy), "--dbname", _address())
    return copy


def _rows_in(database: Path) -> dict[str, int]:
    """Count the copy's own rows (SQLite) after checking it whole; PostgreSQL's copy is listed instead."""
    if database.name == POSTGRES:
        return {"entries": len(_run("pg_restore", "--list", str(database)).splitlines())}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise CannotStartError(f"The copy is damaged ({verdict}) and was thrown away. Try again.")
        names = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001
        there = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (our own tables)
            for name in sorted(names & there)
        }


def _pack(packed: Path, database: Path, manifest: dict[str, Any]) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as copy:
        copy.writestr("manifest.json", json.dumps(manifest, indent=1))
        copy.write(database, database.name)
        for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
            if path.is_file():
                copy.write(path, Path("media") / path.relative_to(settings.MEDIA_ROOT))


def _check_packed(packed: Path, folder: Path) -> dict[str, Any]:
    """Unpack a copy into `folder` and see that it is whole; return its manifest."""
    try:
        with zipfile.ZipFile(packed) as copy:
            manifest: dict[str, Any] = json.loads(copy.read("manifest.json"))
            names = [name for name in copy.namelist() if name.startswith("media/")]
            if manifest["database"] not in {SQLITE, POSTGRES}:  # a name that leads elsewhere is not followed
                raise ValueError("it names no database of ours")  # noqa: TRY301
            copy.extractall(folder, [manifest["database"], *names])
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as trouble:
        raise CannotStartError(f"{packed.name} is not a whole Bandstand copy ({trouble}).") from trouble
    database = folder / manifest["database"]
    if _checksum(database) != manifest["sha256"] or _rows_in(database) != manifest["rows"]:
        raise CannotStartError(f"{packed.name} does not hold what it says it holds. Use an older copy.")
    return manifest


def _keep(packed: Path, file: Path) -> None:
    """Give the copy its name only once it is safely on the disk."""
    with packed.open("rb") as handle:
        os.fsync(handle.fileno())
    packed.chmod(0o600)
    os.link(packed, file)  # unlike rename, refuses to write over a file made meanwhile


def _refuse_if_in_use() -> None:
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return  # asking an absent file for its tables would make one
    if connection.introspection.table_names():
        where = settings.DIR if connection.vendor == "sqlite" else "the database"
        raise CannotStartError(f"{where} already holds a site. Restore into an empty folder with --dir.")


def _put_back(database: Path) -> None:
    ours = SQLITE if connection.vendor == "sqlite" else POSTGRES
    if database.name != ours:
        raise CannotStartError(f"This copy holds {database.name}, but the site here needs {ours}.")
    if database.name == POSTGRES:
        _run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", _address(), str(database))
        return
    connection.close()
    target = Path(settings.DATABASES["default"]["NAME"])
    for leftover in (f"{target}-wal", f"{target}-shm"):
        Path(leftover).unlink(missing_ok=True)
    database.replace(target)


def _address() -> str:
    chosen = connection.settings_dict
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return " ".join(f"{word}='{chosen[key]}'" for word, key in parts.items() if chosen.get(key))


def _run(*words: str) -> str:
    if shutil.which(words[0]) is None:
        raise CannotStartError(f"{words[0]} is not here. On Debian: apt-get install postgresql-client")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStartError(f"{words[0]} said: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


def _checksum(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
