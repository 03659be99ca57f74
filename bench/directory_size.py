"""What the directory costs at 2,000 and at 200,000 groups: CPU per request, their ratio, queries per request.

    python bench/directory_size.py [--sizes 2000 200000] [--rounds 40] [--seed 1] [--only sqlite] [--json]

The groups are made up here, another lot for every seed. Each size gets a fresh database: SQLite in a folder
of its own, and PostgreSQL on the server BANDSTAND_TEST_PG names (databases `bandstand_size_…` are made and
dropped there). The real WSGI application is called in this process. CPU is this process's and, on
PostgreSQL, its backend's too (from /proc). Aim: at most twice as much at the larger size, at most 30 queries.
"""

# ruff: noqa: ARG005, E501, PLR0917, SLF001 (lists of made-up words; a session made by hand)

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
for part in (ROOT, ROOT / "src", ROOT / "libs/checkup/src", ROOT / "libs/planner/src"):
    sys.path.insert(0, str(part))

from made_up_words import ENDINGS, FORMS, SAYS, SYLLABLES, THINGS  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
WEST, SOUTH, ACROSS = -2.3, 52.4, 0.3
A_SIDE = 6  # wards along a side of the borough


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs=2, default=[2000, 200_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.rounds, options.seed)))
        return 0
    found = {name: sizes(name, options) for name in databases(options.only)}
    print(json.dumps(found) if options.json else table(found, options.sizes))
    return int(
        any(row["ratio"] > 2 or row["queries"] > 30 for rows in found.values() for row in rows.values())
    )


def databases(only: str | None) -> list[str]:
    names = ["sqlite"] + (["postgresql"] if os.environ.get("BANDSTAND_TEST_PG") else [])
    if "postgresql" not in names:
        print("BANDSTAND_TEST_PG names no PostgreSQL server: SQLite only.", file=sys.stderr)
    return [name for name in names if only in (None, name)]


