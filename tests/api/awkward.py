"""Groups of Leasow Vale as awkward as real ones are, for open feeds to be tried with.

Everything that must never be published has the word Quokka in it, and nothing else has.
"""

from datetime import UTC, datetime
from typing import Any

from bandstand.groups.models import (
    Group,
    GroupContact,
    GroupInterest,
    GroupPlace,
    Identifier,
    Interest,
    OnlinePlace,
)
from bandstand.groups.shown import wording
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Consent, Hub, Person
from bandstand.places.models import Area, Outcode, Postcode
from tests.borough import make_group, make_kinds

SECRET = "Quokka"
MILL_GREEN = (52.5116, -2.0892)
PRIVATE = {
    "email": "quokka@leasow.example",
    "phone": "01384 555 Quokka",
    "notes": {"Bank": "Quokka 12345678"},
    "said_by": {"about": {"how": "group", "words": "Quokka said so"}},
}


def fill() -> None:
    """Make Leasow Vale on an empty database."""
    hub = open_hub(
        "Community Action Leasow Vale", slug="leasow-vale", place="Leasow Vale", email="hello@leasow.example"
    )
    with hub_scope(hub):
        make_kinds(hub)
        make_awkward(hub)


def make_awkward(hub: Hub) -> dict[str, Group]:
    """Make the groups; return them by a short name."""
    Postcode.objects.create(code="DY11AE", lat=MILL_GREEN[0], lon=MILL_GREEN[1])
    Outcode.objects.create(code="DY1", lat=52.51, lon=-2.09, postcodes=1)
    groups = {name: _group(hub, name, **facts) for name, facts in _facts(_make_area(hub)).items()}
    groups["friends"].parent = groups["trust"]
    groups["orphan"].parent = groups["unlisted"]
    for name in ("friends", "orphan"):
        groups[name].save(update_fields=["parent"])
    _links(groups)
    _numbers_and_interests(groups)
    _other_places(groups)
    _people(groups)
    return groups


def _make_area(hub: Hub) -> Area:
    square = [[[-2.1, 52.5], [-2.0, 52.5], [-2.0, 52.6], [-2.1, 52.6], [-2.1, 52.5]]]
    return Area.objects.create(
        hub=hub,
        code="E05000001",
        name="Netherley",
        geometry={"type": "Polygon", "coordinates": square},
        west=-2.1,
        south=52.5,
        east=-2.0,
        north=52.6,
    )


def _facts(area: Area) -> dict[str, dict[str, Any]]:
    lat, lon = MILL_GREEN
    here = {"lat": lat, "lon": lon, "precision": "postcode", "postcode": "DY1 1AE", "area": area}
    hidden = {"address": "3 Quokka Close", "postcode": "DY1 1AE", "lat": 52.54321, "lon": -2.04321,
              "precision": "exact", "area": area}  # fmt: skip
    return {
        "friends": {
            "name": "Friends of Mill Green Park",
            "about": "Look after the park, “every” Saturday, 10 < 12.",
            "address": "The Pavilion, Mill Lane, Leasow Vale",
            "confirmed_at": datetime(2026, 4, 14, 18, tzinfo=UTC),
            "charity_number": "1098765",
            **here,
        },
        "trust": {"name": "Leasow Parks Trust", "charity_number": "SC012345", "status": "active"},
        "nothing": {"name": "Walkers", "kind": None},
        "long": {
            "name": "Leasow " * 28 + "Club",
            "about": "x" * 5000,
            "status": "quiet",
            "kind": "sports-club",
        },
        "emoji": {"name": "Sing 🎶 Leasow \u202e</script><b>&amp;", "kind": "arts-group", **here},
        "health": {"name": "Steps to Sunshine", "kind": "health-group", "place_shown": "area", **hidden},
        "secret": {"name": "Leasow Refuge Choir", "place_shown": "none", "kind": "arts-group", **hidden},
        "closed": {"name": "Leasow Otters", "status": "closed", "kind": "sports-club"},
        "unplaced": {"name": "Netherley Chess", "postcode": "ZZ9 9ZZ", "address": "Somewhere"},
        "rough": {"name": "Belfast Ramblers", "lat": 54.6, "lon": -5.93, "precision": "outcode"},
        "sum": {"name": "=1+1 Maths Club", "about": "+44 minus -1 @ home"},
        "orphan": {"name": "Branch of what nobody sees"},
        "unlisted": {"name": "Quokka Underground", "listed": False, "hidden_why": "Quokka asked"},
        "left": {"name": "Quokka Leavers", "left_at": datetime(2026, 1, 1, tzinfo=UTC)},
    }


