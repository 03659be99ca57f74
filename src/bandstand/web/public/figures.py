"""The figures as a strip for other people's websites: no cookie, no script, nothing but the numbers."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from bandstand.impact.asking import AskedOddlyError, public_scope
from bandstand.impact.measures import HEADLINES, MEASURES
from bandstand.impact.queries import began, public_figures
from bandstand.web.guards import HubRequest, public

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


@public
@xframe_options_exempt
@require_safe
def strip(request: HubRequest) -> HttpResponse:
    """Show the headlines, or those `?show=` names; `from`, `to` and `programme` as the API takes them."""
    try:
        scope = public_scope(request.GET.dict())
    except AskedOddlyError as odd:
        return HttpResponseBadRequest(str(odd), content_type="text/plain; charset=utf-8")
    wanted = request.GET.get("show", "").split(",")
    chosen = [measure for measure in MEASURES if measure.code in wanted][:6] or HEADLINES
    context = {
        "figures": public_figures(scope, request.hub, chosen),
        "period": scope,
        "began": began(),
        "today": timezone.localdate(),
    }
    response = render(request, "public/embed/figures.html", context)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


urls = [path("embed/figures/", strip, name="embed-figures")]
