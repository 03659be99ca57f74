"""Complaining about how one's details were handled: one form, no account, a number to quote."""

import uuid
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bandstand.people.actions.complaints import is_email, take_in
from bandstand.people.queries import complaints
from bandstand.web.forms.complaint import ComplaintForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(8, within=timedelta(hours=1), what="complaint")
def complain(request: HubRequest) -> HttpResponse:
    form = ComplaintForm(request.POST or None, initial={"form_key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        return redirect("complaint-received", uid=take_in(request.hub, form.told()).uid)
    return render(request, "public/complaints/form.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def received(request: HubRequest, uid: uuid.UUID) -> HttpResponse:
    """Its number and what happens next; never its words, as the address may be passed on."""
    complaint = get_object_or_404(complaints(), uid=uid)
    told = {"complaint": complaint, "by_letter": is_email(complaint.answer_to)}
    return out_of_searches(render(request, "public/complaints/received.html", told))


urls = [
    path("complaints/", complain, name="complaints"),
    path("complaints/<uuid:uid>/", received, name="complaint-received"),
]
