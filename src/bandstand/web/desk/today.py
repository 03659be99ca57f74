"""The desk's first page: what needs doing next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk


@desk(Right.DAY)
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    return render(request, "desk/today.html", {"nav": "today"})


urls = [path("", today, name="desk")]
