"""Plans a season over a real borough and draws its pages: would an officer nod at the reasons?

    python bench/where_next.py [--data FOLDER] [--sessions N] [--pictures FOLDER]

Trafford's parks, sport sites and charities come in as an officer would bring them in; halls, and parks with a
café, are the places to meet. They lie in $BANDSTAND_SHARED/data, or in FOLDER. Prints every session with its
reasons, what overruling costs, and how long that took. With `--pictures` the pages are served on loopback and
photographed. Nothing of the data is kept.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "libs/checkup/src"), str(ROOT / "libs/planner/src"), str(ROOT)]

PARKS, SPORT, CHARITIES = "trafford_parks_friends.csv", "trafford_sport_sites.csv", "trafford_charities.csv"
LOOKS = {"desktop": (1280, 900, "light"), "phone": (360, 780, "dark")}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("BANDSTAND_SHARED", ""), "data"))
    parser.add_argument("--sessions", type=int, default=8)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    if not (options.data / PARKS).is_file():
        print(
            f"The data folder {options.data} is not here, so there is nothing to plan over.", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BANDSTAND_DIR": folder, "DJANGO_SETTINGS_MODULE": "bandstand.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        address, door = plan(options.data, options.sessions)
        if options.pictures:
            photograph(address, door, options.pictures)
    return 0


def plan(data: Path, sessions: int) -> tuple[str, str]:
    """Make the borough, plan its season, print it; return the season's address and a one-time way in."""
    from django.core.management import call_command

    from bandstand.people.access import hub_scope
    from bandstand.people.actions.links import in_days, make_link, token_of
    from bandstand.people.actions.roles import give_role, open_hub
    from bandstand.people.models import PrivateLink, Role

    call_command("migrate", verbosity=0)
    hub = open_hub("Trafford, for trying out", slug="trafford", place="Trafford")
    with hub_scope(hub):
        owner = give_role(
            hub, name="Bench", email="bench@trafford.example", role=Role.Name.OWNER, by=None
        ).person
        make_borough(hub, data)
        kept = tell(hub, sessions)
        link = make_link(hub, PrivateLink.Purpose.CONSOLE, owner.uid, expires_at=in_days(1))
        return f"/desk/where-next/{kept.uid}/", f"/welcome/{token_of(link)}/"


def make_borough(hub: Any, data: Path) -> None:
    from bench.import_real_files import bring

    from bandstand.places.actions.boundaries import load_boundaries
    from bandstand.places.actions.postcodes import load_postcodes

    begun = time.perf_counter()
    load_postcodes(data / "gb_postcodes")
    load_boundaries(hub, data / "trafford_localities_2023.geojson")
    for name in (PARKS, SPORT, CHARITIES):
        for line in bring(hub, data / name):
            print(f"{line['file']}: {line['rows']} rows, {line['piles']}")
    halls = add_venues(hub, data)
    print(f"{halls} places to meet; the borough was made in {time.perf_counter() - begun:.0f} s")


def add_venues(hub: Any, data: Path) -> int:
    """Add every hall and every park with a café as somewhere to meet."""
    from bandstand.places.models import Venue

    found: dict[str, tuple[float, float]] = {}
    for row in rows(data / SPORT):
        if row["facility_type"] == "Sports halls":
            found[row["site_name"]] = (float(row["lat"]), float(row["lon"]))
    for row in rows(data / PARKS):
        if row["cafe"] == "1":
            found[f"{row['name']} café"] = (float(row["lat"]), float(row["lon"]))
    for name, (lat, lon) in sorted(found.items()):
        Venue.objects.create(hub=hub, name=name[:120], lat=lat, lon=lon)
    return len(found)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        yield from csv.DictReader(file)


def tell(hub: Any, sessions: int) -> Any:
    from django.utils import timezone

    from bandstand.gatherings.actions.seasons import Wishes, plan_season
    from bandstand.gatherings.seasons.planned import Season

    begins = timezone.localdate() + timedelta(weeks=4)
    begun = time.process_time()
    kept = plan_season(hub, Wishes(begins=begins, sessions=sessions, times=("evening", "saturday")), by=None)
    read = time.process_time()
    season = Season(kept)
    shown = season.sessions
    planned = time.process_time()
    print(
        f"\n{len(kept.problem['groups'])} groups, {len(kept.problem['venues'])} places, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    print(f"read in {read - begun:.2f} s of CPU, planned and explained in {planned - read:.2f} s")
    print(*season.notes, sep="\n")
    for one in shown:
        mix = ", ".join(f"{many} {kind.name if many == 1 else kind.plural}" for kind, many in one.mix)
        low, high = one.expected
        print(f"\n{one.number + 1}. {one.venue.name}, {one.starts_at:%A %-d %B %Y}: {mix} within a walk")
        print(f"   {one.new_pairs} pairs never met; invite {len(one.asked)}, expect {low} to {high}")
        for asked in one.asked[:3]:
            print(f"   · {asked.group.name}: {asked.why}")
    begun = time.process_time()
    for other in season.instead_of(0):
        print(f"instead of {shown[0].venue.name}: {other.venue.name}: {other.price}")
    print(f"prices in {time.process_time() - begun:.2f} s of CPU")
    return kept


@contextmanager
def served() -> Iterator[str]:
    """Serve the folder on loopback."""
    from tests.servers import answers, free_port, wait_until

    port = free_port()
    words = [sys.executable, "-m", "bandstand", "up", "--port", str(port)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path[:4])}
    process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def photograph(address: str, door: str, folder: Path) -> None:
    import shutil

    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        first = browser.new_context()
        page = first.new_page()
        page.goto(site + door)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk/**")
        state = first.storage_state()
        for look, (wide, high, scheme) in LOOKS.items():
            room: Any = browser.new_context(
                storage_state=state, viewport={"width": wide, "height": high}, color_scheme=scheme
            )
            page = room.new_page()
            for name, path in {
                "glance": "/desk/where-next/",
                "season": address,
                "session": f"{address}1/",
            }.items():
                page.goto(site + path)
                page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
        browser.close()
    print(f"pictures in {folder}")


if __name__ == "__main__":
    sys.exit(main())
