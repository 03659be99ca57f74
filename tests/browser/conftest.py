"""One real demo and one real Chromium for all the tests of this folder.

Chromium is the one BANDSTAND_CHROMIUM names, else Debian's, else Playwright's own. Without any these tests skip with
one line on a newcomer's machine, and fail where BANDSTAND_REQUIRE_BROWSER=1 says that it should be there.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests.browser.at_the_door import Door, Server, make_doors
from tests.browser.facts import Facts, facts_of
from tests.browser.people import Demo
from tests.servers import plain_environment, run_bandstand, wait_until

STILL_TO_LOOK_AT = "SELECT count(*) FROM presence_checkup WHERE state IN ('waiting', 'looking')"
# A busy machine may take its time; what is on the page at last is what counts.
expect.set_options(timeout=20_000)
NAMES = ["chromium", "chromium-browser", "google-chrome"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Package scope: Playwright's loop must be gone before other tests touch the database from this thread.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = os.environ.get("BANDSTAND_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            # Chromium's own sandbox cannot be set up by root, which is who runs in containers.
            opened = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.geteuid() != 0)
        except Error:
            _missing()
        yield opened
        opened.close()


def _missing() -> NoReturn:
    words = "Chromium is not here: apt-get install chromium, or name one in BANDSTAND_CHROMIUM."
    if os.environ.get("BANDSTAND_REQUIRE_BROWSER"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="package")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Leasow Vale, made and served by the command itself, its websites looked at once."""
    env = plain_environment(tmp_path_factory.mktemp("leasow-vale"))
    with run_bandstand(["demo", "--json"], env):
        log = Path(env["BANDSTAND_DIR"], "demo.log")
        wait_until(lambda: _told(log), seconds=180)
        demo = Demo(browser, env, **_told(log))
        wait_until(lambda: demo.number(STILL_TO_LOOK_AT) == 0, seconds=180)
        yield demo


@pytest.fixture(scope="package")
def doors(demo: Demo) -> Iterator[dict[str, Door]]:
    """Five surgeries on the day, served by a process of their own that may be stopped."""
    server = Server(demo)
    server.start()
    yield make_doors(
        server,
        radio=("Surgery in the park", 34, 3),
        stopped=("Surgery by the lake", 34, 3),
        second=("Surgery of second thoughts", 4, 2),
        phones=("Surgery of many phones", 20, 2),
        talking=("Surgery of two who should talk", 12, 1),
        tables=("Surgery round two tables", 6, 2),
    )
    server.stop()


def _told(log: Path) -> dict[str, Any]:
    lines = log.read_text(encoding="utf-8").splitlines()
    line = next((line for line in lines if line.startswith('{"address"')), "{}")
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.fixture(scope="package")
def facts(demo: Demo) -> Facts:
    return facts_of(demo)
