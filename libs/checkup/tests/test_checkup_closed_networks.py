"""The list of networks that have closed."""

from __future__ import annotations

from checkup.closed_networks import closed_network


def test_closed_network_when_it_has_closed() -> None:
    assert closed_network("plus.google.com") == "Google+"
    assert closed_network("www.vine.co") == "Vine"
    assert closed_network("leasowpark.posterous.com") == "Posterous"


def test_closed_network_when_it_is_still_there() -> None:
    assert [closed_network(host) for host in ("google.com", "facebook.com", "divine.co", "", "uk")] == [
        ""
    ] * 5
