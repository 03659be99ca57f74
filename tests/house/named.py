"""Every route that names something, with the address of one hub's own thing."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from bandstand.groups.export import as_oruk, oruk_terms
from bandstand.groups.export.ids import turned
from tests.house.test_addresses import ROUTES
from tests.house.things import Things

FAMILIAR = {
    "what-changed-figure",
    "desk-figure",
    "desk-figure-rows",
    "desk-figure-names",
    "desk-checks-look",
    "desk-wording-look",
    "desk-wording-ours",
    "desk-keeping-change",
    "desk-together-file",
}
"""Routes whose word is no hub's own: the code of a figure, the name of a look, what is kept for a time."""


def addresses(of: Things, *, of_links: bool = False) -> Iterator[tuple[str, str]]:
    """Yield every route that names something (or is a private link), with the address of this hub's own."""
    for pattern in ROUTES:
        name, asks = str(pattern.name), set(pattern.pattern.converters)
        if not asks or name in FAMILIAR or (of_links and "token" not in asks):
            continue
        yield name, reverse(name, kwargs={key: _filler(of, name, key) for key in asks})


_BELOW_HEADINGS = 2
_TOKENS = {"console-link": "welcome", "sign-in-link": "sign-in", "your-details-link": "papers"}


def _filler(of: Things, route: str, key: str) -> Any:
    fillers = {
        "token": _token,
        "slug": _slug,
        "uid": _uid,
        "number": lambda of, route: 1 if route.startswith("desk-season") else _BELOW_HEADINGS,
        "finding_id": lambda of, route: of.mended.pk if "picture" in route else of.finding.pk,
        "given": lambda of, route: _given(of)[route],
    }
    return fillers[key](of, route) if key in fillers else _plain(of)[key]


def _token(of: Things, route: str) -> str:
    of_page = {
        "own": "g",
        "after": "a",
        "helper": "h",
        "invited": "i",
        "day": "d",
        "signed": "e",
        "pair": "p",
    }.get(route.partition("-")[0])
    return of.tokens[of_page or _TOKENS.get(route, "b")]


def _slug(of: Things, route: str) -> str:
    about_group = route.startswith(("group", "desk-group", "desk-check", "own-ask"))
    if route.startswith(("evenings", "desk-evenings")):
        return of.evenings.slug
    if "how-to" in route:
        return of.how_to.slug
    gathering = route in {"gathering", "gathering-calendar"} or route.startswith("desk-gathering")
    return of.group.slug if about_group and not gathering else of.gathering.slug


def _uid(of: Things, route: str) -> uuid.UUID | None:
    uids = {
        "desk-merge": of.merge.uid,
        "desk-day-undo": of.entry.uid,
        "desk-note": of.note.uid,
        "desk-finish-not-met": of.introduced.uid,
        "desk-phone-forget": of.phone.uid,
        "desk-group-card": of.card.uid,
        **dict.fromkeys(("desk-frozen", "desk-frozen-json", "desk-frozen-sheet"), of.frozen.uid),
    }
    begins = {
        "desk-person": of.guest.person.uid if of.guest.person else None,
        "desk-connection": of.met.uid,
        "desk-helper": of.helper.uid,
        "desk-after": of.told.uid,
        "desk-invitation": of.invitation.uid,
        "desk-booking-": of.booked.attendance.uid,
        "desk-season": of.season.uid,
        "desk-introduce": of.pair.uid,
    }
    for start, uid in begins.items():
        if route.startswith(start):
            return uid
    return of.complaint.uid if "complaint" in route else uids.get(route, of.guest.uid)


def _plain(of: Things) -> dict[str, Any]:
    """Return what fills an address by the name of its part alone."""
    rows = {
        "place_id": of.place, "batch_id": of.batch, "venue_id": of.venue, "letter_id": of.letter,
        "interest_id": of.interest, "contact_id": of.contact, "ask_id": of.ask, "deed_id": of.deed,
        "consent_id": of.consent, "job_id": of.job, "role_id": of.role,
        "alone_id": of.alone, "tie_id": of.tie, "evidence_id": of.evidence, "asked_id": of.asked_to_stop, "sweep_id": of.sweep,
        "series_id": of.series, "programme_id": of.programme,
        "item_id": of.item,
    }  # fmt: skip
    return {key: row.pk for key, row in rows.items()} | {
        "area_id": 0,
        "look": "fb-link", "part": "all", "kept": of.group.slug, "absorbed": of.twin.slug,
        "group_slug": of.twin.slug, "kind": "business", "said": "no-more", "what": "off",
    }  # fmt: skip


def _given(of: Things) -> dict[str, uuid.UUID]:
    """Return the ids that a hub's own things have in the open feed."""
    return {
        "oruk-service": turned(of.group.uid, as_oruk.SERVICE),
        "oruk-place": turned(of.group.uid, as_oruk.AT_LOCATION),
        "oruk-taxonomy": oruk_terms.taxonomy_id(of.hub, of.interest.scheme),
        "oruk-term": of.interest.uid,
        "oruk-organization": of.group.uid,
    }
