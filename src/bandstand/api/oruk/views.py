"""The addresses of Open Referral UK 3.0, and of HSDS organisations beside them."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import path

from bandstand.groups.export import as_oruk, oruk_terms
from bandstand.groups.export.as_oruk import Publisher
from bandstand.groups.export.ids import turned
from bandstand.groups.export.licences import LICENCES
from bandstand.groups.export.places import Place, main_place, places_of
from bandstand.groups.models import GroupPlace
from bandstand.groups.queries import kinds
from bandstand.groups.queries.feeds import (
    Entry,
    entries,
    entry_by_uid,
    main_places,
    open_groups,
    other_place_by_uid,
    other_places,
    part_of,
    schemes_in_use,
    terms,
)
from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub

from ..open_feed import open_feed
from . import asked
from .pages import page

Json = dict[str, Any]
_PROFILE = "https://docs.openreferraluk.org/en/latest/"
_OPENAPI = "https://docs.openreferraluk.org/en/latest/openapi30.json"


def publisher(request: HttpRequest) -> Publisher:
    hub: Hub = request.hub  # type: ignore[attr-defined]
    return Publisher(hub, site_address(hub))


@open_feed()
def about(request: HttpRequest) -> Json:
    by = publisher(request)
    return {
        "version": "HSDS-UK-3.0",
        "profile": _PROFILE,
        "openapi_url": _OPENAPI,
        "publisher": by.hub.name,
        "licence": LICENCES[by.hub.licence],
        "documentation": f"{by.root}/open-data/",
    }


def _list_of_groups(tell: Callable[[Publisher, Entry], Json]) -> Callable[[HttpRequest], Json]:
    def view(request: HttpRequest) -> Json:
        part, found = asked.part(request), open_groups(asked.wanted(request))
        by, total = publisher(request), None if part.number == 1 else found.count()
        ids = part_of(found, part.start, part.size, total)
        if total is None:  # a first page that is not full is all there is
            total = len(ids) if len(ids) < part.size else found.count()
        return page(part, total, [tell(by, entry) for entry in entries(ids)])

    return view


services = open_feed()(_list_of_groups(as_oruk.service))


@open_feed()
def service(request: HttpRequest, given: str) -> Json:
    return as_oruk.full_service(publisher(request), _entry(turned(_uid(given), as_oruk.SERVICE)))


def _organization(by: Publisher, entry: Entry) -> Json:
    return as_oruk.full_organization(by, entry)


organizations = open_feed()(_list_of_groups(_organization))


@open_feed()
def organization(request: HttpRequest, given: str) -> Json:
    return as_oruk.full_organization(publisher(request), _entry(_uid(given)), services=True)


@open_feed()
def service_at_locations(request: HttpRequest) -> Json:
    """Answer services at their main places first, then at the others."""
    part, want = asked.part(request), asked.wanted(request, near=True)
    main, others = main_places(want), other_places(want)
    in_main = main.count()
    start, many, start_of_others = part.of_two(in_main)
    in_others = others.count()
    ids = part_of(main, start, many, in_main)
    other_ids = part_of(others, start_of_others, part.size - many, in_others)
    by = publisher(request)
    told = [as_oruk.service_at_location(by, entry, place) for entry, place in _at_places(ids, other_ids)]
    return page(part, in_main + in_others, told)


def _at_places(group_ids: list[int], place_ids: list[int]) -> list[tuple[Entry, Place]]:
    """Return these groups at their main places, then at these other places of theirs, or others'."""
    owners = dict(GroupPlace.objects.filter(pk__in=place_ids).values_list("pk", "group_id"))
    known = {entry.group.pk: entry for entry in entries(list(dict.fromkeys([*group_ids, *owners.values()])))}
    found = [(known[pk], main_place(known[pk].group)) for pk in group_ids if pk in known]
    for pk in place_ids:
        if entry := known.get(owners.get(pk, 0)):
            uid = next((place.uid for place in entry.places if place.pk == pk), None)
            found.append((entry, _place(entry, uid)))
    return [(entry, place) for entry, place in found if place]


def _place(entry: Entry, uid: uuid.UUID | None) -> Place | None:
    return next((place for place in places_of(entry) if place.uid == uid), None)


@open_feed()
def service_at_location(request: HttpRequest, given: str) -> Json:
    uid = as_oruk.row_of(_uid(given))
    other = other_place_by_uid(uid)
    entry = _entry(other.group.uid if other else uid)
    place = _place(entry, uid)
    if place is None:
        raise Http404
    return as_oruk.full_service_at_location(publisher(request), entry, place)


@open_feed()
def taxonomies(request: HttpRequest) -> Json:
    part, by = asked.part(request), publisher(request)
    schemes = [oruk_terms.KINDS, *schemes_in_use()]
    some = schemes[part.start : part.start + part.size]
    return page(part, len(schemes), [oruk_terms.taxonomy(by.hub, scheme) for scheme in some])


@open_feed()
def taxonomy(request: HttpRequest, given: str) -> Json:
    hub = publisher(request).hub
    scheme = asked.scheme_of(hub, _uid(given))
    if scheme is None:
        raise Http404
    told = oruk_terms.taxonomy(hub, scheme)
    if scheme == oruk_terms.KINDS:
        return {**told, "taxonomy_terms": [oruk_terms.term_of_kind(hub, kind) for kind in kinds()]}
    held = [oruk_terms.term_of_interest(hub, interest) for interest in terms(scheme)]
    return {**told, "taxonomy_terms": held}


@open_feed()
def taxonomy_terms(request: HttpRequest) -> Json:
    """Answer the kinds of group first, then the interests."""
    part, hub = asked.part(request), publisher(request).hub
    every_kind, interests = list(kinds()), terms()
    start, many, start_of_interests = part.of_two(len(every_kind))
    told = [oruk_terms.term_of_kind(hub, kind) for kind in every_kind[start : start + many]]
    rest = interests[start_of_interests : start_of_interests + part.size - many]
    told += [oruk_terms.term_of_interest(hub, interest) for interest in rest]
    return page(part, len(every_kind) + interests.count(), told)


@open_feed()
def taxonomy_term(request: HttpRequest, given: str) -> Json:
    hub, uid = publisher(request).hub, _uid(given)
    interest = terms().filter(uid=uid).first()
    if interest:
        return oruk_terms.term_of_interest(hub, interest)
    kind = next((kind for kind in kinds() if oruk_terms.kind_id(hub, kind) == uid), None)
    if kind is None:
        raise Http404
    return oruk_terms.term_of_kind(hub, kind)


def _uid(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError:
        raise Http404 from None


def _entry(uid: uuid.UUID) -> Entry:
    entry = entry_by_uid(uid)
    if entry is None:
        raise Http404
    return entry


urls = [
    path("api/oruk/", about, name="oruk"),
    path("api/oruk/services", services, name="oruk-services"),
    path("api/oruk/services/<str:given>", service, name="oruk-service"),
    path("api/oruk/service_at_locations", service_at_locations, name="oruk-places"),
    path("api/oruk/service_at_locations/<str:given>", service_at_location, name="oruk-place"),
    path("api/oruk/taxonomies", taxonomies, name="oruk-taxonomies"),
    path("api/oruk/taxonomies/<str:given>", taxonomy, name="oruk-taxonomy"),
    path("api/oruk/taxonomy_terms", taxonomy_terms, name="oruk-terms"),
    path("api/oruk/taxonomy_terms/<str:given>", taxonomy_term, name="oruk-term"),
    path("api/oruk/organizations", organizations, name="oruk-organizations"),
    path("api/oruk/organizations/<str:given>", organization, name="oruk-organization"),
]
