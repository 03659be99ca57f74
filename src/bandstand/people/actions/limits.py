"""Rate limits: a bucket that leaks, in the database, so that every web process shares it."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..models import Allowance


def allow(what: str, who: str, *, most: int, within: timedelta) -> bool:
    """Count one more `what` by `who`; False when there were more than `most` in about `within`.

    `who` (an address or a mailbox) is kept as a keyed digest only.
    """
    key = hmac.new(settings.SECRET_KEY.encode(), f"{what}:{who}".encode(), hashlib.sha256).hexdigest()
    now = timezone.now()
    with transaction.atomic():
        Allowance.objects.bulk_create([Allowance(key=key, used=0, at=now)], ignore_conflicts=True)
        row = Allowance.objects.select_for_update().get(pk=key)
        leaked = (now - row.at) / within * most
        row.used = max(0.0, row.used - leaked)
        row.at = now
        allowed = row.used + 1 <= most
        if allowed:
            row.used += 1
        row.save()
    return allowed


def plain_mailbox(email: str) -> str:
    """Return a mailbox without the spellings that reach the same one: case, +tags, dots before the @."""
    name, _, domain = email.strip().lower().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"


def forget_old() -> None:
    Allowance.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()
