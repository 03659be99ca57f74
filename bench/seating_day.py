"""What it takes to seat a room: tables suggested for 6, 24 and 60 people, and one for somebody late.

    python bench/seating_day.py

Everything is read from a database of its own and written there, as a press at the desk does. CPU seconds of
this process are counted, not time on the clock: the machine may be busy with other things.
"""

import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "libs/checkup/src"), str(ROOT / "libs/planner/src"), str(ROOT)]

ROOMS = {6: (2, 2), 24: (5, 5), 60: (12, 12)}  # people: helpers among them, tables
LATE = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BANDSTAND_DIR": folder, "DJANGO_SETTINGS_MODULE": "bandstand.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure()


def measure() -> None:
    from tests.borough import make_kinds

    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub

    hub = open_hub("Community Action Leasow Vale", place="Leasow Vale")
    with hub_scope(hub):
        make_kinds(hub)
        print(f"load {os.getloadavg()[0]:.1f}; seconds of CPU")
        print(f"{'people':>7}{'tables':>8}{'2 rounds':>10}{'one more':>10}{'late, worst':>13}{'unmet':>7}")
        for people, (helpers, tables) in ROOMS.items():
            print(room(hub, people, helpers, tables))


def room(hub: Any, people: int, helpers: int, tables: int) -> str:
    """Fill one room, seat it, let five come late; return the line to print."""
    from tests.borough import make_arrival

    from bandstand.gatherings.actions.tables import begin_round, seat_the_late, suggest_next, suggest_tables
    from bandstand.gatherings.seating.planning import Asked
    from bandstand.gatherings.seating.shown import shown

    surgery = full(hub, people, helpers)
    asked = Asked(tables, -(-people // tables) + 1, rounds=2)
    plan = cpu(lambda: suggest_tables(surgery, asked, by=None, form_key=uuid.uuid4()))
    begin_round(surgery, 1, by=None, form_key=uuid.uuid4())
    more = cpu(lambda: suggest_next(surgery, by=None, form_key=uuid.uuid4()))
    unmet = len(shown(surgery).unmet)
    worst = 0.0
    for number in range(LATE):
        make_arrival(surgery, f"Late {people} {number}")
        worst = max(worst, cpu(lambda: seat_the_late(surgery, by=None)))
    return f"{people:>7}{tables:>8}{plan:>10.2f}{more:>10.2f}{worst:>13.3f}{unmet:>7}"


def full(hub: Any, people: int, helpers: int) -> Any:
    """Return a surgery under way with so many people, each wanting one of six topics; helpers show three."""
    from django.utils import timezone
    from tests.borough import KINDS, make_arrival, make_gathering, make_group

    from bandstand.gatherings.models import HelperProfile
    from bandstand.people.models import Topic

    topics = [Topic.objects.get_or_create(hub=hub, name=f"Topic {letter}")[0] for letter in "ABCDEF"]
    surgery = make_gathering(hub, f"Surgery for {people}", starts_at=timezone.now() - timedelta(minutes=20))
    for number in range(people):
        row = make_arrival(surgery, f"Guest {people} {number}", helping=number < helpers)
        if number < helpers:
            profile = HelperProfile.objects.create(hub=hub, person=row.person)
            profile.topics.set(topics[at % 6] for at in range(number, number + 3))
        else:
            row.groups.add(make_group(hub, f"Group {people} {number}", kind=KINDS[number % len(KINDS)][0]))
            row.topics.add(topics[number % 6])
    return surgery


def cpu(act: Callable[[], Any]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
