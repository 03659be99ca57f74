"""Signing in by a link or a typed code: one use, fifteen minutes, only in the browser that asked."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from ..access import every_hub
from ..models import Hub, Person, PrivateLink, SignInRequest
from ..queries import officer_by_email
from . import limits
from .deeds import record
from .links import code_of, find_link, make_link, use_up
from .outbox import put_in_outbox

LIFETIME = timedelta(minutes=15)

_LETTER = """Hello {name},

You asked to sign in to Bandstand at {hub}.

Open this link in the same browser you asked from, and press the button:

{{link}}

Or type this code where it asks for one: {{code}}

Both work once, for 15 minutes. If you did not ask, there is nothing to do:
nobody can get in without this letter.
"""


@dataclass(frozen=True)
class Asked:
    """What the browser that asked must keep: the request's uid and a secret for its cookie."""

    uid: uuid.UUID
    secret: str


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def ask_to_sign_in(hub: Hub, email: str) -> Asked:
    """Start a sign-in. Does the same work for an unknown address, but sends nothing."""
    person = officer_by_email(email)
    secret = secrets.token_urlsafe(32)
    expires_at = timezone.now() + LIFETIME
    request = SignInRequest(hub=hub, person=person, browser_digest=_digest(secret), expires_at=expires_at)
    link = make_link(hub, PrivateLink.Purpose.SIGN_IN, request.uid, expires_at=expires_at)
    request.code_digest = _digest(code_of(link))
    if person is not None:
        # The newest request wins: earlier letters stop working.
        SignInRequest.objects.filter(person=person, used_at=None).update(used_at=timezone.now())
    request.save()
    if person is not None and limits.allow(
        "sign-in letter", limits.plain_mailbox(person.email), most=10, within=timedelta(hours=1)
    ):
        put_in_outbox(
            hub,
            to_person=person,
            to_address=person.email,
            subject=f"Your link to sign in at {hub.name}",
            text=_LETTER.format(name=person.name, hub=hub.name),
            link=link,
            about="sign-in",
        )
    return Asked(request.uid, secret)


def request_of(link: PrivateLink) -> SignInRequest | None:
    return _live().filter(uid=link.subject).select_related("person").first()


def asked_here(request: SignInRequest, secret: str) -> bool:
    """Tell whether this browser (its cookie's secret) is the one that asked."""
    return hmac.compare_digest(request.browser_digest, _digest(secret))


def sign_in_by_link(token: str, secret: str) -> Person | None:
    """Return the person, once, for the link of a request this browser made."""
    link = find_link(PrivateLink.Purpose.SIGN_IN, token)
    request = request_of(link) if link else None
    if link is None or request is None or not asked_here(request, secret) or not use_up(link):
        return None
    return _finish(request)


def sign_in_by_code(uid: uuid.UUID, secret: str, code: str) -> Person | None:
    """Return the person, once, for the right code typed in the browser that asked; five tries."""
    request = _live().filter(uid=uid, tries_left__gt=0).first()
    if request is None or not asked_here(request, secret):
        return None
    # Spend the try before looking, so that parallel guesses cannot share one.
    if not _live().filter(pk=request.pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1):
        return None
    typed = "".join(code.upper().split()).replace("-", "")
    if not hmac.compare_digest(request.code_digest, _digest(typed)):
        return None
    return _finish(request)


def sign_in_by_console_link(token: str) -> Person | None:
    """Return the person a one-time link from the server's own terminal was made for."""
    link = find_link(PrivateLink.Purpose.CONSOLE, token)
    if link is None or not use_up(link):
        return None
    person = Person.objects.filter(uid=link.subject).first()
    if person is not None:
        record(person.hub, "signed in", "signed in with a link from the server’s terminal", by=person)
    return person


def sign_out_everywhere(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(session_stamp=uuid.uuid4())


@transaction.atomic
def _finish(request: SignInRequest) -> Person | None:
    won = _live().filter(pk=request.pk).update(used_at=timezone.now())
    if not won or request.person is None:
        return None
    record(request.hub, "signed in", "signed in", by=request.person)
    return request.person


def _live() -> QuerySet[SignInRequest]:
    return SignInRequest.objects.filter(used_at=None, expires_at__gt=timezone.now())


def forget_old() -> None:
    """Delete what has run out: sign-in requests and links after a day, sessions, limits leaked away."""
    yesterday = timezone.now() - timedelta(days=1)
    with every_hub("clearing up serves the whole installation"):
        SignInRequest.objects.filter(expires_at__lt=yesterday).delete()
        PrivateLink.objects.filter(purpose=PrivateLink.Purpose.SIGN_IN, expires_at__lt=yesterday).delete()
    SessionStore.clear_expired()
    limits.forget_old()
