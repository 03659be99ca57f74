"""Signing in by link or code, and out."""

import json
import uuid
from datetime import timedelta
from functools import wraps
from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bandstand.people.actions import sign_in
from bandstand.people.actions.links import code_of, find_link
from bandstand.people.models import Person, PrivateLink
from bandstand.web import session
from bandstand.web.errors import link_is_dead
from bandstand.web.guards import (
    Given,
    HubRequest,
    PublicView,
    at_most,
    out_of_searches,
    public,
    safe_next,
)

ASKING = "__Host-asking" if settings.HTTPS else "asking"


class EmailForm(forms.Form):
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="The one your organisation knows you by.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Type your e-mail address.",
            "invalid": "That does not look like an e-mail address.",
        },
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code from the letter",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Type the code from the letter."},
    )


def _out_of_searches(view: PublicView[Given]) -> PublicView[Given]:
    @wraps(view)
    def kept_out(request: HubRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        return out_of_searches(view(request, *args, **kwargs))

    return cast("PublicView[Given]", kept_out)


@public
@never_cache
@require_http_methods(["GET", "POST"])
@at_most(20, within=timedelta(minutes=10), what="sign-in")
def ask(request: HubRequest) -> HttpResponse:
    """Ask for a link. The answer is the same for addresses we know and addresses we do not."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = sign_in.ask_to_sign_in(request.hub, form.cleaned_data["email"])
        response = redirect("sign-in-code")
        _remember(response, asked, safe_next(request, "/desk/"))
        return response
    return render(request, "account/sign_in.html", {"form": form, "next": safe_next(request, "")})


@public
@never_cache
@require_http_methods(["GET", "POST"])
@at_most(30, within=timedelta(minutes=10), what="sign-in code")
def code(request: HubRequest) -> HttpResponse:
    """Wait for the letter, in the browser that asked; take the typed code."""
    asked = _remembered(request)
    if asked is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = sign_in.sign_in_by_code(asked.uid, asked.secret, form.cleaned_data["code"])
        if person is not None:
            return _welcome(request, person)
        form.add_error("code", "That code does not work. Check it, or ask for a new letter.")
    return render(request, "account/code.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@_out_of_searches
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HubRequest, token: str) -> HttpResponse:
    """Open the letter's link. Looking changes nothing; the button signs in, in the browser that asked."""
    asked = _remembered(request)
    if request.method == "POST" and asked is not None:
        person = sign_in.sign_in_by_link(token, asked.secret)
        if person is not None:
            return _welcome(request, person)
    found = find_link(PrivateLink.Purpose.SIGN_IN, token)
    asking = sign_in.request_of(found) if found else None
    if found is None or asking is None:
        return link_is_dead(request)
    here = asked is not None and sign_in.asked_here(asking, asked.secret)
    return render(request, "account/link.html", {"here": here, "code": code_of(found)})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(20, within=timedelta(minutes=10), what="console link")
@_out_of_searches
def console(request: HubRequest, token: str) -> HttpResponse:
    """Open a one-time link that was printed on the server's own terminal."""
    if request.method == "POST":
        person = sign_in.sign_in_by_console_link(token)
        return _welcome(request, person) if person else link_is_dead(request)
    found = find_link(PrivateLink.Purpose.CONSOLE, token)
    person = Person.objects.filter(uid=found.subject).first() if found else None
    if person is None:
        return link_is_dead(request)
    return render(request, "account/console.html", {"for_person": person})


@public
@require_POST
def sign_out(request: HubRequest) -> HttpResponse:
    if request.person is not None and "everywhere" in request.POST:
        sign_in.sign_out_everywhere(request.person)
    session.end(request)
    messages.success(request, "You are signed out.")
    return redirect("home")


def _welcome(request: HubRequest, person: Person) -> HttpResponse:
    wanted = _kept(request).get("next", "/desk/")
    session.begin(request, person)
    response = HttpResponseRedirect(str(wanted))
    response.delete_cookie(ASKING, samesite="Lax")
    return response


def _remember(response: HttpResponse, asked: sign_in.Asked, wanted: str) -> None:
    kept = signing.dumps({"uid": str(asked.uid), "secret": asked.secret, "next": wanted}, salt=ASKING)
    response.set_cookie(ASKING, kept, max_age=15 * 60, httponly=True, samesite="Lax", secure=settings.HTTPS)


def _kept(request: HttpRequest) -> dict[str, str]:
    try:
        kept = signing.loads(request.COOKIES.get(ASKING, ""), salt=ASKING, max_age=15 * 60)
    except (signing.BadSignature, json.JSONDecodeError):
        return {}
    return dict(kept)


def _remembered(request: HttpRequest) -> sign_in.Asked | None:
    kept = _kept(request)
    return sign_in.Asked(uuid.UUID(kept["uid"]), kept["secret"]) if kept else None


urls = [
    path("sign-in/", ask, name="sign-in"),
    path("sign-in/code/", code, name="sign-in-code"),
    path("sign-in/<str:token>/", link, name="sign-in-link"),
    path("welcome/<str:token>/", console, name="console-link"),
    path("sign-out/", sign_out, name="sign-out"),
]
