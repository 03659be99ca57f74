"""Between the web server and Django: slow visitors wait here, not in one of the few threads that work.

A phone with one bar of signal may take a minute to send its form. The web server gives each request a thread
of its own, cheap while it only waits; here it receives the whole form first, and then hands over to one of
four threads that do nothing but work (and hold a database connection each).
"""

import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import IO, Any

WAITING = 64
"""Requests one process can be receiving, or have waiting for a turn, at once."""

LARGEST = 4 * 1024 * 1024
"""Bytes of an ordinary form: more than anybody types, and little enough for everybody to send at once."""

LARGEST_SHEET = 64 * 1024 * 1024
"""Bytes of a sheet of groups, at the one address that takes them. That page says kindly what is too big."""

_SHEETS = "/desk/groups/sheets/"

_IN_MEMORY = 256 * 1024
_PLAIN = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


def behind_waiting_room(application: Application, *, threads: int) -> Application:
    """Return the WSGI application, worked on by this many threads, each with a whole request in its hands."""
    work = ThreadPoolExecutor(threads, thread_name_prefix="request")

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        body = _received(environ)
        if body is None:
            start_response("413 Content Too Large", _PLAIN)
            return [b"That is too big to send. Please go back and send less.\n"]
        environ["wsgi.input"] = body
        return work.submit(_whole, application, environ, start_response).result()

    return answer


def _received(environ: Environ) -> IO[bytes] | None:
    """Return the body of the request, all of it here: in memory, or a file without a name. None: too big."""
    if environ["REQUEST_METHOD"] in {"GET", "HEAD"} or environ.get("CONTENT_LENGTH") == "0":
        return BytesIO()
    most = LARGEST_SHEET if environ.get("PATH_INFO") == _SHEETS else LARGEST
    body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (lives as long as the request)
    while chunk := environ["wsgi.input"].read(_IN_MEMORY):
        if body.tell() + len(chunk) > most:
            body.close()
            return None
        body.write(chunk)
    body.seek(0)
    return body


def _whole(application: Application, environ: Environ, start_response: Any) -> Iterable[bytes]:
    """Return the answer, in one piece unless it is meant to be streamed."""
    response: Any = application(environ, start_response)
    if getattr(response, "streaming", True):
        return response  # type: ignore[no-any-return]  # Django's own, or a file from WhiteNoise
    try:
        return [b"".join(response)]
    finally:
        response.close()
