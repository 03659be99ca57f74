"""Pages about websites where there is nothing to say, and where names are long: on an old phone, in the dark."""

import pytest

from tests.browser.people import Demo
from tests.browser.screens import LOOKS, Looks

LONGEST = "SELECT slug FROM groups_group ORDER BY length(name) DESC LIMIT 1"
NOTHING = "SELECT slug FROM groups_group WHERE id NOT IN (SELECT group_id FROM groups_onlineplace) ORDER BY id LIMIT 1"
ODD = (
    "SELECT g.slug FROM groups_group g JOIN presence_checkup c ON c.group_id = g.id "
    "WHERE c.state = 'not able' ORDER BY g.id LIMIT 1"
)


def own_page(demo: Demo, slug: str) -> str:
    with demo.room("owner") as room:
        page = room.open(f"/desk/groups/{slug}/people/add/")
        page.get_by_label("Name", exact=True).first.fill("Arthur Pym")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name="Make a card to print").click()
        page.wait_for_url("**/card/**")
        return page.get_by_label("The private address").input_value()


@pytest.mark.parametrize("looks", LOOKS)
@pytest.mark.parametrize(
    "which", [LONGEST, NOTHING, ODD], ids=["long-name", "nothing-known", "could-not-check"]
)
def test_a_group_whatever_we_know_of_it(demo: Demo, which: str, looks: Looks) -> None:
    slug = demo.first(which)
    own = own_page(demo, slug)
    with demo.room("owner", **looks) as room:
        for address in (
            own, f"{own}website/", f"{own}website/looks/", f"{own}questions/", f"{own}keys/",
            f"/desk/groups/{slug}/", f"/desk/checks/groups/{slug}/looks/", f"/desk/checks/groups/{slug}/questions/",
        ):  # fmt: skip
            room.open(address)
            assert (address, room.status, room.look()) == (address, 200, [])


@pytest.mark.parametrize("looks", LOOKS)
def test_everything_opened_at_once(demo: Demo, looks: Looks) -> None:
    """Every “show me how” and “what we saw” open: long addresses and long steps stay inside their cards."""
    slug = demo.first("SELECT g.slug FROM groups_group g JOIN presence_finding f ON f.group_id = g.id "
                      "WHERE f.closed_at IS NULL GROUP BY g.slug ORDER BY count(*) DESC LIMIT 1")  # fmt: skip
    own = own_page(demo, slug)
    with demo.room(**looks) as room:
        page = room.open(f"{own}website/")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert room.look() == []


@pytest.mark.parametrize("looks", LOOKS)
def test_lists_over_all_groups_by_every_tab(demo: Demo, looks: Looks) -> None:
    with demo.room("owner", **looks) as room:
        for address in (
            "where/?by=area",
            "keys/?show=one",
            "keys/?show=unsaid",
            "keys/?show=lost",
            "rounds/",
        ):
            room.open(f"/desk/checks/{address}")
            assert (address, room.status, room.look()) == (address, 200, [])


@pytest.mark.parametrize("looks", LOOKS)
def test_choosing_a_date_to_put_a_group_down_for(demo: Demo, looks: Looks) -> None:
    slug = demo.first("SELECT g.slug FROM groups_group g JOIN presence_finding f ON f.group_id = g.id "
                      "WHERE f.closed_at IS NULL AND f.ruling = '' ORDER BY length(g.name) DESC LIMIT 1")  # fmt: skip
    with demo.room("owner", **looks) as room:
        page = room.open(f"/desk/groups/{slug}/")
        page.get_by_role("link", name="Book help with this").first.click()
        page.wait_for_url("**/help/*/")
        assert room.look() == []
        page.get_by_role("link", name="Put them down").first.click()
        page.wait_for_url("**/put-down/?win=*")
        assert room.look() == []
