"""What the environment says, read once by settings."""

import importlib.util
import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url


def folder() -> Path:
    """Return the folder that holds database, sent mail, static files and backups; made on first use."""
    path = Path(os.environ.get("BANDSTAND_DIR") or "bandstand-data").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def switch(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "on", "true", "yes"}


def words(name: str, *, default: str) -> list[str]:
    return [word.strip() for word in (os.environ.get(name) or default).split(",") if word.strip()]


def seconds(name: str, *, default: float) -> float:
    given = os.environ.get(name, "").strip()
    return max(0.0, float(given)) if given else default


def installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def secret_key(home: Path) -> str:
    """Return the key links and sessions hang on: given, else a file made once, readable by us only."""
    given = os.environ.get("BANDSTAND_SECRET_KEY")
    if given:
        return given
    path = home / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


def database(home: Path) -> dict[str, Any]:
    """Return Django's database entry: PostgreSQL by DATABASE_URL, else SQLite in the home folder."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return {**dj_database_url.parse(url, conn_max_age=None), "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "bandstand.kit.sqlite",
        "NAME": home / "bandstand.sqlite3",
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": home / "tests.sqlite3"},  # a file, so that tests meet the same locks as the site
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def mail(home: Path) -> dict[str, Any]:
    """Return Django's mail settings: SMTP when a host is named, else letters filed in the home folder."""
    host = os.environ.get("BANDSTAND_SMTP_HOST")
    if not host:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": home / "mail",
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": int(os.environ.get("BANDSTAND_SMTP_PORT", "587")),
        "EMAIL_HOST_USER": os.environ.get("BANDSTAND_SMTP_USER", ""),
        "EMAIL_HOST_PASSWORD": os.environ.get("BANDSTAND_SMTP_PASSWORD", ""),
        "EMAIL_USE_TLS": os.environ.get("BANDSTAND_SMTP_TLS", "on") == "on",
        "EMAIL_TIMEOUT": 20,
    }
