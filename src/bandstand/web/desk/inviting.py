"""Inviting at the desk: whom to ask and why, reading what goes out, waves, letters to print, phone calls."""

from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings import inviting_words
from bandstand.gatherings.actions import answering, inviting
from bandstand.gatherings.models import Gathering, Invitation
from bandstand.gatherings.queries.asking_helpers import helpers_to_ask
from bandstand.gatherings.queries.inviting import (
    Reach,
    invitations_of,
    not_to_be_asked,
    reach_of,
    worth_asking,
)
from bandstand.gatherings.reasons import CODES
from bandstand.gatherings.seasons.second_wave import odds_of_kinds, second_wave_of
from bandstand.groups.models import Group
from bandstand.kit.square import square
from bandstand.kit.words import counted
from bandstand.people.actions.links import address_of, live_links
from bandstand.people.models import Person, PrivateLink
from bandstand.people.rights import Right
from bandstand.web.forms.fields import long_numbers, words_asked
from bandstand.web.forms.inviting import CallForm, InvitationForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering, the_gathering_or_draft

_WAVES = ("1", "2")
State, Route = Invitation.State, Invitation.Route


class Page(TypedDict):
    """One printed letter."""

    invitation: Invitation
    reasons: list[str]
    post: str
    square: SafeString


@desk(Right.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: DeskRequest, slug: str) -> HttpResponse:
    """The groups worth asking, with a reason or two and a tick each."""
    gathering = _may_be_asked_to(slug)
    if request.method == "POST":
        groups = Group.objects.filter(uid__in=_ticked(request))
        made = inviting.choose(gathering, groups, wave=_wave(request), by=request.person)
        _say_chosen(request, len(made))
        return redirect("desk-invitations", slug=slug)
    only = request.GET.get("only", "")
    only, find = (only if only in CODES else ""), words_asked(request, "find")
    found = worth_asking(gathering, only=only, find=find)
    reach = reach_of([one.group for one in found])
    told = {
        "gathering": gathering,
        "found": [(one, reach[one.group.pk]) for one in found],
        "codes": CODES,
        "only": only,
        "find": find,
    }
    return render(request, "desk/inviting/groups.html", told)


