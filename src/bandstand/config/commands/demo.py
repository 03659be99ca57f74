"""Show everything on a made-up borough: its groups, their websites, four years of surgeries, one under way.

`config/demo/surroundings.py` has chosen folder and port before settings were read.
"""

import argparse
import json
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils import timezone

from bandstand.config.demo import borough, sites, websites
from bandstand.config.demo.surroundings import HOST, read_notes, write_notes
from bandstand.config.prepare import collect_static, migrate
from bandstand.config.supervise import supervise
from bandstand.config.trouble import CannotStartError
from bandstand.kit import dates
from bandstand.people.access import every_hub
from bandstand.people.models import Hub

WHO = {
    "owner": "owner",
    "officer": "officer",
    "manager": "session manager",
    "door": "door helper",
    "reader": "read only",
}
UP_WITHIN = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="port of the site (the first free one from 8000 on)")
    parser.add_argument("--json", action="store_true", help="print address and links as one line of JSON")


@dataclass(frozen=True)
class Demo:
    """What there is to tell about a demo that is about to start."""

    folder: Path
    made: date
    doors: borough.Doors
    websites: str

    def as_json(self) -> str:
        return json.dumps(
            {
                "address": f"{settings.SITE_URL}/",
                "links": {
                    **self.doors.roles,
                    "visitor": self.doors.visitor,
                    "helper": self.doors.helper,
                    "helping": self.doors.helping,
                    "weeks later": self.doors.weeks_later,
                },
                "websites": self.websites,
                "dir": str(self.folder),
                "mail": str(self.folder / "mail"),
                "made": self.made.isoformat(),
            }
        )


def run(options: argparse.Namespace) -> int:
    folder = Path(settings.DIR)
    demo = prepare(folder)
    connections.close_all()
    told = demo.as_json() if options.json else in_words(demo)
    threading.Thread(target=_tell_when_up, args=(told,), daemon=True).start()
    port = settings.SITE_URL.rpartition(":")[2]
    # A check cut short is taken up again at the next start, so nobody needs to wait for the slowest website.
    supervise([["web", "--host", HOST, "--port", port], ["work"]], patience=3)
    return 0


def prepare(folder: Path) -> Demo:
    """Make the borough, or find the one made before; serve its websites; return what there is to tell."""
    notes = read_notes(folder)
    if notes.get("made") is None:
        _clear(folder)
    served = _serve_websites(folder, int(notes.get("sites_port", 0)))
    _say("Getting the database and the pages ready…")
    migrate()
    collect_static()
    if notes.get("made") is None:
        _make(folder, served)
    made = date.fromisoformat(read_notes(folder)["made"])
    with every_hub("the demo has one hub, and its doors are opened from the terminal"):
        hub = Hub.objects.get(slug="leasow-vale")
    return Demo(folder, made, borough.open_doors(hub), served.control_url)


def _serve_websites(folder: Path, port: int) -> sites.Served:
    try:
        served = sites.listen(port)
    except sites.PortTakenError as trouble:
        raise CannotStartError(
            f"The sample websites of this folder belong on port {port}, where something else answers now. "
            "Stop it, or start with a fresh folder."
        ) from trouble
    sites.serve(served, folder / "websites")
    return served


def _make(folder: Path, served: sites.Served) -> None:
    _say("Making Leasow Vale: sixty groups, their websites, four years of surgeries…")
    write_notes(folder, made=None, sites_port=served.port)
    websites.write_websites(folder / "websites")
    borough.make_borough({slug: where.url for slug, where in served.addresses.items()}, folder)
    write_notes(folder, made=timezone.localdate(), sites_port=served.port)


def _clear(folder: Path) -> None:
    """Take away a borough that was interrupted while it was made."""
    for leftover in folder.glob("bandstand.sqlite3*"):
        leftover.unlink()


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _tell_when_up(told: str) -> None:
    """Print the block once the first page can be opened, so that nobody follows a link too early."""
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline and not _is_up():
        time.sleep(0.1)
    print(told, flush=True)


def _is_up() -> bool:
    try:
        with urllib.request.urlopen(f"{settings.SITE_URL}/health/", timeout=5) as answer:  # noqa: S310 (our own address)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def in_words(demo: Demo) -> str:
    """Return the block for the terminal."""
    lines = ["", f"Leasow Vale is open at {settings.SITE_URL}/ (stop it with Ctrl-C).", ""]
    if demo.made != timezone.localdate():
        made = dates.day(demo.made, today=timezone.localdate())
        lines += [f"It was made on {made}, and its surgeries have the dates they had then.", ""]
    lines.append("Come in to the desk (each link works once):")
    lines += [
        f"  {WHO[role]:<16} {demo.doors.names[role]:<16} {link}" for role, link in demo.doors.roles.items()
    ]
    lines += ["", "Without an account, by private link:"]
    lines.append(f"  {'a visitor’s booking':<33} {demo.doors.visitor}")
    lines.append(f"  {'a helper’s booking':<33} {demo.doors.helper}")
    lines.append(f"  {'a helper’s own page':<33} {demo.doors.helping}")
    lines.append(f"  {'six weeks after some help':<33} {demo.doors.weeks_later}")
    lines += ["", f"The groups’ websites, and a button to pretend one was mended: {demo.websites}"]
    lines += [f"Letters are filed in {demo.folder / 'mail'}", ""]
    return "\n".join(lines)