def _group(hub: Hub, short: str, **facts: Any) -> Group:
    kind = facts.pop("kind", "friends-group")
    group = make_group(hub, facts.pop("name"), kind=kind or "friends-group", **{**PRIVATE, **facts})
    Group.objects.filter(pk=group.pk).update(slug=short, **({} if kind else {"kind": None}))
    group.refresh_from_db()
    return group


def _links(groups: dict[str, Group]) -> None:
    links = [
        ("friends", "website", "http://www.millgreen.example.org/über uns?a=[1]&b=100%"),
        ("friends", "facebook", "https://www.facebook.com/millgreen"),
        ("friends", "instagram", "https://www.instagram.com/millgreen/"),
        ("friends", "chat", "https://chat.whatsapp.com/Quokka"),
        ("emoji", "facebook", "https://www.facebook.com/groups/singleasow"),
        ("unlisted", "website", "https://quokka.example.org/"),
    ]
    for name, kind, url in links:
        OnlinePlace.objects.create(
            hub=groups[name].hub, group=groups[name], kind=kind, raw=url, url=url,
            match_key=url.partition("//")[2].removeprefix("www."),
            label="How to find us" if kind == "facebook" else "",
        )  # fmt: skip


def _numbers_and_interests(groups: dict[str, Group]) -> None:
    hub = groups["friends"].hub
    Identifier.objects.create(hub=hub, group=groups["friends"], scheme="GB-COH", value="01234567")
    Identifier.objects.create(hub=hub, group=groups["trust"], scheme="GB-XX", value="?")
    walking = _interest(hub, "Walking", scheme="openactive")
    football = _interest(hub, "Walking football", scheme="openactive", broader=walking)
    gardens = _interest(hub, "Gardening 🌱")
    for interest, state in ((gardens, "said"), (football, "said"), (walking, "refused")):
        GroupInterest.objects.create(hub=hub, group=groups["friends"], interest=interest, state=state)
    GroupInterest.objects.create(
        hub=hub, group=groups["trust"], interest=gardens, state="suggested", why="Quokka suggested it"
    )


def _interest(hub: Hub, name: str, **more: Any) -> Interest:
    slug = name.lower().replace(" ", "-").removesuffix("-🌱")
    return Interest.objects.create(hub=hub, code=slug, name=name, slug=slug, **more)


def _other_places(groups: dict[str, Group]) -> None:
    places = [
        ("friends", "looks after", "Mill Green", "Mill Lane"),
        ("friends", "office", "Quokka Office", "1 Quokka Road"),
        ("health", "meets", "Quokka Clinic", "9 Quokka Street"),
        ("unlisted", "meets", "Quokka Hall", "Quokka Way"),
    ]
    for name, role, called, address in places:
        GroupPlace.objects.create(
            hub=groups[name].hub, group=groups[name], role=role, name=called, address=address,
            postcode="DY1 1AE", lat=52.5120, lon=-2.0890, precision="exact", key=called,
            notes={"Key": "Quokka under the mat"},
        )  # fmt: skip


def _people(groups: dict[str, Group]) -> None:
    _contact(groups["friends"], "Amina Khan", email="amina@leasow.example", shows=["name", "email"])
    _contact(
        groups["friends"], "Quokka Jones", email="jones.quokka@leasow.example", shows=["name"], yes=False
    )
    _contact(groups["health"], "Tom Quokka", email="tom.quokka@leasow.example", shows=[])
    _contact(
        groups["trust"], "Bea Quokka", email="bea.quokka@leasow.example", shows=["name", "phone"], back=True
    )


def _contact(
    group: Group, name: str, *, email: str, shows: list[str], yes: bool = True, back: bool = False
) -> None:
    person = Person.objects.create(hub=group.hub, name=name, email=email, phone="01384 Quokka")
    contact = GroupContact.objects.create(
        hub=group.hub, group=group, person=person, role="Secretary", shows=shows
    )
    if yes:
        Consent.objects.create(
            hub=group.hub, person=person, purpose="shown", about=f"groups.GroupContact:{contact.pk}",
            given=True, wording=wording(contact, shows), withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC) if back else None,
        )  # fmt: skip
