"""A phone shows its key and nothing else: no cookie, nobody signed in, one gathering only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bandstand.gatherings.actions.phones import STILL_TAKES, LetIn, phone_with
from bandstand.gatherings.models import Phone
from bandstand.gatherings.queries.calendar import gathering_by_slug
from bandstand.people.actions.limits import allow
from bandstand.web.guards import HubRequest, client_address

Given = ParamSpec("Given")
_WRONG_KEYS = 60  # an hour, from one address


@dataclass(frozen=True)
class Held:
    """A phone that showed its key. `over` says why it may not read any more: "expired", "forget" or ""."""

    phone: Phone
    over: str

    @property
    def may_send(self) -> bool:
        late = timezone.now() < self.phone.expires_at + STILL_TAKES
        return not self.over or (self.over == "expired" and late)


View = Callable[Concatenate[HubRequest, Held, Given], HttpResponse]


def with_key(method: str) -> Callable[[View[Given]], Callable[..., HttpResponse]]:
    """Let in a phone by its key, in the one method; 403 without one, 429 for whoever tries out many."""

    def guard(view: View[Given]) -> Callable[..., HttpResponse]:
        @csrf_exempt  # there is nothing a browser would send along by itself
        @wraps(view)
        def guarded(
            request: HubRequest, slug: str, *args: Given.args, **kwargs: Given.kwargs
        ) -> HttpResponse:
            if request.method != method:
                return _away(405, "method")
            held = _held(request, slug)
            return view(request, held, *args, **kwargs) if held else _stranger(request, slug)

        guarded.right = None  # type: ignore[attr-defined]  # read by the test of every address
        return guarded

    return guard


def _held(request: HubRequest, slug: str) -> Held | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    phone = phone_with(key.strip()) if scheme.lower() == "bearer" and 0 < len(key) < 100 else None
    if phone is None or phone.gathering.slug != slug:
        return None
    forgotten = phone.forgotten_at or phone.wiped_at
    return Held(phone, "forget" if forgotten else "expired" if phone.expires_at <= timezone.now() else "")


def _stranger(request: HubRequest, slug: str) -> HttpResponse:
    if gathering_by_slug(slug) is None:
        return _away(404, "gathering")
    within = timedelta(hours=1)
    if not allow("phone key", client_address(request), most=_WRONG_KEYS, within=within):
        return _away(429, "slower")
    return _away(403, "key")


def key_of(let: LetIn) -> dict[str, str]:
    """Return what a phone is told once, and keeps."""
    return {"phone": str(let.phone.uid), "key": let.key, "expires": let.phone.expires_at.isoformat()}


def _away(status: int, why: str) -> HttpResponse:
    return answer({"why": why}, status=status)


def over(held: Held) -> HttpResponse:
    """Say that a key is over, and why: the phone wipes itself, or keeps what it has still to send."""
    return _away(410, held.over)


def answer(told: dict[str, Any], *, status: int = 200) -> JsonResponse:
    response = JsonResponse(told, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