def sizes(name: str, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Measure both sizes, each in a process of its own; give both, the ratio and the queries, by request."""
    small, large = (alone(name, size, options) for size in options.sizes)
    return {
        what: {
            "small": small[what]["cpu"], "large": large[what]["cpu"],
            "ratio": round(large[what]["cpu"] / small[what]["cpu"], 2),
            "queries": max(small[what]["queries"], large[what]["queries"]),
            "found": large[what]["found"],
        }
        for what in small
    }  # fmt: skip


def alone(name: str, size: int, options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="bandstand-size-"))
    server, base = os.environ.get("BANDSTAND_TEST_PG", ""), f"bandstand_size_{os.getpid()}_{size}"
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env = {**kept, "BANDSTAND_DIR": str(folder), "BANDSTAND_HOSTS": "*"}
    if name == "postgresql":
        on_server(server, f"CREATE DATABASE {base}")
        env["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{base}"
    words = ["--one", str(size), "--rounds", str(options.rounds), "--seed", str(options.seed)]
    try:
        told = subprocess.run(
            [sys.executable, __file__, *words], env=env, check=True, stdout=subprocess.PIPE
        ).stdout
        return json.loads(told)  # type: ignore[no-any-return]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if name == "postgresql":
            on_server(server, f"DROP DATABASE {base}")


def on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as line:
        line.execute(statement)


# --- one size, in a process of its own ----------------------------------------------------------------------


def measure(size: int, rounds: int, seed: int) -> dict[str, dict[str, Any]]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bandstand.config.settings"
    from bandstand.config.wsgi import application

    began = time.monotonic()
    asked, cookie = make(size, random.Random(f"{seed} {size}"))
    print(f"{size:,} groups made in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return {what: cost(application, paths, cookie, rounds) for what, paths in asked.items()}


def make(size: int, dice: random.Random) -> tuple[dict[str, list[str]], str]:
    """Fill an empty database; return addresses to ask for, by what they show, and an officer's cookie."""
    from django.core.management import call_command

    from bandstand.config.prepare import begin_hub, collect_static
    from bandstand.groups.search import upkeep
    from bandstand.people.access import hub_scope

    call_command("migrate", verbosity=0)
    collect_static()
    hub = begin_hub("Community Action Leasow Vale")
    upkeep.take_off()  # many rows at once: indexed when they are all there
    with hub_scope(hub):
        facts = fill(hub, size, dice)
        upkeep.put_on()
        upkeep.refill()
        settle_down()
        return addresses(facts, dice), officer(hub)


def settle_down() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def officer(hub: Any) -> str:
    from django.contrib.sessions.backends.db import SessionStore

    from bandstand.people.actions.roles import give_role
    from bandstand.people.models import Role
    from bandstand.web import session

    olive = give_role(hub, name="Olive", email="olive@leasow.example", role=Role.Name.OFFICER, by=None).person
    kept = SessionStore()
    kept[session._PERSON], kept[session._STAMP] = olive.pk, str(olive.session_stamp)
    kept.save()
    return f"session={kept.session_key}"


def fill(hub: Any, size: int, dice: random.Random) -> dict[str, Any]:
    from bandstand.groups.models import Group, GroupArea, GroupInterest, Interest, Kind
    from bandstand.places.models import Outcode, Postcode

    areas, places = make_areas(hub), [place(dice) for _ in range(40 + size // 100)]
    kinds = list(Kind.objects.all())
    interests = Interest.objects.bulk_create(
        Interest(hub=hub, scheme="local", code=f"bench-{thing}", name=thing, slug=f"bench-{thing}")
        for thing in THINGS
    )
    Postcode.objects.bulk_create(Postcode(code=f"QV{n // 10}{n % 10}AA", lat=lat, lon=lon) for n, (lat, lon) in
                                 enumerate((SOUTH + ACROSS * dice.random(), WEST + ACROSS * dice.random())
                                           for _ in range(50)))  # fmt: skip
    Outcode.objects.create(code="QV1", lat=SOUTH, lon=WEST, postcodes=50)
    for start in range(0, size, 2000):
        stretch = range(start, min(size, start + 2000))
        groups = Group.objects.bulk_create(
            a_group(hub, number, places, kinds, areas, dice) for number in stretch
        )
        GroupArea.objects.bulk_create(
            GroupArea(hub=hub, group=group, area=area)
            for group in groups for area in (group.area, areas[-1 - (group.pk % 4)])
        )  # fmt: skip
        GroupInterest.objects.bulk_create(
            GroupInterest(hub=hub, group=group, interest=one)
            for group in groups for one in dice.sample(interests, dice.choice([0, 1, 2]))
        )  # fmt: skip
    names = list(Group.objects.order_by("?").values_list("name", "slug")[:200])
    return {"names": names, "kinds": kinds, "areas": areas, "interests": interests, "places": places}


def place(dice: random.Random) -> str:
    return (
        "".join(dice.choice(SYLLABLES) for _ in range(dice.choice([1, 1, 2]))) + dice.choice(ENDINGS)
    ).title()


def make_areas(hub: Any) -> list[Any]:
    """Return a chessboard of wards, and four localities after them."""
    from bandstand.places.models import Area

    def square(kind: str, row: int, column: int, a_side: int) -> Any:
        step = ACROSS / a_side
        west, south = WEST + column * step, SOUTH + row * step
        ring = [
            [west, south],
            [west + step, south],
            [west + step, south + step],
            [west, south + step],
            [west, south],
        ]
        name = f"{kind} {row}{column}".title()
        return Area(hub=hub, code=f"{kind}{row}{column}", name=name, kind=kind, west=west, south=south,
                    east=west + step, north=south + step,
                    geometry={"type": "Polygon", "coordinates": [ring]})  # fmt: skip

    wards = [square("ward", row, column, A_SIDE) for row in range(A_SIDE) for column in range(A_SIDE)]
    return Area.objects.bulk_create(
        wards + [square("locality", row, column, 2) for row in (0, 1) for column in (0, 1)]
    )  # type: ignore[no-any-return]


def a_group(
    hub: Any, number: int, places: list[str], kinds: list[Any], areas: list[Any], dice: random.Random
) -> Any:
    from bandstand.groups.models import Group

    where, thing = dice.choice(places), dice.choice(THINGS)
    name = dice.choice(FORMS).format(place=where, thing=thing.title(), who=place(dice))
    lat, lon = SOUTH + ACROSS * dice.random() * 0.999, WEST + ACROSS * dice.random() * 0.999
    row, column = int((lat - SOUTH) / ACROSS * A_SIDE), int((lon - WEST) / ACROSS * A_SIDE)
    group = Group(
        hub=hub, name=f"{name} {dice.choice(places)}" if dice.random() < 0.2 else name, slug=f"group-{number}",
        kind=dice.choice(kinds), about=" ".join(dice.choice(SAYS) for _ in range(dice.randint(0, 30))) + f" {thing}",
        lat=lat, lon=lon, precision="postcode", area=areas[row * A_SIDE + column],
        place_shown=dice.choices(["exact", "area", "none"], [90, 7, 3])[0], address=f"{where} Hall",
    )  # fmt: skip
    group.describe()
    return group


def addresses(facts: dict[str, Any], dice: random.Random) -> dict[str, list[str]]:
    """Return what to ask for, a dozen of each sort, so that no single lucky word is measured."""

    def several(make_one: Callable[[], dict[str, str]], path: str = "/groups/") -> list[str]:
        return [f"{path}?{urlencode(make_one())}" for _ in range(12)]

    def slip(word: str) -> str:
        at = dice.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def postcode() -> str:
        number = dice.randrange(50)
        return f"QV{number // 10} {number % 10}AA"

    def thing() -> str:
        return dice.choice(THINGS)

    def where() -> str:
        return str(dice.choice(facts["places"]))

    return {
        "directory, nothing asked": ["/groups/"],
        "search, common word": several(lambda: {"q": dice.choice(["club", "friends", "society", "park", "association"])}),
        "search, common beginning": several(lambda: {"q": dice.choice(["soci", "fri", "ass", "cl", "welc"])}),
        "search, an activity": several(lambda: {"q": thing()}),
        "search, rare word": several(lambda: {"q": where()}),
        "search, two words": several(lambda: {"q": f"{where()} {thing()}"}),
        "search, two common words": several(lambda: {"q": dice.choice(["friends park", "district society", "town fc"])}),
        "search, a whole name": several(lambda: {"q": dice.choice(facts["names"])[0]}),
        "search, a slip": several(lambda: {"q": slip(dice.choice([one for one in THINGS if len(one) > 6]))}),
        "search, nothing like it": several(lambda: {"q": dice.choice(["zzyzx", "qwertyuiop", "xylophonic"])}),
        "facet, kind": several(lambda: {"kind": dice.choice(facts["kinds"]).slug}),
        "facet, area": several(lambda: {"area": dice.choice(facts["areas"]).code}),
        "facet, interest": several(lambda: {"interest": dice.choice(facts["interests"]).slug}),
        "facet, kind and area": several(
            lambda: {"kind": dice.choice(facts["kinds"]).slug, "area": dice.choice(facts["areas"]).code}
        ),
        "word and kind": several(lambda: {"q": "club", "kind": dice.choice(facts["kinds"]).slug}),
        "near a postcode": several(lambda: {"near": postcode()}),
        "near, with a word": several(lambda: {"near": postcode(), "q": dice.choice(["club", thing()])}),
        "group page": [f"/groups/{slug}/" for _, slug in facts["names"][:12]],
        "suggest": several(lambda: {"q": dice.choice([where(), thing()])[:4]}, "/groups/suggest/"),
        "map in view": several(lambda: {"q": thing(), "box": f"{WEST},{SOUTH},{WEST + 0.05},{SOUTH + 0.05}"},
                               "/groups/in-view/"),
        "desk list": ["/desk/groups/"],
        "desk search": several(lambda: {"q": thing()}, "/desk/groups/"),
    }  # fmt: skip


def cost(application: Callable[..., Any], paths: list[str], cookie: str, rounds: int) -> dict[str, Any]:
    """Ask for these addresses in turn; give CPU milliseconds and the most queries of a request."""
    from django.db import connection, reset_queries

    connection.force_debug_cursor = True
    most, found = 0, 0
    for one in paths:  # also warms what a server keeps: templates, outlines, numbers of the whole directory
        reset_queries()
        found = max(found, ask(application, one, cookie))
        most = max(most, len(connection.queries))
    connection.force_debug_cursor = False
    before = cpu_seconds()
    for number in range(rounds):
        ask(application, paths[number % len(paths)], cookie)
    return {"cpu": round(1000 * (cpu_seconds() - before) / rounds, 2), "queries": most, "found": found}


def ask(application: Callable[..., Any], address: str, cookie: str) -> int:
    """Return the length of the page, which must be one."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": False,
        "wsgi.multiprocess": False, "wsgi.run_once": False, "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookie if path.startswith("/desk/") else "",
    }  # fmt: skip
    said: list[str] = []
    answer: Iterator[bytes] = application(environ, lambda status, headers: said.append(status))
    body = b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    if not said[0].startswith("200"):
        raise SystemExit(f"{address} was answered with {said[0]}.")
    return len(body)


def cpu_seconds() -> float:
    """Return CPU time of this process so far, and of the database's process for it where there is one."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / TICK


def table(found: dict[str, dict[str, dict[str, float]]], both: list[int]) -> str:
    one, five, _ = os.getloadavg()
    lines = [f"load average {one:.2f} (a minute), {five:.2f} (five); CPU milliseconds a request"]
    for name, rows in found.items():
        lines += ["", f"{name:<28}{both[0]:>10,}{both[1]:>10,}{'ratio':>8}{'queries':>9}"]
        lines += [
            f"{what:<28}{row['small']:>10.2f}{row['large']:>10.2f}{row['ratio']:>8.2f}{row['queries']:>9.0f}"
            + ("   over" if row["ratio"] > 2 or row["queries"] > 30 else "")
            for what, row in rows.items()
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
