"""Networks that have closed for good: a dated list (`closed_networks.csv`), to be added to as more do."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files


def _read() -> dict[str, str]:
    text = files(__package__).joinpath("closed_networks.csv").read_text(encoding="utf-8")
    return {row["host"]: row["name"] for row in csv.DictReader(text.splitlines())}


CLOSED_NETWORKS: Mapping[str, str] = _read()  # what people call it, by host


def closed_network(host: str) -> str:
    """The closed network a host name belongs to, or ""; its sub-domains count, as in name.posterous.com."""
    host = host.lower().removeprefix("www.")
    while "." in host:
        if host in CLOSED_NETWORKS:
            return CLOSED_NETWORKS[host]
        host = host.partition(".")[2]
    return ""
