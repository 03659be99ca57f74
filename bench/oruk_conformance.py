"""Is a feed Open Referral UK 3.0? Walks through it, checks everything against the standard's own schemas.

    .venv/bin/python bench/oruk_conformance.py http://127.0.0.1:8000/api/oruk   # any feed
    .venv/bin/python bench/oruk_conformance.py --self                           # ours, with awkward groups
    .venv/bin/python bench/oruk_conformance.py --mocks                          # does the check itself tell?

The schemas (CC BY-SA 4.0) and the mocks (BSD) are the standard's and are not kept here: name their folder,
with `schema` and `mocks` in it, by --oruk or BANDSTAND_SHARED. On the official validator's four sets of mocks
the walk must find exactly 0, 13, 30 and 2 errors. `--self` walks to every page and every thing as well.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "libs/checkup/src"), str(ROOT / "libs/planner/src")]

from tests import servers  # noqa: E402
from tests.api import oruk_walk  # noqa: E402
from tests.api.oruk_walk import Answer, Fetch, Found, Kind, validator  # noqa: E402
from tests.servers import free_port, run_bandstand, wait_until  # noqa: E402

EXPECTED = {"Default": 0, "Warn": 13, "Fail": 30, "Test": 2}
_MOCKS = {
    "": "api_details", "services": "service_list", "services/": "service_full",
    "service_at_locations": "service_at_location_list", "service_at_locations/": "service_at_location_full",
    "taxonomies": "taxonomy_list", "taxonomies/": "taxonomy",
    "taxonomy_terms": "taxonomy_term_list", "taxonomy_terms/": "taxonomy_term",
}  # fmt: skip
_FILL = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "bandstand.config.settings"
django.setup()
from tests.api.awkward import fill
fill()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("address", nargs="?", help="the address of a feed, without a slash at its end")
    parser.add_argument("--self", action="store_true", dest="own", help="walk through our own")
    parser.add_argument("--mocks", action="store_true", help="walk through the official validator's mocks")
    parser.add_argument(
        "--oruk", type=Path, default=_usual_folder(), help="folder with schema and mocks in it"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (options.address or options.own or options.mocks):
        parser.error("name a feed, or say --self or --mocks")
    if not (options.oruk / "schema/compiled/service.json").exists():
        print(f"The standard's schemas are not in {options.oruk}. Name their folder with --oruk.")
        return 2
    return _run(options)


def _usual_folder() -> Path:
    return Path(os.environ.get("BANDSTAND_SHARED", "/nowhere")) / "data/oruk3"


def _run(options: argparse.Namespace) -> int:
    well, told = True, {}
    if options.mocks:
        for name, expected in EXPECTED.items():
            with _mocks(options.oruk / "mocks" / name) as address:
                found = _walk(address, options.oruk)
            well &= len(found.errors) == expected
            told[name] = {"errors": len(found.errors), "expected": expected, "asked": found.asked}
    if options.address:
        found = _walk(options.address.rstrip("/"), options.oruk, hsds=_has_organizations(options.address))
        well &= _tell(options.address, found, told)
    if options.own:
        with _own_feed() as address:
            for name, found in _walk_own(address, options.oruk).items():
                well &= _tell(name, found, told)
    print(json.dumps(told, indent=None if options.json else 1))
    return 0 if well else 1


def _tell(name: str, found: Found, told: dict[str, Any]) -> bool:
    told[name] = {
        "errors": len(found.errors),
        "warnings": found.warnings,
        "asked": found.asked,
        "schema checks": found.looked_at,
        "first": found.errors[:10],
    }
    return not found.errors


def _walk(address: str, oruk: Path, *, hsds: bool = False) -> Found:
    schemas = _schemas(oruk)
    return oruk_walk.walk(_fetcher(address), schemas["about"], _kinds(schemas, hsds=hsds))


def _walk_own(address: str, oruk: Path) -> dict[str, Found]:
    schemas, fetch = _schemas(oruk), _fetcher(address)
    kinds = _kinds(schemas, hsds=True)
    # The standard's description points at the schema of a service for one at a location: we fit both.
    both = [Kind("/service_at_locations", schemas["service_at_location_list"], schemas["service"])]
    return {
        "as a validator walks": oruk_walk.walk(fetch, schemas["about"], kinds),
        "every page and thing": oruk_walk.walk_everything(fetch, kinds, a_page=7),
        "by the other reading": oruk_walk.walk_everything(fetch, both, a_page=50),
        "astray": oruk_walk.walk_astray(fetch, kinds),
    }


def _schemas(oruk: Path) -> dict[str, Any]:
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    folder = oruk / "schema"
    read = {path.stem: json.loads(path.read_text()) for path in folder.glob("compiled/*.json")}
    read |= {
        name: json.loads((folder / f"{name}.json").read_text()) for name in ("taxonomy", "taxonomy_term")
    }
    term = Resource.from_contents(read["taxonomy_term"], default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("taxonomy_term.json", term)
    described = json.loads((folder / "openapi.local.json").read_text())["paths"]["/"]["get"]
    about = described["responses"]["200"]["content"]["application/json"]["schema"]
    return {name: validator(schema, registry=registry) for name, schema in {**read, "about": about}.items()}


def _kinds(schemas: dict[str, Any], *, hsds: bool) -> list[Kind]:
    kinds = [
        Kind("/services", schemas["service_list"], schemas["service"]),
        Kind("/service_at_locations", schemas["service_at_location_list"], schemas["service_at_location"]),
        Kind("/taxonomies", schemas["taxonomy"], schemas["taxonomy"]),
        Kind("/taxonomy_terms", schemas["taxonomy_term"], schemas["taxonomy_term"]),
    ]
    more = Kind("/organizations", schemas["organization_list"], schemas["organization"])
    return [*kinds, more] if hsds else kinds


def _has_organizations(address: str) -> bool:
    return _fetcher(address.rstrip("/"))("/organizations").status == 200


def _fetcher(address: str) -> Fetch:
    def fetch(path: str) -> Answer:
        request = urllib.request.Request(address + path, headers={"Origin": "https://elsewhere.example"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return _answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:
            return _answer(refused.code, refused.headers, refused.read())

    return fetch


def _answer(status: int, headers: Any, body: bytes) -> Answer:
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    return Answer(status, {name.lower(): value for name, value in headers.items()}, told)


@contextmanager
def _mocks(folder: Path) -> Iterator[str]:
    """Serve one set of mocks, whatever page or id is asked for."""

    class Serve(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            first, slash, _ = urlsplit(self.path).path.strip("/").partition("/")
            body = (folder / f"{_MOCKS[first + slash]}.json").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _own_feed() -> Iterator[str]:
    """Serve a site of our own with awkward groups in it, from a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = servers.plain_environment(Path(folder), BANDSTAND_URL=f"http://127.0.0.1:{port}")
        made = servers.bandstand("prepare", env=env)
        assert made.returncode == 0, made.stderr
        filled = servers.python("-c", _FILL, env=env)
        assert filled.returncode == 0, filled.stderr
        with run_bandstand(["web", "--port", str(port)], env):
            wait_until(lambda: servers.answers(f"http://127.0.0.1:{port}/health/"))
            yield f"http://127.0.0.1:{port}/api/oruk"


if __name__ == "__main__":
    sys.exit(main())
