"""Kinds and interests as Open Referral UK 3.0 tells them: lists of terms (taxonomies) and their terms."""

import uuid
from typing import Any

from bandstand.people.models import Hub

from ..models import Interest, Kind
from ..queries.feeds import Entry
from .ids import hub_id

Json = dict[str, Any]
KINDS = "kinds"
_NAMES = {
    KINDS: "Kinds of group",
    Interest.Scheme.LOCAL: "Interests",
    Interest.Scheme.UKCAT: "UK Charity Activity Tags",
    Interest.Scheme.OPENACTIVE: "OpenActive activities",
}
_WORDS = {
    KINDS: "What kind of group it is: a sports club, a Friends group.",
    Interest.Scheme.LOCAL: "What a group is about, in words chosen here.",
    Interest.Scheme.UKCAT: "What a group is about, in the words of UK Charity Activity Tags.",
    Interest.Scheme.OPENACTIVE: "What people do in a group, in the words of the OpenActive activity list.",
}


def taxonomy_id(hub: Hub, scheme: str) -> uuid.UUID:
    return hub_id(hub, f"taxonomy {scheme}")


def kind_id(hub: Hub, kind: Kind) -> uuid.UUID:
    return hub_id(hub, f"kind {kind.pk}")


def taxonomy(hub: Hub, scheme: str) -> Json:
    return {
        "id": str(taxonomy_id(hub, scheme)),
        "name": _NAMES[scheme],
        "description": _WORDS[scheme],
        "version": "1",
    }


def term_of_kind(hub: Hub, kind: Kind) -> Json:
    return {
        "id": str(kind_id(hub, kind)),
        "name": kind.name,
        "description": f"{kind.plural[:1].upper()}{kind.plural[1:]}.",
        "taxonomy": _NAMES[KINDS],
        "taxonomy_id": str(taxonomy_id(hub, KINDS)),
        "term": kind.slug,
    }


def term_of_interest(hub: Hub, interest: Interest) -> Json:
    broader = interest.broader if interest.broader and not interest.broader.retired else None
    told = {
        "id": str(interest.uid),
        "name": interest.name,
        "description": f"Groups about {interest.name}.",
        "taxonomy": _NAMES[interest.scheme],
        "taxonomy_id": str(taxonomy_id(hub, interest.scheme)),
        "term": interest.code,
    }
    return {**told, "parent_id": str(broader.uid)} if broader else told


def terms_of(hub: Hub, entry: Entry) -> list[Json]:
    """Return the terms of a group: its kind, then its interests."""
    kind = entry.group.kind
    kinds = [term_of_kind(hub, kind)] if kind else []
    return kinds + [term_of_interest(hub, interest) for interest in entry.interests]
