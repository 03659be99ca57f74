"""Who met whom: the list, one connection with what speaks for it, adding by hand, taking back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import in_touch
from bandstand.gatherings.queries.in_touch import said_yes
from bandstand.groups import queries
from bandstand.groups.actions import connections as actions
from bandstand.groups.models import Connection, ConnectionEvidence
from bandstand.groups.queries import group_by_slug
from bandstand.groups.queries.connections import AskedFor, connections_asked
from bandstand.kit.words import counted
from bandstand.people.rights import Right
from bandstand.places.queries import area_names
from bandstand.web.forms.connection import ConnectionForm, EvidenceForm
from bandstand.web.forms.fields import words_asked
from bandstand.web.guards import DeskRequest, desk

HOWS = {"": "Planned or not", "planned": "We had planned it", "surprise": "A surprise"}
CAME = {
    "": "Whatever came of it",
    "did": "They did something together",
    "yes": "They know each other",
    "no": "Nothing came of it",
    "unheard": "Not heard yet",
}


@desk(Right.SEE)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    asked = AskedFor(
        **{name: words_asked(request, name, 40) for name in ("kind", "other", "area", "how", "came")}
    )
    told = {
        "page": Paginator(connections_asked(asked), 50).get_page(request.GET.get("page")),
        "asked": asked,
        "kinds": queries.kinds(),
        "areas": area_names(),
        "hows": HOWS,
        "came": CAME,
    }
    return render(request, "desk/connections/list.html", told)


@desk(Right.SEE)
@require_safe
def one(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    connection = _found(uid)
    return _page(
        request, connection, EvidenceForm(connection=connection, initial={"on": timezone.localdate()})
    )


def _page(request: DeskRequest, connection: Connection, form: EvidenceForm) -> HttpResponse:
    told = {
        "connection": connection,
        "groups": connection.groups.select_related("kind").order_by("name", "pk"),
        "evidence": connection.evidence.select_related("group"),
        "asked": connection.follow_ups.exclude(state="answered").select_related("group"),
        "in_touch": said_yes(connection),
        "form": form,
    }
    return render(request, "desk/connections/one.html", told, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    start = ConnectionForm.start(group_by_slug(request.GET.get("group", "")))
    form = ConnectionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        made = actions.add_connection(request.hub, form.groups, form.meeting(), by=request.person)
        messages.success(request, "Written down.")
        return redirect("desk-connection", uid=made.uid)
    return render(request, "desk/connections/add.html", {"form": form}, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_POST
def add_evidence(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    connection = _found(uid)
    form = EvidenceForm(request.POST, connection=connection)
    if not form.is_valid():
        return _page(request, connection, form)
    actions.add_evidence(connection, form.said(), by=request.person)
    messages.success(request, "Written down.")
    return redirect("desk-connection", uid=uid)


@desk(Right.GROUPS)
@require_POST
def remove_evidence(request: DeskRequest, uid: uuid.UUID, evidence_id: int) -> HttpResponse:
    connection = _found(uid)
    ours = connection.evidence.exclude(by=ConnectionEvidence.By.GROUP).select_related("hub", "connection")
    actions.remove_evidence(get_object_or_404(ours, pk=evidence_id), by=request.person)
    messages.success(request, "Taken out.")
    return redirect("desk-connection", uid=uid)


@desk(Right.GROUPS)
@require_POST
def take_back(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    actions.take_back(_found(uid), by=request.person)
    messages.success(request, "Taken back. Nobody is asked about it any more.")
    return redirect("desk-connection", uid=uid)


@desk(Right.GROUPS)
@require_POST
def put_back(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    actions.put_back(_found(uid), by=request.person)
    return redirect("desk-connection", uid=uid)


@desk(Right.PEOPLE)
@require_POST
def put_in_touch(request: DeskRequest, uid: uuid.UUID) -> HttpResponse:
    sent = in_touch.put_in_touch(_found(uid), by=request.person)
    if sent:
        messages.success(request, f"{counted(sent, 'letter is', 'letters are')} on the way.")
    else:
        messages.error(request, "Both groups have to say yes first.")
    return redirect("desk-connection", uid=uid)


def _found(uid: uuid.UUID) -> Connection:
    return get_object_or_404(Connection.objects.select_related("hub"), uid=uid)


urls = [
    path("connections/", every, name="desk-connections"),
    path("connections/add/", add, name="desk-connection-add"),
    path("connections/<uuid:uid>/", one, name="desk-connection"),
    path("connections/<uuid:uid>/evidence/", add_evidence, name="desk-connection-evidence"),
    path(
        "connections/<uuid:uid>/evidence/<int:evidence_id>/remove/",
        remove_evidence,
        name="desk-connection-evidence-remove",
    ),
    path("connections/<uuid:uid>/take-back/", take_back, name="desk-connection-take-back"),
    path("connections/<uuid:uid>/put-back/", put_back, name="desk-connection-put-back"),
    path("connections/<uuid:uid>/in-touch/", put_in_touch, name="desk-connection-in-touch"),
]
