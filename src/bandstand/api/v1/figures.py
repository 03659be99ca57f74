"""The public figures with their rules, so that whoever quotes one can say how it was counted."""

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bandstand.impact.exports import as_json
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures


@never_cache
@require_safe
def every_figure(request: HttpRequest) -> HttpResponse:
    """Answer all figures; `?from=2025-04-01&to=2026-03-31` narrows them, both days counted in."""
    try:
        period = Period(_day(request, "from"), _day(request, "to"))
    except ValueError:
        return JsonResponse({"error": "Write days as 2026-04-14, in “from” and “to”."}, status=400)
    return JsonResponse(as_json(figures(period), period), json_dumps_params={"ensure_ascii": False})


every_figure.right = None  # type: ignore[attr-defined]


def _day(request: HttpRequest, name: str) -> date | None:
    asked = request.GET.get(name)
    return date.fromisoformat(asked) if asked else None


urls = [path("api/v1/figures/", every_figure, name="api-figures")]
