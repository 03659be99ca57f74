"""Private links: one purpose each, expiring, revocable, and only a digest kept.

The token is not stored anywhere. It is made again, whenever a letter goes out, from the row and the
installation's secret key; a copy of the database alone opens nothing.
"""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from ..models import Hub, PrivateLink

_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _token(uid: uuid.UUID, purpose: str) -> str:
    mac = hmac.new(settings.SECRET_KEY.encode(), f"{purpose}:{uid}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def make_link(hub: Hub, purpose: str, subject: uuid.UUID, *, expires_at: datetime) -> PrivateLink:
    """Make a link of this purpose to the row with this uid."""
    uid = uuid.uuid4()
    return PrivateLink.objects.create(
        hub=hub,
        uid=uid,
        purpose=purpose,
        subject=subject,
        digest=_digest(_token(uid, purpose)),
        expires_at=expires_at,
    )


def token_of(link: PrivateLink) -> str:
    """Return the 43 characters that open this link (256 bits)."""
    return _token(link.uid, link.purpose)


def code_of(link: PrivateLink) -> str:
    """Return eight characters to type instead, from letters and digits that cannot be mistaken for others."""
    mac = hmac.new(settings.SECRET_KEY.encode(), f"code:{link.uid}".encode(), hashlib.sha256).digest()
    return "".join(_CODE_LETTERS[byte % 32] for byte in mac[:8])


def find_link(purpose: str, token: str) -> PrivateLink | None:
    """Return the live link this token opens, or None when it is forged, expired, used up or revoked."""
    link = PrivateLink.objects.filter(purpose=purpose, digest=_digest(token)).first()
    if link is None or link.revoked_at or link.used_at or link.expires_at <= timezone.now():
        return None
    return link


def link_even_over(purpose: str, token: str) -> PrivateLink | None:
    """Return the link with this token even when it expired or was revoked; None when it is forged."""
    return PrivateLink.objects.filter(purpose=purpose, digest=_digest(token)).first()


def live_links(subjects: Iterable[uuid.UUID], *, purpose: str) -> dict[uuid.UUID, PrivateLink]:
    """Return by row the newest link of this purpose that still works: to be printed again."""
    links = PrivateLink.objects.filter(
        subject__in=subjects, purpose=purpose, revoked_at=None, used_at=None, expires_at__gt=timezone.now()
    )
    return {link.subject: link for link in links.select_related("hub").order_by("pk")}


def use_up(link: PrivateLink) -> bool:
    """Mark a one-use link as used; True for exactly one of any number of callers at once."""
    return bool(
        PrivateLink.objects.filter(
            pk=link.pk, used_at=None, revoked_at=None, expires_at__gt=timezone.now()
        ).update(used_at=timezone.now())
    )


def revoke_links(subject: uuid.UUID, *, purpose: str) -> None:
    PrivateLink.objects.filter(subject=subject, purpose=purpose, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


ADDRESSES = {
    PrivateLink.Purpose.SIGN_IN: "/sign-in/{token}/",
    PrivateLink.Purpose.CONSOLE: "/welcome/{token}/",
    PrivateLink.Purpose.BOOKING: "/b/{token}/",
    PrivateLink.Purpose.GROUP: "/g/{token}/",
    PrivateLink.Purpose.PAPERS: "/your-details/{token}/",
    PrivateLink.Purpose.HELPER: "/h/{token}/",
    PrivateLink.Purpose.INVITE: "/i/{token}/",
    PrivateLink.Purpose.FOLLOW_UP: "/a/{token}/",
    PrivateLink.Purpose.DAY: "/d/{token}/",
    PrivateLink.Purpose.SIGN_UP: "/e/{token}/",
    PrivateLink.Purpose.PAIR: "/p/{token}/",
}


def address_of(link: PrivateLink) -> str:
    """Return the whole address of a link, on its hub's own host name."""
    path = ADDRESSES[PrivateLink.Purpose(link.purpose)].format(token=token_of(link))
    return site_address(link.hub) + path


def site_address(hub: Hub) -> str:
    """Return the hub's address as people type it, never taken from a request's Host header."""
    if not hub.host:
        return str(settings.SITE_URL)
    return f"{'https' if settings.HTTPS else 'http'}://{hub.host}"
