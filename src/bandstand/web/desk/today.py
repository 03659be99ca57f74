"""The desk's first page: what needs doing next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.impact.measures import Period
from bandstand.impact.queries import began, headlines
from bandstand.people.rights import RIGHTS, Right, may
from bandstand.web.guards import DeskRequest, desk

from .to_do import to_do


@desk(Right.DESK)
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    shown: dict[str, object] = {"to_do": to_do(request.hub, RIGHTS[request.role.name])}
    if may(request.role, Right.SEE) and began():
        shown["figures"] = headlines(Period())
    return render(request, "desk/today.html", shown)


urls = [path("", today, name="desk")]
