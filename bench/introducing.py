"""How long looking for pairs to introduce takes over a real borough, and what the best of them say.

    python bench/introducing.py [--data FOLDER]

Trafford's parks, sport sites and charities come in as in `where_next.py`, with interests suggested from their
own words. Prints CPU time, how many groups are in a pair, and the ten best pairs. Nothing is kept.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "libs/checkup/src"), str(ROOT / "libs/planner/src"), str(ROOT)]


def main() -> int:
    from bench.where_next import PARKS

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("BANDSTAND_SHARED", ""), "data"))
    options = parser.parse_args()
    if not (options.data / PARKS).is_file():
        print(f"The data folder {options.data} is not here, so nobody is introduced.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BANDSTAND_DIR": folder, "DJANGO_SETTINGS_MODULE": "bandstand.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        look(options.data)
    return 0


def look(data: Path) -> None:
    from bench.where_next import make_borough
    from django.core.management import call_command

    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub

    call_command("migrate", verbosity=0)
    hub = open_hub("Trafford, for trying out", slug="trafford", place="Trafford")
    with hub_scope(hub):
        make_borough(hub, data)
        interests(hub)
        tell(hub)


def interests(hub: Any) -> None:
    """Say yes to every interest suggested, as a generous officer might."""
    from bandstand.groups.actions.interests import start_interests, suggest_interests
    from bandstand.groups.models import Group, GroupInterest

    start_interests(hub)
    suggest_interests(hub, Group.objects.order_by("pk"))
    GroupInterest.objects.update(state=GroupInterest.State.SAID)


def tell(hub: Any) -> None:
    from bandstand.gatherings.actions.introducing import look_for_pairs
    from bandstand.gatherings.introducing.facts import may_be_introduced
    from bandstand.gatherings.models import SuggestedPair

    groups = may_be_introduced().count()
    begun = time.process_time()
    made = look_for_pairs(hub, by=None)
    spent = time.process_time() - begun
    again = time.process_time()
    look_for_pairs(hub, by=None)
    again = time.process_time() - again
    pairs = list(SuggestedPair.objects.select_related("one", "other"))
    in_one = {pk for pair in pairs for pk in (pair.one_id, pair.other_id)}
    print(
        f"\n{groups} groups, {made} pairs, {len(in_one)} groups in one or two; load {os.getloadavg()[0]:.1f}"
    )
    print(f"looked for pairs in {spent:.2f} s of CPU, once more in {again:.2f} s")
    for pair in pairs[:10]:
        print(f"  {pair}: {' '.join(reason['words'] for reason in pair.reasons)}")


if __name__ == "__main__":
    sys.exit(main())
