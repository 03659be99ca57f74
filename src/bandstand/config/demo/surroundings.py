"""What must be settled before Django reads its settings: a folder, a port, and no settings of the host's own.

The sample borough must never reach real mail, a real database or another machine.
"""

import argparse
import atexit
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bandstand.config.trouble import CannotStartError

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8000, 8040
NOTES = "demo.json"
_claims: list[socket.socket] = []


def settle(words: list[str]) -> None:
    """Choose folder and port, and put everything else out of the way."""
    port = chosen_port(words)
    folder = _folder(os.environ.get("BANDSTAND_DIR"))
    _forget_settings()
    os.environ |= {
        "BANDSTAND_DIR": str(folder),
        "BANDSTAND_DEMO": "on",
        "BANDSTAND_ALLOW_PRIVATE": "on",
        "BANDSTAND_CHECKS_PAUSE": "0",  # its websites are its own
        "BANDSTAND_HOSTS": "127.0.0.1,localhost",
        "BANDSTAND_URL": f"http://{HOST}:{port}",
    }


def chosen_port(words: list[str]) -> int:
    """Return the port asked for, if nothing answers there; else the first free one from 8000 on."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--port", type=int)
    try:
        wanted = parser.parse_known_args(words)[0].port
    except argparse.ArgumentError:  # the command itself says what is wrong with it
        wanted = None
    if wanted is None:
        free = (port for port in range(FIRST_PORT, LAST_PORT) if is_free(port) and _is_ours(port))
        return next(free, 0) or _any_port()
    if not 0 < wanted < 65536 or not is_free(wanted) or not _is_ours(wanted):
        raise CannotStartError(
            f"Port {wanted} cannot be used: something else answers there, or it is not ours to use. "
            "Choose another with --port, or leave it out."
        )
    return int(wanted)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def _is_ours(port: int) -> bool:
    """Speak for a port until we end; False when somebody else does.

    Seconds pass before the web server listens there, and a second demo would find the port free meanwhile.
    The UDP port of the same number, which nobody else wants, is the claim.
    """
    claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        claim.bind((HOST, port))
    except OSError:
        claim.close()
        return False
    _claims.append(claim)
    return True


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _folder(wanted: str | None) -> Path:
    """Return the folder asked for, or a fresh one that is removed when we are done."""
    if not wanted:
        return _passing_folder()
    folder = Path(wanted).expanduser().resolve()
    if (folder / "bandstand.sqlite3").exists() and not (folder / NOTES).exists():
        raise CannotStartError(
            f"The folder “{folder}” holds real work, not a demo, so it is left alone. "
            "Choose an empty one with --dir."
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as trouble:
        raise CannotStartError(
            f"The folder “{folder}” cannot be made ({trouble.strerror}). Choose another with --dir."
        ) from trouble
    return folder


def _passing_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bandstand-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Being told to end is an ordinary end: what was made is cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return folder


def _forget_settings() -> None:
    kept = {"BANDSTAND_PYTHON"}
    for name in [name for name in os.environ if name.startswith("BANDSTAND_") and name not in kept]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)


def read_notes(folder: Path) -> dict[str, Any]:
    """Return what a demo folder says of itself: `made` (a date, once finished), `sites_port`."""
    try:
        found: dict[str, Any] = json.loads((folder / NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def write_notes(folder: Path, *, made: date | None, sites_port: int) -> None:
    notes = {"made": made.isoformat() if made else None, "sites_port": sites_port}
    (folder / NOTES).write_text(json.dumps(notes), encoding="utf-8")
