"""The guard through the real door, on an island: a network of its own where every address leads to a canary.

Needs to be root, `unshare` and `ip`; without them the same rules are still told by `test_checkup_safety.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from leasow_net import PUBLIC

Heard = dict[str, dict[str, list[str]]]
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def heard() -> Heard:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("unshare and ip are not installed: apt install util-linux iproute2")
    if subprocess.run(
        ["unshare", "--net", "ip", "link", "set", "lo", "up"], capture_output=True, check=False
    ).returncode:
        pytest.skip("a network of one's own cannot be made here: run as root")
    path = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
    told = subprocess.run(
        ["unshare", "--net", sys.executable, str(HERE / "lonely_island.py")],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
        env={**os.environ, "PYTHONPATH": path},
    )
    found: Heard = json.loads(told.stdout)
    return found


def test_nothing_but_the_public_website_is_reached_when_the_guard_is_on(heard: Heard) -> None:
    reached = {
        case: places for case, places in heard["guarded"].items() if {p.split()[0] for p in places} - {PUBLIC}
    }

    assert reached == {}
    assert len(heard["guarded"]) > 200


def test_only_web_ports_are_reached_when_the_guard_is_on(heard: Heard) -> None:
    assert {place.split()[1] for places in heard["guarded"].values() for place in places} == {"80", "443"}


def test_the_canary_hears_the_public_website_when_the_guard_is_on(heard: Heard) -> None:
    """The control: a public address answers there like any other, so silence means we did not ask."""
    assert heard["guarded"]["doors of a page"] == [f"{PUBLIC} 443", f"{PUBLIC} 80"]


def test_the_canary_hears_us_inside_when_the_guard_is_off(heard: Heard) -> None:
    """The other control: the very same addresses are reached where the switch allows them."""
    inside = {place.split()[0] for places in heard["unguarded"].values() for place in places}

    assert {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "100.64.1.1",
        "::1",
        "fd00::1",
    } <= inside
    assert {"64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fec0::1"} & inside
    assert len([case for case, places in heard["unguarded"].items() if places]) > 60
