"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bandstand.people.rights import RIGHTS


def everywhere(request: HttpRequest) -> dict[str, Any]:
    role = getattr(request, "role", None)
    return {
        "hub": getattr(request, "hub", None),
        "person": getattr(request, "person", None),
        "role": role,
        # Names of the rights in lower case: {% if "people" in rights %}.
        "rights": {right.name.lower() for right in RIGHTS[role.name]} if role else set(),
        "version": settings.VERSION,
        "demo": settings.DEMO,
    }
