"""Made-up people and groups of Leasow Vale, as templates meet them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace as Thing
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from kitchen_sink_forms import Booking, HelpNote, Sheet, Walk_in

LONG = "The Friends of Leasow Vale Country Park, Nature Reserve and Community Orchard Society"


def kind(look: str, name: str, plural: str) -> Thing:
    return Thing(look=look, name=name, plural=plural)


KINDS = {
    "sport": kind("sport", "sports club", "sports clubs"),
    "friends": kind("friends", "Friends group", "Friends groups"),
    "health": kind("health", "health group", "health groups"),
    "arts": kind("arts", "arts society", "arts societies"),
    "community": kind("community", "residents’ association", "residents’ associations"),
    "other": kind("other", "other group", "other groups"),
}


def group(look: str, name: str, about: str = "", address: str = "") -> Thing:
    return Thing(name=name, slug="x", kind=KINDS[look], about=about, address=address)


GROUPS = [
    group("sport", "Mill Green Runners", "Three runs a week, and nobody left behind.", "Mill Green Pavilion"),
    group("friends", LONG, address="Visitor centre"),
    group("arts", "Leasow Silver Band", "Players of any age, instruments lent.", "Priory Hall"),
    group("health", "Cuppa and Chat"),
    group("community", "Tanner’s Row Tenants and Residents"),
    group("other", "Vale Repair Shed", "Bring it broken, take it home working.", "Unit 4"),
]


def gathering(title: str, venue: str, days: int, state: str = "announced") -> Thing:
    start = timezone.localtime().replace(hour=18, minute=0) + timedelta(days=days)
    end = start + timedelta(minutes=90)
    return Thing(title=title, slug="x", venue=Thing(name=venue), starts_at=start, ends_at=end, state=state)


def finding(headline: str, why: str = "", minutes: int | None = None, **more: Any) -> Thing:
    looked = timezone.localdate() - timedelta(days=6)
    facts = {"state": "easy win", "closed_at": None, "advice": "", "last_seen": looked}
    return Thing(headline=headline, why=why, effort_minutes=minutes, **(facts | more))


def findings() -> dict[str, Thing]:
    return {
        "win": finding(
            "Your website doesn’t show your Facebook page",
            "People who find your website can’t get to your page, where your news is.",
            10,
            advice="Open your site’s settings, choose Social links, and paste the address of your page.",
        ),
        "hard": finding(
            "Your website can’t be read on a phone",
            "Two in three people look you up on one.",
            90,
            state="decision",
        ),
        "done": finding(
            "Your next meeting is easy to find", closed_at=timezone.localdate() - timedelta(days=40)
        ),
    }


def gatherings() -> dict[str, Any]:
    sport, friends, health, arts = (KINDS[look] for look in ("sport", "friends", "health", "arts"))
    return {
        "soon": gathering("Surgery at the Walled Garden café", "Walled Garden café, Mill Green", 2),
        "mix": [(sport, 5), (friends, 3), (health, 2)],
        "later": gathering("Sports clubs evening, Priory Hall", "Priory Hall", 18),
        "mix2": [(sport, 18), (arts, 1)],
        "off": gathering(f"Surgery with {LONG}", "St Aldhelm’s", 30, "cancelled"),
    }


def forms() -> dict[str, Any]:
    wrong = Booking({"name": "", "reach": "", "helping": []})
    return {"booking": Booking(), "wrong": wrong, "note": HelpNote(), "sheet": Sheet(), "walk_in": Walk_in()}


def things() -> dict[str, Any]:
    hub = Thing(name="Community Action Leasow Vale", email="hello@leasow.example", phone="01632 960 100")
    return {
        **KINDS,
        **findings(),
        **gatherings(),
        **forms(),
        "hub": hub,
        "person": Thing(name="Priya Raman"),
        "role": None,
        "rights": {"see", "day", "plan", "groups", "people", "own"},
        "messages": [],
        "groups": GROUPS,
        "many": [(number, GROUPS[number % 6]) for number in range(1, 13)],
        "page": Paginator(range(400), 20).page(7),
        "now": timezone.now(),
    }
