"""The public figures with their rules, so that whoever quotes one can say how it was counted."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bandstand.impact.asking import AskedOddlyError, public_scope
from bandstand.impact.exports import as_json
from bandstand.impact.queries import public_figures


@never_cache
@require_safe
def every_figure(request: HttpRequest) -> HttpResponse:
    """Answer all figures for anyone; `?from=2025-04-01&to=2026-03-31&programme=7` narrows them."""
    try:
        scope = public_scope(request.GET.dict())
    except AskedOddlyError as odd:
        return JsonResponse({"error": str(odd)}, status=400, json_dumps_params={"ensure_ascii": False})
    figures = public_figures(scope, request.hub)  # type: ignore[attr-defined]
    return JsonResponse(as_json(figures, scope), json_dumps_params={"ensure_ascii": False})


every_figure.right = None  # type: ignore[attr-defined]

urls = [path("api/v1/figures/", every_figure, name="api-figures")]
