"""What the app of the day asks: its page, a key, the pack, what is new (docs/developers/the-day.md)."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import phones
from bandstand.gatherings.actions.entries.sending import Taken, take_in
from bandstand.gatherings.day.pack import pack_for
from bandstand.gatherings.day.state import state_of, version_of
from bandstand.gatherings.models import Gathering
from bandstand.people.actions.limits import allow
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, HubRequest, at_most, desk, public
from bandstand.web.named import the_gathering
from bandstand.web.public.day_app import app_page

from .keys import Held, answer, key_of, over, with_key

MOST_BYTES = 1024 * 1024
_SENDS = 300  # with something in them, in a minute, from one phone


@public
@require_safe
def app(request: HubRequest, slug: str) -> HttpResponse:
    """Show the app's page: to somebody at the desk, who may ask for a key, or to a helper who has one.

    Nothing in it is personal; all that is comes with a key. A helper came by the code on the table.
    """
    gathering = the_gathering(slug)
    return app_page(request, live=False) if "helper" in request.GET else _for_the_desk(request, gathering)


@desk(Right.DAY)
def _for_the_desk(request: DeskRequest, gathering: Gathering) -> HttpResponse:  # noqa: ARG001
    return app_page(request, live=True)


@desk(Right.DAY)
@require_POST
@at_most(60, within=timedelta(hours=1), what="phone")
def phone(request: HubRequest, slug: str) -> HttpResponse:
    """Let this phone in. The key is told once."""
    let = phones.let_in(the_gathering(slug), by=request.person, label=request.POST.get("label", ""))
    return answer(key_of(let))


@with_key("GET")
def pack(request: HubRequest, held: Held) -> HttpResponse:  # noqa: ARG001
    """Hand over everything the phone needs without signal."""
    if held.over:
        return over(held)
    phones.seen(held.phone)
    return answer(pack_for(held.phone))


@with_key("POST")
def send(request: HubRequest, held: Held) -> HttpResponse:
    """Take in what was done, and say what is new. Nothing in it is how a phone asks what is new."""
    if not held.may_send:
        return over(held)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return answer({"why": "size"}, status=413)
    told = _body(request)
    if told is None:
        return answer({"why": "words"}, status=400)
    came = told["entries"]
    if held.over and not came:
        return over(held)
    if came and not allow("phone sends", str(held.phone.uid), most=_SENDS, within=timedelta(minutes=1)):
        return answer({"why": "slower"}, status=429)
    taken = take_in(held.phone, came, clock=told.get("clock")) if came else Taken()
    phones.seen(held.phone)
    return answer(_news(held, taken, told.get("version")))


def _news(held: Held, taken: Taken, known: object) -> dict[str, Any]:
    gathering = held.phone.gathering
    version = version_of(gathering)
    news = not held.over and (isinstance(known, bool) or known != version)
    state = state_of(gathering, held.phone) if news else None
    return {
        "now": timezone.now().isoformat(),
        "seen": taken.seen,
        "refused": taken.refused,
        "version": state["version"] if state else version,
        "state": state,
    }


def _body(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was sent, if it is what a phone sends."""
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    good = isinstance(told, dict) and isinstance(told.setdefault("entries", []), list)
    return told if good else None


@with_key("POST")
def wiped(request: HubRequest, held: Held) -> HttpResponse:  # noqa: ARG001
    """Hear that a phone has wiped itself."""
    phones.has_wiped(held.phone)
    return answer({})


urls = [
    path("day/<slug:slug>/", app, name="day-app"),
    path("day/<slug:slug>/phone/", phone, name="day-phone"),
    path("day/<slug:slug>/pack/", pack, name="day-pack"),
    path("day/<slug:slug>/send/", send, name="day-send"),
    path("day/<slug:slug>/wiped/", wiped, name="day-wiped"),
]
