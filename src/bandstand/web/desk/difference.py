"""What difference it made: one page for a trustee or a funder, every number opening to its rule."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from bandstand.impact import queries
from bandstand.impact.measures.base import counting
from bandstand.impact.sentences import not_known, paragraph, sentences
from bandstand.impact.stories import stories, where
from bandstand.people.rights import Right
from bandstand.web.forms.period import ScopeForm, query_of
from bandstand.web.guards import DeskRequest, desk


@desk(Right.SEE)
@require_safe
def difference(request: DeskRequest) -> HttpResponse:
    form = ScopeForm(request.GET)
    scope = form.period
    with counting():
        counted = queries.figures(scope)
        told = sentences(counted)
        context = {
            "form": form,
            "period": scope,
            "asked": query_of(scope),
            "began": queries.began(),
            "sentences": told,
            "paragraph": paragraph(told),
            "not_known": not_known(counted),
            "where": where(scope),
            "stories": stories(scope),
        }
    return render(request, "desk/figures/difference.html", context, status=200 if form.is_valid() else 422)


urls = [path("figures/difference/", difference, name="desk-difference")]
