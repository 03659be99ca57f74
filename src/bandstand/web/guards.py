"""What stands in front of views: who may come in, and how often."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache

from bandstand.kit.asker import asker_of
from bandstand.people.actions.limits import allow
from bandstand.people.models import Hub, Person, Role
from bandstand.people.rights import Right, may

from . import errors

Given = ParamSpec("Given")


class HubRequest(HttpRequest):
    """A request as our middleware hands it on."""

    hub: Hub
    person: Person | None
    role: Role | None


class DeskRequest(HubRequest):
    """A request of somebody signed in, with a role that was checked."""

    person: Person
    role: Role


PublicView = Callable[Concatenate[HubRequest, Given], HttpResponse]
DeskView = Callable[Concatenate[DeskRequest, Given], HttpResponse]


def desk(right: Right) -> Callable[[DeskView[Given]], PublicView[Given]]:
    """Let in people whose role has this right; ask others to sign in, or say kindly that it is not theirs."""

    def guard(view: DeskView[Given]) -> PublicView[Given]:
        @wraps(view)
        def guarded(request: HubRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            if request.person is None:
                asked = {"next": request.get_full_path()} if request.method == "GET" else {}
                return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode(asked)}")
            if not may(request.role, right):
                return errors.not_yours(request)
            return view(cast("DeskRequest", request), *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]  # read by the test of every address
        return cast("PublicView[Given]", never_cache(guarded))

    return guard


def public(view: PublicView[Given]) -> PublicView[Given]:
    """Mark a page as meant for anyone, so that the test of every address knows it was thought about."""
    view.right = None  # type: ignore[attr-defined]
    return view


def at_most(most: int, *, within: timedelta, what: str) -> Callable[[PublicView[Given]], PublicView[Given]]:
    """Answer 429 when one address sends more than `most` forms in about `within`."""

    def guard(view: PublicView[Given]) -> PublicView[Given]:
        @wraps(view)
        def guarded(request: HubRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            if request.method == "POST" and not allow(
                what, client_address(request), most=most, within=within
            ):
                return errors.too_many(request, wait=int(within.total_seconds() / most) + 1)
            return view(request, *args, **kwargs)

        return cast("PublicView[Given]", guarded)

    return guard


def client_address(request: HttpRequest) -> str:
    """Return the asker's address: the connection's, or what a trusted proxy appended last."""
    return asker_of(request.META)


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Return the `next` address if it is a path of this site, else the fallback."""
    wanted: Any = request.POST.get("next") or request.GET.get("next") or ""
    inside = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return str(wanted) if inside and wanted.isprintable() else fallback


def out_of_searches(response: HttpResponse) -> HttpResponse:
    """Keep a page whose address is a secret out of every search engine that comes across it."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def keepable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let caches keep a public answer for a minute, unless it could be made for one browser."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        patch_cache_control(response, public=True, max_age=60)
    return response
