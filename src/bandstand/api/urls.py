"""Addresses for machines."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bandstand.api.oruk import views as oruk
from bandstand.api.v1 import figures, groups


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say "ok" while the database answers, and nothing else to anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


health.right = None  # type: ignore[attr-defined]

urls = [path("health/", health, name="health"), *figures.urls, *groups.urls, *oruk.urls]