@desk(Right.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_helpers(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = _may_be_asked_to(slug)
    if request.method == "POST":
        people = Person.objects.filter(uid__in=_ticked(request))
        made = inviting.choose_helpers(gathering, people, wave=_wave(request), by=request.person)
        _say_chosen(request, made)
        return redirect("desk-invitations", slug=slug)
    told = {"gathering": gathering, "found": helpers_to_ask(gathering)}
    return render(request, "desk/inviting/helpers.html", told)


@desk(Right.PLAN)
@require_safe
def invitations(request: DeskRequest, slug: str) -> HttpResponse:
    """What is chosen, what went out, and what they said."""
    gathering = the_gathering_or_draft(slug)
    rows = list(invitations_of(gathering))
    drafts = [one for one in rows if one.state == State.DRAFT]
    told = {
        "gathering": gathering,
        "second": second_wave_of(gathering, rows),
        "odds": odds_of_kinds(rows) if gathering.can_ask else [],
        "waves": [(wave, of) for wave in (1, 2) if (of := [one for one in drafts if one.wave == wave])],
        "sent": [one for one in rows if one.state == State.SENT],
        "letters": sum(one.state == State.SENT and one.route == Route.LETTER for one in rows),
        "left_alone": not_to_be_asked().select_related("group").order_by("group__plain_name", "pk"),
    }
    return render(request, "desk/inviting/invitations.html", told)


@desk(Right.PLAN)
@require_POST
def send(request: DeskRequest, slug: str) -> HttpResponse:
    gathering = open_gathering(slug)
    sent = inviting.send_wave(gathering, wave=_wave(request), by=request.person)
    said = []
    if sent.emails:
        said.append(f"{counted(sent.emails, 'e-mail is', 'e-mails are')} on the way.")
    if sent.letters:
        said.append(f"{counted(sent.letters, 'letter waits', 'letters wait')} to be printed.")
    if sent.held_back:
        said.append(
            f"{counted(sent.held_back, 'group', 'groups')} asked not to be asked, so nothing went there."
        )
    messages.success(request, " ".join(said) or "There was nothing to send.")
    return redirect(
        "desk-invitations-letters" if sent.letters and not sent.emails else "desk-invitations", slug
    )


@desk(Right.PLAN)
@require_POST
def second(request: DeskRequest, slug: str) -> HttpResponse:
    """Take the second wave that goes with those who said yes, as ticked."""
    gathering = open_gathering(slug)
    groups = Group.objects.filter(uid__in=_ticked(request))
    came, went = inviting.settle_second_wave(gathering, groups, by=request.person)
    messages.success(
        request,
        f"The second wave is as you ticked it: {came} came onto the list, {went} went off it. "
        "Nothing has gone out so far.",
    )
    return redirect("desk-invitations", slug)


@desk(Right.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    """Read one before it goes; change the way and the words, or write down what was said on the phone."""
    gathering, one = _one(slug, uid)
    form = _form(one, request.POST or None)
    if request.method == "POST" and one.state == State.DRAFT and form.is_valid():
        chosen = form.cleaned_data
        inviting.change_invitation(
            one, route=chosen["route"], own_words=chosen["own_words"], wave=int(chosen["wave"])
        )
        messages.success(request, "Saved.")
        return redirect("desk-invitation", slug, uid)
    call = CallForm(initial={"answer": one.answer, "heard": one.heard})
    return _page(request, gathering, one, form=form, call=call)


@desk(Right.PLAN)
@require_POST
def called(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    """Write down a call. Somebody who comes is put down in the next step, with their group filled in."""
    gathering, one = _one(slug, uid)
    form = CallForm(request.POST)
    if gathering.is_draft:
        raise Http404
    if not form.is_valid():
        return _page(request, gathering, one, form=_form(one), call=form)
    said = form.cleaned_data["answer"]
    answering.log_call(one, answer=said, heard=form.cleaned_data["heard"], by=request.person)
    if said == Invitation.Answer.COMING and gathering.can_book:
        messages.success(request, "Written down. Now their name, so that they have a place.")
        response = redirect("desk-put-down", slug)
        response.headers["Location"] += f"?invitation={one.uid}"
        return response
    messages.success(request, "Written down.")
    return redirect("desk-invitations", slug)


@desk(Right.PLAN)
@require_POST
def take_back(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    _, one = _one(slug, uid)
    inviting.take_back(one, by=request.person)
    messages.success(request, "Taken back. The link in it no longer works.")
    return redirect("desk-invitations", slug)


@desk(Right.PLAN)
@require_POST
def ask_again(request: DeskRequest, slug: str, group_slug: str) -> HttpResponse:
    """A group said that it may be asked again."""
    group = get_object_or_404(Group, slug=group_slug)
    inviting.may_ask_again(group, by=request.person)
    messages.success(request, f"{group} may be asked again.")
    return redirect("desk-invitations", slug)


@desk(Right.PLAN)
@require_safe
def letters(request: DeskRequest, slug: str) -> HttpResponse:
    """The letters of this gathering, a page each, to print."""
    gathering = the_gathering(slug)
    rows = list(invitations_of(gathering).filter(state=State.SENT, route=Route.LETTER))
    links = live_links([one.uid for one in rows], purpose=PrivateLink.Purpose.INVITE)
    reach = reach_of([one.group for one in rows if one.group])
    pages = [_printed(one, links[one.uid], reach.get(one.group_id or 0)) for one in rows if one.uid in links]
    return render(request, "desk/inviting/letters.html", {"gathering": gathering, "pages": pages})


def open_gathering(slug: str) -> Gathering:
    """Return a gathering people can still be asked to."""
    gathering = the_gathering(slug)
    if not gathering.can_book:
        raise Http404
    return gathering


def _may_be_asked_to(slug: str) -> Gathering:
    """Return a gathering groups may be chosen for; a draft as well, though nothing of it is sent."""
    gathering = the_gathering_or_draft(slug)
    if not gathering.can_ask:
        raise Http404
    return gathering


def _one(slug: str, uid: str) -> tuple[Gathering, Invitation]:
    gathering = the_gathering_or_draft(slug)
    return gathering, get_object_or_404(invitations_of(gathering), uid=uid)


def _form(one: Invitation, sent: QueryDict | None = None) -> InvitationForm:
    start = {"route": one.route, "wave": str(one.wave), "own_words": one.own_words}
    return InvitationForm(sent, has_address=bool(one.to_address), initial=start)


def _page(
    request: DeskRequest, gathering: Gathering, one: Invitation, *, form: InvitationForm, call: CallForm
) -> HttpResponse:
    told = {
        "gathering": gathering,
        "invitation": one,
        "form": form,
        "letter": inviting_words.letter(one),
        "reach": reach_of([one.group])[one.group.pk] if one.group else None,
        "call": call,
        "has_errors": bool(form.errors or call.errors),
    }
    return render(request, "desk/inviting/one.html", told, status=422 if told["has_errors"] else 200)


def _ticked(request: DeskRequest) -> list[UUID]:
    return long_numbers(request.POST.getlist("ask")[:500])


def _wave(request: DeskRequest) -> int:
    wave = request.POST.get("wave", "1")
    return int(wave) if wave in _WAVES else 1


def _say_chosen(request: DeskRequest, many: int) -> None:
    if many:
        messages.success(request, f"{counted(many, 'is', 'are')} on the list. Nothing has gone out so far.")
    else:
        messages.info(request, "Nobody was ticked who could be added.")


def _printed(one: Invitation, link: PrivateLink, reach: Reach | None) -> Page:
    return Page(
        invitation=one,
        reasons=inviting_words.reasons_of(one),
        post=reach.post if reach else "",
        square=square(address_of(link), title="Scan to answer"),
    )


_ONE = "gatherings/<slug:slug>/invitations/<uuid:uid>/"
urls = [
    path("gatherings/<slug:slug>/invite/", invite, name="desk-invite"),
    path("gatherings/<slug:slug>/invite/helpers/", invite_helpers, name="desk-invite-helpers"),
    path("gatherings/<slug:slug>/invitations/", invitations, name="desk-invitations"),
    path("gatherings/<slug:slug>/invitations/send/", send, name="desk-invitations-send"),
    path("gatherings/<slug:slug>/invitations/second/", second, name="desk-invitations-second"),
    path("gatherings/<slug:slug>/invitations/letters/", letters, name="desk-invitations-letters"),
    path(_ONE, invitation, name="desk-invitation"),
    path(f"{_ONE}called/", called, name="desk-invitation-called"),
    path(f"{_ONE}take-back/", take_back, name="desk-invitation-take-back"),
    path("gatherings/<slug:slug>/ask-again/<slug:group_slug>/", ask_again, name="desk-ask-again"),
]
