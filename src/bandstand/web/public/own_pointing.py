"""Who points to a group and whom it points to, told to the group itself: “this is not us”."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from bandstand.presence.actions.ties import deny_tie
from bandstand.presence.queries.ties import ties_of

from .own import OwnRequest, of_its_group


@of_its_group
@require_POST
def not_us(request: OwnRequest, tie_id: int) -> HttpResponse:
    """Hide one line for good; later looks remember it."""
    deny_tie(get_object_or_404(ties_of(request.group), pk=tie_id), of=request.group, by=None)
    return redirect(f"{reverse('own-page', args=[request.token])}?said=not-us")


urls = [path("g/<str:token>/points/<int:tie_id>/not-us/", not_us, name="own-not-us")]
