"""How this site says what looks found: every sentence can be put into the hub's own words."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.kit.words import counted
from bandstand.people.models import Deed
from bandstand.people.rights import Right
from bandstand.presence.actions.wording import go_back, put_back_words, reword
from bandstand.presence.queries.wording import (
    REWORDED,
    Worded,
    reworded_by_look,
    rewordings_of,
    worded_look,
    worded_looks,
)
from bandstand.presence.words import an_example, blank_means
from bandstand.web.forms.fields import words_asked
from bandstand.web.forms.wording import WordingForm
from bandstand.web.guards import DeskRequest, desk


@desk(Right.GROUPS)
@require_safe
def every(request: DeskRequest) -> HttpResponse:
    """List the looks in plain words, those that are worded differently first."""
    words, own = words_asked(request, "q"), reworded_by_look()
    looks = sorted(worded_looks(words), key=lambda look: not own[look.id])
    return render(request, "desk/wording/list.html", {"looks": looks, "words": words})


@desk(Right.GROUPS)
@require_http_methods(["GET", "POST"])
def one(request: DeskRequest, look: str) -> HttpResponse:
    """One look: ours beside theirs, sentence by sentence."""
    worded = _look(look)
    form = WordingForm(request.POST or None, look=worded)
    if request.method == "POST" and form.is_valid():
        many = reword(request.hub, worded.id, form.parts(), by=request.person)
        said = f"Saved: {counted(many, 'sentence says', 'sentences say')} it differently now."
        messages.success(request, said if many else "Nothing was different, so nothing has changed.")
        return redirect("desk-wording-look", look=look)
    blanks = {blank for sentence in worded.sentences for blank in sentence.blanks}
    told = {
        "look": worded,
        "form": form,
        "blanks": [(blank, blank_means(blank), an_example(blank)) for blank in sorted(blanks)],
        "deeds": rewordings_of(worded.id),
    }
    return render(request, "desk/wording/one.html", told, status=422 if form.errors else 200)


@desk(Right.GROUPS)
@require_POST
def ours(request: DeskRequest, look: str) -> HttpResponse:
    worded = _look(look)
    go_back(request.hub, worded.id, by=request.person)
    messages.success(request, "Said in Bandstand’s own words again. You can put yours back below.")
    return redirect("desk-wording-look", look=look)


@desk(Right.GROUPS)
@require_POST
def put_back(request: DeskRequest, look: str, deed_id: int) -> HttpResponse:
    deed = get_object_or_404(Deed.objects.filter(verb=REWORDED, detail__look=_look(look).id), pk=deed_id)
    if put_back_words(deed, request.hub, by=request.person):
        messages.success(request, "Put back as it was before.")
    else:
        messages.info(request, "It was worded again since, so nothing was put back.")
    return redirect("desk-wording-look", look=look)


def _look(look: str) -> Worded:
    found = worded_look(look)
    if found is None:
        raise Http404
    return found


urls = [
    path("checks/wording/", every, name="desk-wording"),
    path("checks/wording/<slug:look>/", one, name="desk-wording-look"),
    path("checks/wording/<slug:look>/ours/", ours, name="desk-wording-ours"),
    path("checks/wording/<slug:look>/put-back/<int:deed_id>/", put_back, name="desk-wording-put-back"),
]
