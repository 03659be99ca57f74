"""What happens to every request: safety headers, which hub it is for, who is asking."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bandstand.people.access import hub_scope
from bandstand.people.queries import hub_for_host
from bandstand.web import errors
from bandstand.web.session import signed_in

Answer = Callable[[HttpRequest], HttpResponseBase]

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:{}; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)


def security_headers(answer: Answer) -> Answer:
    """Say what this page may load, on every answer, static files included."""
    policy = _POLICY.format(_tile_server())

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        )
        return response

    return middleware


def _tile_server() -> str:
    """Return where pictures may come from besides ourselves: the map's tiles, where a host names some."""
    where = urlsplit(settings.TILES.replace("{s}", "*"))
    return f" {where.scheme}://{where.netloc}" if where.netloc else ""


def choose_hub(answer: Answer) -> Answer:
    """Bind the request, and every query in it, to the hub of this host name."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/health/":
            return answer(request)
        hub = hub_for_host(request.get_host().partition(":")[0])
        if hub is None:
            return errors.no_hub(request)
        request.hub = hub  # type: ignore[attr-defined]
        with hub_scope(hub):
            return answer(request)

    return middleware


def know_person(answer: Answer) -> Answer:
    """Put the signed-in person and role on the request; keep pages made for one person out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # /health/ is asked of no hub, so nobody is anybody there.
        known = signed_in(request) if hasattr(request, "hub") else (None, None)
        request.person, request.role = known  # type: ignore[attr-defined]
        response = answer(request)
        if request.person is not None:  # type: ignore[attr-defined]
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
