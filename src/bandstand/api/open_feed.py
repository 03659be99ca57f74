"""What every open feed does: anyone's program may read it, from any page, politely."""

import hashlib
import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from bandstand.groups.export.licences import LICENCES
from bandstand.kit.asker import asker_of
from bandstand.people.models import Hub

from . import pace

View = Callable[..., Any]
METHODS = "GET, HEAD, OPTIONS"
_READABLE = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
_KEPT = 60  # seconds: what somebody takes back is out of every cache after that


class NotUnderstoodError(ValueError):
    """Something asked for makes no sense; the message says so in one sentence."""


def open_feed(*, cost: int = 1) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a view an open feed. It returns what JSON can hold, or an answer of its own that streams.

    `cost` says how many ordinary answers one of these is worth, where an address's share is counted.
    """

    def make(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = _answer(partial(view, request, *args, **kwargs), request, cost)
            # Never with credentials: whoever is signed in sees here what a stranger sees.
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = _READABLE
            return response

        answer.right = None  # type: ignore[attr-defined]  # read by the test of every address
        return csrf_exempt(answer)

    return make


def _answer(view: View, request: HttpRequest, cost: int) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _what_may_be_asked()
    if request.method not in {"GET", "HEAD"}:
        refused = _trouble(405, "This address is for reading only.")
        refused["Allow"] = METHODS
        return refused
    share = pace.ask(asker_of(request.META), cost)
    response = _found(view, request) if share.allowed else _too_many(share)
    for name, value in share.headers().items():
        response[name] = value
    return response


def _found(view: View, request: HttpRequest) -> HttpResponseBase:
    hub: Hub = request.hub  # type: ignore[attr-defined]
    if not hub.licence:
        return _trouble(404, "This organisation does not publish its directory as open data.")
    if any("\0" in value for values in request.GET.lists() for value in values[1]):
        return _trouble(400, "Leave out the characters that nobody can type.")
    try:
        found = view()
    except NotUnderstoodError as trouble:
        return _trouble(400, str(trouble))
    except Http404:
        return _trouble(404, "There is nothing here with that id.")
    return _told(request, found if isinstance(found, HttpResponseBase) else as_json(found), hub)


def _told(request: HttpRequest, response: HttpResponseBase, hub: Hub) -> HttpResponseBase:
    response["Link"] = f'<{LICENCES[hub.licence]}>; rel="license"'
    response["Cache-Control"] = f"public, max-age={_KEPT}"
    if isinstance(response, StreamingHttpResponse) or not response.content:  # type: ignore[attr-defined]
        return response
    assert isinstance(response, HttpResponse)  # noqa: S101 (the two kinds there are)
    # Of the words themselves, not of a date: an answer changes too when somebody takes a consent back.
    response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    told: HttpResponseBase | None = get_conditional_response(
        request, etag=response["ETag"], response=response
    )
    return told or response


def as_json(found: Any) -> HttpResponse:
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(written.encode("utf-8", "replace"), content_type="application/json")


def _what_may_be_asked() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "*"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _too_many(share: pace.Share) -> HttpResponse:
    refused = _trouble(429, f"That is a lot at once. Ask again in {share.wait} seconds.")
    refused["Retry-After"] = str(share.wait)
    return refused


def _trouble(status: int, words: str) -> HttpResponse:
    response = as_json({"error": words})
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response
