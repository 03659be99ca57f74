"""Plain pages for when something is not right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/400.html", status=400)


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/403.html", status=403)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/403.html", {"stale_form": True}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)


def too_many(request: HttpRequest, *, wait: int) -> HttpResponse:
    response = render(request, "errors/429.html", {"wait": wait}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def link_is_dead(request: HttpRequest) -> HttpResponse:
    """Answer a forged, used, expired or foreign private link: all look the same."""
    return render(request, "errors/link.html", status=404)


def no_hub(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/no_hub.html", status=404)
