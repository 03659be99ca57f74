"""Who sends a request: the connection's address, or what a trusted proxy says of it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings


def asker_of(meta: Mapping[str, Any]) -> str:
    """Return the asker's address from a request's `META`; a proxy is believed only where settings say so."""
    forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.TRUSTED_PROXY and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(meta.get("REMOTE_ADDR", ""))
