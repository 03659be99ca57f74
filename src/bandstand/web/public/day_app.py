"""The app of the day: its page, its service worker and what makes it installable. Nothing here is personal.

What the worker keeps on a phone is exactly what `kept()` lists: the page and everything the page needs. Its
version is made of their names, which hold a hash of each file, so that a new one takes over when one changed.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from bandstand.people.models import Hub
from bandstand.web.guards import HubRequest, public

_STATIC = Path(__file__).resolve().parent.parent / "static"
_LOOKS = ["css/site.css", "css/day-app.css", "fonts/atkinson-hyperlegible-next.woff2"]
_PICTURES = ["pictures/icon.svg", "pictures/icon-180.png", "pictures/icon-512.png"]


def page_for_anybody(hub: Hub) -> str:
    """Return the app as the worker keeps it: the same for everybody, with nothing to send a form by."""
    return render_to_string("day/app.html", {"hub": hub})


def app_page(request: HubRequest, *, live: bool) -> HttpResponse:
    """Answer with the app. Live, somebody signed in asks from it for a key of this phone's own."""
    return render(request, "day/app.html") if live else HttpResponse(page_for_anybody(request.hub))


@public
@require_safe
def shell(request: HubRequest) -> HttpResponse:
    """Show the page as the worker keeps it, the same for everybody; by itself it says which days it has."""
    return app_page(request, live=False)


@public
@require_safe
def worker(request: HubRequest) -> HttpResponse:
    files = kept()
    told = "\n".join([*files, page_for_anybody(request.hub)])
    version = hashlib.sha256(told.encode()).hexdigest()[:12]
    shown = {"version": version, "shell": reverse("day-shell"), "files": files}
    script = render_to_string("day/worker.js", shown)
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    patch_cache_control(answer, no_cache=True)
    return answer


@public
@require_safe
def manifest(request: HubRequest) -> HttpResponse:
    pictures = [("icon-180.png", "180x180", "image/png"), ("icon-512.png", "512x512", "image/png")]
    named = {
        "name": f"On the day, {request.hub.name}",
        "short_name": "On the day",
        "lang": "en-GB",
        "start_url": reverse("day-home"),
        "scope": reverse("day-home"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#fbf7ec",
        "theme_color": "#14392d",
        "icons": [
            {"src": static(f"pictures/{name}"), "sizes": sizes, "type": kind, "purpose": "any"}
            for name, sizes, kind in pictures
        ],
    }
    return JsonResponse(named, content_type="application/manifest+json")


@cache
def kept() -> list[str]:
    """Return the addresses of everything the app needs besides its page."""
    scripts = sorted(str(file.relative_to(_STATIC)) for file in (_STATIC / "js/day").rglob("*.js"))
    return [static(name) for name in [*_LOOKS, *_PICTURES, *scripts]]


urls = [
    path("day/", shell, name="day-home"),
    path("day/app.html", shell, name="day-shell"),
    path("day/worker.js", worker, name="day-worker"),
    path("day/app.webmanifest", manifest, name="day-manifest"),
]
