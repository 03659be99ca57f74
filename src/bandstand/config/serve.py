"""The web server: granian, one process of four threads: of all we measured the cheapest per request."""

import errno
import os
import socket
import time
from functools import partial

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from .lifeline import die_with
from .trouble import CannotStartError
from .waiting_room import WAITING, Application, behind_waiting_room

# What the web server says goes to stderr: stdout belongs to commands that answer in JSON.
_LOGGING = {
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "generic"},
        "access": {"class": "logging.NullHandler"},
    }
}

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def serve(host: str, port: int, *, threads: int = 4, workers: int = 1) -> None:
    """Serve until told to stop. Access is not logged: the addresses people open are their private links."""
    server = Server(
        "bandstand.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=WAITING,
        log_level=LogLevels.error,  # its warning about our many threads is answered in waiting_room
        log_dictconfig=_LOGGING,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve(target_loader=partial(_load, os.getpid(), threads), wrap_loader=False)


def _load(parent: int, threads: int) -> Application:
    """Return the application, in a worker process that ends with its parent."""
    die_with(parent)
    from .wsgi import application

    return behind_waiting_room(application, threads=threads)


def must_be_free(host: str, port: int, *, patience: float = 2.0) -> None:
    """Make sure that nobody listens on this address yet; a server just killed gets a moment to be gone."""
    deadline = time.monotonic() + patience
    while (trouble := _trouble_with(host, port)) is not None:
        if trouble.errno != errno.EADDRINUSE:
            raise CannotStartError(f"The address {host}:{port} cannot be used: {trouble.strerror}.")
        if time.monotonic() > deadline:
            raise CannotStartError(
                f"Something else already answers on port {port}. Stop it, or choose another with --port."
            )
        time.sleep(0.1)


def _trouble_with(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as trouble:
            return trouble
    return None


def must_be_safe(host: str) -> None:
    """Refuse settings that would lay the site open, each with its reason."""
    if settings.DEBUG and (settings.HTTPS or host not in LOOPBACK):
        raise CannotStartError(
            "BANDSTAND_DEBUG is on, and would show the site’s secrets to every visitor. Turn it off first."
        )
    if "*" in settings.ALLOWED_HOSTS:
        raise CannotStartError(
            "BANDSTAND_HOSTS is “*”, so anybody could pass their address off as ours. Name your host names."
        )
    if len(settings.SECRET_KEY) < 32:
        raise CannotStartError(
            "BANDSTAND_SECRET_KEY is too short to keep private links safe. Leave it out: one will be made."
        )
