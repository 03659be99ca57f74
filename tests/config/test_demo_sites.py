"""The sample borough’s websites: on loopback, odd where they should be, and mended by a button."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import checkup
from bandstand.config.demo import content, sites, websites
from bandstand.config.demo.sites import Served

BOROUGH = checkup.Settings(allow_private=True, pause=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("websites")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    websites.write_websites(folder)
    served = sites.listen()
    sites.serve(served, folder)
    yield served
    served.ours.close()


def look(served: Served, slug: str) -> checkup.Report:
    """Check a website as Bandstand does, knowing the accounts the sheet of groups names."""
    site = next(site for site in content.sites() if site.slug == slug)
    accounts = tuple(content.known_accounts(site).items())
    name = content.group_of(site)[content.NAME]
    known = checkup.KnownPlaces(accounts=accounts, group_name=name)
    return checkup.look(served.addresses[slug].url, known=known, settings=BOROUGH)


def states(report: checkup.Report) -> dict[str, str]:
    return {finding.look: finding.state.value for finding in report.findings}


def test_every_website_belongs_to_a_group_of_the_sheet() -> None:
    served = {site.token for site in content.sites()}
    in_the_sheet = {row["Website"] for row in content.groups() if row["Website"].endswith(".example/")}
    assert served == in_the_sheet
    assert len(served) == 32


@pytest.mark.parametrize(
    ("slug", "outcome"),
    [
        ("leasowplayers", checkup.Outcome.TURNED_AWAY),
        ("leasowcamera", checkup.Outcome.PARKED),
        ("kilnhollowboxing", checkup.Outcome.REFUSED),
        ("clayandglaze", checkup.Outcome.ASKED_NOT_TO),
        ("brickworkstra", checkup.Outcome.SITE_ERROR),
        ("ferrylaneanglers", checkup.Outcome.NOT_PUBLIC),
        ("marlpitmorris", checkup.Outcome.GOES_ROUND),
        ("wheelchairbasketball", checkup.Outcome.SCRIPT_ONLY),
        ("ashycarrcemetery", checkup.Outcome.NONSENSE),
        ("wendlehistory", checkup.Outcome.LOOKED),
    ],
)
def test_an_odd_website_is_reported_for_what_it_is(
    served: Served, slug: str, outcome: checkup.Outcome
) -> None:
    assert look(served, slug).outcome is outcome


def test_a_huge_page_is_read_only_in_part(served: Served) -> None:
    report = look(served, "kilnhollowbrass")
    assert report.outcome is checkup.Outcome.TOO_BIG or report.pages[0].cut_short


def test_a_slow_website_is_waited_for(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "SLOW_SECONDS", 1.0)
    report = look(served, "carrroadsight")
    assert report.outcome is checkup.Outcome.LOOKED
    assert (report.finished - report.started).total_seconds() > 1.0


def test_every_plain_website_shows_what_its_table_says(served: Served) -> None:
    for site in content.sites():
        if site.behaves:
            continue
        found = states(look(served, site.slug))
        accounts = content.known_accounts(site)
        facebook = ("good" if "facebook" in site.shows else "easy win") if "facebook" in accounts else None
        assert found["fb-link"] == facebook or facebook is None, site.slug
        others = [platform for platform in accounts if platform != "facebook"]
        if others:
            all_shown = all(platform in site.shows for platform in others)
            assert (found["social-links"] == "good") == all_shown, site.slug
        assert (found["phone-size"] == "good") == site.phone, site.slug


def test_what_was_helped_in_the_past_is_still_mended(served: Served) -> None:
    looks = {"facebook": "fb-link", "x": "social-links", "instagram": "social-links", "phone": "phone-size"}
    for site in content.sites():
        for what in site.helped:
            # The group may since have opened another account, which is a thing to do of its own.
            assert site.phone if looks[what] == "phone-size" else what in site.shows


def test_the_button_mends_a_website_and_undoes_it(served: Served) -> None:
    before = look(served, "stosythsbowls")
    assert states(before)["fb-link"] == "easy win"
    assert "No link to its Facebook account." in _page(f"{served.control_url}stosythsbowls/mend/")
    _press(f"{served.control_url}stosythsbowls/mend/")
    assert states(look(served, "stosythsbowls"))["fb-link"] == "good"
    assert states(look(served, "stosythsbowls"))["phone-size"] == "good"
    _press(f"{served.control_url}stosythsbowls/undo/")
    assert states(look(served, "stosythsbowls"))["fb-link"] == "easy win"


def test_looking_at_the_button_changes_nothing(served: Served, folder: Path) -> None:
    before = (folder / "kilnwood" / "index.html").read_bytes()
    _page(f"{served.control_url}kilnwood/mend/")
    assert (folder / "kilnwood" / "index.html").read_bytes() == before


def test_another_website_cannot_press_the_button(served: Served, folder: Path) -> None:
    before = (folder / "kilnwood" / "index.html").read_bytes()
    with pytest.raises(urllib.error.HTTPError) as refused:
        _press(f"{served.control_url}kilnwood/mend/", origin="http://elsewhere.example")
    assert refused.value.code == 403
    assert (folder / "kilnwood" / "index.html").read_bytes() == before


@pytest.mark.parametrize(
    "path", ["../valepark/index.html", "%2e%2e/valepark/index.html", "nothing.html", "a/b.html"]
)
def test_only_a_website_s_own_pages_are_served(served: Served, path: str) -> None:
    where = served.addresses["kilnwood"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        _page(f"{where.url}{path}")
    assert refused.value.code == 404


def test_everything_listens_on_this_machine_only(served: Served) -> None:
    for one in [served.ours, *served.sockets.values()]:
        assert one.getsockname()[0].startswith("127.")


def test_a_port_that_is_taken_is_said_to_be_taken(served: Served) -> None:
    with pytest.raises(sites.PortTakenError):
        sites.listen(served.port)


def _page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _press(url: str, origin: str = "") -> None:
    headers = {"Origin": origin} if origin else {}
    request = urllib.request.Request(url, data=b"", method="POST", headers=headers)
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(_StayHere).open(request, timeout=10)
    if answer.value.code != 303:
        raise answer.value
