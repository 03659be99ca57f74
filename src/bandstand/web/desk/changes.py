"""What changed on one group's website, as a picture to take along."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.impact.queries import change_called
from bandstand.people.rights import Right
from bandstand.web.drawings import drawing
from bandstand.web.guards import DeskRequest, desk

from .groups import group_at_desk


@desk(Right.SEE)
@require_safe
def picture(_: DeskRequest, slug: str, finding_id: int) -> HttpResponse:
    change = change_called(group_at_desk(slug), finding_id)
    if change is None:
        raise Http404
    return drawing(change)


urls = [path("groups/<slug:slug>/changes/<int:finding_id>.svg", picture, name="desk-group-picture")]
