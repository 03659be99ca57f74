"""Phones at a gathering: getting this one ready, the code for helpers' own, and telling one to forget."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings.actions import phones as actions
from bandstand.gatherings.models import Gathering, Phone
from bandstand.gatherings.queries.phones import phones_of
from bandstand.people.actions.links import address_of
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering


@dataclass(frozen=True)
class Code:
    """The code on the table: a square to scan, and the address it holds."""

    square: SafeString
    address: str
    until: datetime


@desk(Right.DAY)
@require_safe
def phones(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    shown = {"gathering": gathering, "phones": phones_of(gathering), "now": timezone.now()}
    return render(request, "desk/phones/list.html", shown | {"code": _code(gathering)})


@desk(Right.DAY)
@require_safe
def card(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the code large, to hold up or to print and put on the tables."""
    gathering = the_gathering(slug)
    return render(request, "desk/phones/card.html", {"gathering": gathering, "code": _code(gathering)})


@desk(Right.DAY)
@require_POST
def code(request: DeskRequest, slug: str) -> HttpResponse:
    """Make a code, or stop it; a new one stops the one before."""
    gathering = the_gathering(slug)
    if "stop" in request.POST:
        actions.stop_code(gathering, by=request.person)
        messages.info(request, "The code is stopped. Phones that are in stay in; see below.")
    else:
        actions.make_code(gathering, by=request.person)
        messages.success(request, "The code is ready. Helpers scan it with their phone’s camera.")
    return redirect("desk-phones", slug=slug)


@desk(Right.DAY)
@require_POST
def forget(request: DeskRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Tell a phone to forget the sheet, which it does when it is next heard of."""
    gathering = the_gathering(slug)
    phone = get_object_or_404(Phone, gathering=gathering, uid=uid)
    actions.tell_to_forget(phone, by=request.person)
    messages.info(request, "It takes nothing more, and wipes itself as soon as it has signal.")
    return redirect("desk-phones", slug=slug)


def _code(gathering: Gathering) -> Code | None:
    link = actions.code_for(gathering)
    if link is None:
        return None
    address = address_of(link)
    square = segno.make(address, error="m").svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    # Made by the library from our own address: nothing anybody typed is in it.
    return Code(mark_safe(square), address, link.expires_at)  # noqa: S308


urls = [
    path("gatherings/<slug:slug>/day/phones/", phones, name="desk-phones"),
    path("gatherings/<slug:slug>/day/phones/card/", card, name="desk-phones-card"),
    path("gatherings/<slug:slug>/day/phones/code/", code, name="desk-phones-code"),
    path("gatherings/<slug:slug>/day/phones/<uuid:uid>/forget/", forget, name="desk-phone-forget"),
]
