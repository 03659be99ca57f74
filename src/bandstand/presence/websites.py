"""The one door to the checkup library: which website, what is known of it, and how to behave on the way."""

import os
import shutil
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings

import checkup
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub
from checkup.memory import Notebook
from checkup.parsing import PageToRead

from .alone import hosts_left_alone, is_left_alone
from .memory import recall
from .neighbours import others_for
from .trouble import trouble_before
from .turns import turns


@dataclass(frozen=True)
class Visit:
    """Everything needed to look at one website, so that looking itself touches no table but the turns.

    `memory` comes back from the visit with what is to be remembered of its pages.
    """

    url: str
    known: checkup.KnownPlaces
    settings: checkup.Settings
    left_alone: bool = False
    memory: Notebook = field(default_factory=Notebook)


def plan_visit(
    hub: Hub,
    group: Group,
    url: str,
    *,
    told: Mapping[str, checkup.Told] | None = None,
    thorough: bool = True,
) -> Visit:
    """Gather what is known; `told` is what people said of places we do not look at, by question.

    `thorough` also tries links and weighs pictures: not in a round.
    """
    alone = hosts_left_alone()
    known = checkup.KnownPlaces(
        accounts=known_accounts(group.online_places.all()),
        group_name=group.name,
        other_names=tuple(str(name) for name in group.other_names),
        charity_number=group.charity_number,
        told=told or {},
        others=others_for(group, alone),
        own_key=str(group.pk),
        trouble_before=trouble_before(group.pk),
    )
    how = replace(how_we_visit(hub), thorough=thorough, leave_alone=alone)
    return Visit(url, known, how, is_left_alone(url, how.leave_alone), recall(group.pk))


async def visit_website(visit: Visit) -> checkup.Report:
    """Look at the website. Takes seconds, never raises for what a website does; in no transaction.

    Raises `NotYetError` where its host is crowded and a runner can come back later.
    """
    return await checkup.look_at(
        visit.url,
        known=visit.known,
        settings=visit.settings,
        pool=READERS,
        pace=turns(),
        memory=visit.memory,
    )


def see(visit: Visit) -> checkup.Report:
    """Do the same from where nothing can be awaited."""
    report: checkup.Report = async_to_sync(visit_website)(visit)
    return report


class _Readers(checkup.ParsePool):
    """A child process for every second core, however many websites are on their way at once."""

    def __init__(self, number: int) -> None:
        # Whoever reads the site goes first, then the runner, which may hold the write gate.
        kindly = ("nice", "-n", "10") if shutil.which("nice") else ()
        super().__init__(size=number, command=(*kindly, sys.executable, "-m", "checkup.child", "parse"))
        self._room = threading.Semaphore(number)

    def read(self, page: PageToRead, *, seconds: float = 20.0) -> checkup.Page:
        with self._room:
            return super().read(page, seconds=seconds)


READERS = _Readers(max(1, min(4, len(os.sched_getaffinity(0)) // 2)))


def look_called(look_id: str) -> "checkup.Look | None":
    """Return the library's look of this id, or None for one that an older version had."""
    return next((look for look in checkup.LOOKS if look.id == look_id), None)


def how_we_visit(hub: Hub) -> checkup.Settings:
    """Return the library's settings as this installation has them."""
    return checkup.Settings(
        contact_url=f"{site_address(hub)}/our-visits/",
        allow_private=settings.CHECKS_ALLOW_PRIVATE,
        pause=settings.CHECKS_PAUSE,
        proxy=settings.CHECKS_PROXY,
        ca_bundle=settings.CHECKS_CA_BUNDLE,
    )


def known_accounts(places: Iterable[OnlinePlace]) -> tuple[tuple[str, str], ...]:
    read = (
        (checkup.read_account(place.url), place) for place in places if place.kind != OnlinePlace.Kind.WEBSITE
    )
    return tuple((account.platform, place.url) for account, place in read if account is not None)


def account_key(address: str) -> str:
    """Return what is the same for every spelling of one account; the address itself when we cannot tell."""
    account = checkup.read_account(address)
    return account.key if account else address.strip().rstrip("/").lower()


def platform_name(platform: str) -> str:
    return checkup.PLATFORMS.get(platform, platform.capitalize())


def storable(value: Any) -> Any:
    """Return the JSON value without what PostgreSQL cannot keep: NULs and halves of characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {name: storable(part) for name, part in value.items()}
    return value
