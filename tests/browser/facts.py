"""One of each thing of the demo, so that every screen has an address; what is missing is made as people make it."""

import re
from urllib.parse import urlsplit

from tests.browser.people import Demo
from tests.servers import wait_until

Facts = dict[str, str]

COMING = "SELECT slug FROM gatherings_gathering WHERE state = 'announced' AND taken > 0 ORDER BY starts_at DESC LIMIT 1"
ON_NOW = "SELECT slug FROM gatherings_gathering WHERE state = 'announced' ORDER BY starts_at LIMIT 1"
HELD = "SELECT slug FROM gatherings_gathering WHERE state = 'closed' AND write_up_public ORDER BY starts_at DESC LIMIT 1"
SITES = "JOIN presence_finding f ON f.group_id = g.id AND f.closed_at IS NULL"
LISTS = "SELECT slug FROM gatherings_twoevenings WHERE drawn_at"
SEAT = "SELECT a.uid FROM gatherings_attendance a JOIN gatherings_gathering g ON g.id = a.gathering_id"


def facts_of(demo: Demo) -> Facts:
    """What addresses are made of: one of each thing."""
    on_now = demo.first(ON_NOW)
    group = demo.first(f"SELECT g.slug FROM groups_group g {SITES} LIMIT 1")
    return _own_page(demo, group) | {
        "coming": demo.first(COMING),
        "on_now": on_now,
        "held": demo.first(HELD),
        "group": group,
        "other": demo.first(f"SELECT slug FROM groups_group WHERE slug <> '{group}' LIMIT 1"),
        "merge": _merge(demo),
        "season": _season(demo),
        "look": demo.first("SELECT look FROM presence_finding WHERE closed_at IS NULL LIMIT 1"),
        "venue": demo.first("SELECT id FROM places_venue LIMIT 1"),
        "area": demo.first(
            "SELECT area_id FROM groups_group WHERE area_id IS NOT NULL AND left_at IS NULL LIMIT 1"
        ),
        "series": demo.first("SELECT id FROM gatherings_series LIMIT 1"),
        "item": demo.first("SELECT id FROM gatherings_kititem LIMIT 1"),
        "programme": demo.first("SELECT id FROM gatherings_programme LIMIT 1"),
        "letter": demo.first("SELECT id FROM people_message LIMIT 1"),
        "batch": demo.first("SELECT id FROM groups_importbatch LIMIT 1"),
        "seat": _uid(demo.first(f"{SEAT} WHERE g.slug = '{on_now}' AND a.person_id IS NOT NULL LIMIT 1")),
        "note": _uid(
            demo.first(
                "SELECT n.uid FROM gatherings_helpnote n JOIN gatherings_gathering g ON g.id = n.gathering_id "
                f"WHERE g.slug = '{on_now}' LIMIT 1"
            )
        ),
        "person": _uid(
            demo.first(
                "SELECT uid FROM people_person WHERE anonymised_at IS NULL AND email <> '' "
                "AND id NOT IN (SELECT person_id FROM people_role) LIMIT 1"
            )
        ),
        "complaint": _complaint(demo),
        "frozen": _frozen(demo),
        "booking": _token(demo.links["visitor"]),
        "helping": _token(demo.links["helping"]),
        "asked": _token(demo.links["weeks later"]),
        "met": _uid(demo.first("SELECT uid FROM groups_connection ORDER BY id DESC LIMIT 1")),
        "helper": _uid(demo.first("SELECT uid FROM people_person WHERE name = 'Lottie Prentice'")),
        "door": _token(demo.links["reader"]),
        "invitation": _uid(
            demo.first(f"SELECT i.uid FROM gatherings_invitation i {INVITED} ORDER BY i.id LIMIT 1")
        ),
        "inviting": demo.first(f"SELECT g.slug FROM gatherings_invitation i {INVITED} ORDER BY i.id LIMIT 1"),
        "booked": _uid(demo.first(f"{SEAT} WHERE g.slug = '{demo.first(COMING)}' AND a.looking LIMIT 1")),
        "invited": _invited(demo),
        "list": demo.first(f"{LISTS} IS NULL LIMIT 1"),
        "drawn": demo.first(f"{LISTS} IS NOT NULL LIMIT 1"),
        "signed": _signed_up(demo),
        "pair": _pair(demo),
    }


def _signed_up(demo: Demo) -> str:
    """Sign up for one of two evenings, as a visitor does; return what opens the page of it."""
    with demo.room() as room:
        room.open(f"/evenings/{demo.first(f'{LISTS} IS NULL LIMIT 1')}/")
        room.page.get_by_label("Your name").fill("Wilhelmina Featherstonehaugh-Cholmondeley")
        room.page.get_by_label("Telephone").fill("01632 960199")
        room.page.get_by_role("button", name="Put me on the list").click()
        room.page.wait_for_url("**/e/*/")
        return _token(room.page.url)


def _merge(demo: Demo) -> str:
    """Make two groups one and take them apart again, as an officer does; return what it is known by."""
    slugs = [
        demo.first(f"SELECT slug FROM groups_group ORDER BY id DESC LIMIT 1 OFFSET {at}") for at in (0, 1)
    ]
    with demo.room("owner") as room:
        room.open(f"/desk/groups/duplicates/{slugs[0]}/with/{slugs[1]}/")
        room.page.get_by_role("button", name="Make them one group").click()
        room.page.wait_for_url("**/merged/**")
        uid = _token(room.page.url)
        apart = room.page.get_by_role("button", name="Take them apart again")
        apart.click()
        room.page.locator("button[data-armed]").click()
        room.page.wait_for_url("**/desk/groups/duplicates/**")
    return uid


def _season(demo: Demo) -> str:
    """Plan a season, as an officer does; return what it is known by."""
    with demo.room("owner") as room:
        room.open("/desk/where-next/new/")
        room.page.get_by_role("button", name="Plan it").click()
        room.page.wait_for_url(re.compile(r"/where-next/[0-9a-f-]{36}/$"))
        return _token(room.page.url)


def _own_page(demo: Demo, slug: str) -> Facts:
    """Give a group a contact and a card with its private page, as an officer does; it has a website."""
    with demo.room("owner") as room:
        room.open(f"/desk/groups/{slug}/people/add/")
        room.page.get_by_label("Name", exact=True).first.fill("Meena Patel")
        room.page.get_by_role("button", name="Save").click()
        room.page.get_by_role("button", name="Make a card to print").click()
        room.page.wait_for_url("**/card/**")
        link, card = room.page.get_by_label("The private address").input_value(), _token(room.page.url)
    one = f"SELECT r.id FROM {{}} r JOIN groups_group g ON g.id = r.group_id AND g.slug = '{slug}' LIMIT 1"
    contact, place = (
        demo.first(one.format(table)) for table in ("groups_groupcontact", "groups_onlineplace")
    )
    return {"own": _token(link), "card": card, "contact": contact, "place": place}


INVITED = (
    "JOIN gatherings_gathering g ON g.id = i.gathering_id AND g.state = 'announced' AND i.state = 'sent'"
)


def _invited(demo: Demo) -> str:
    """Return what opens the page of an invitation, from the letter it went by."""
    asked = f"SELECT i.to_address FROM gatherings_invitation i {INVITED} WHERE i.route = 'email' AND i.answer = '' LIMIT 1"
    address = demo.first(asked)
    wait_until(lambda: demo.letters_to(address))
    found = re.search(r"/i/(\S+)/", demo.letters_to(address)[-1])
    assert found
    return found[1]


def _pair(demo: Demo) -> str:
    """Return what opens the page of an introduction nobody has answered so far, from its letter."""
    waits = "JOIN gatherings_suggestedpair p ON p.id = l.pair_id AND p.state = 'asked' WHERE l.says = ''"
    address = demo.first(f"SELECT l.to_address FROM gatherings_pairletter l {waits} ORDER BY l.id LIMIT 1")
    wait_until(lambda: any("/p/" in letter for letter in demo.letters_to(address)))
    return re.findall(r"/p/(\S+)/", "\n".join(demo.letters_to(address)))[-1]


def _complaint(demo: Demo) -> str:
    """Complain, as a visitor does; return what the complaint is known by."""
    with demo.room() as room:
        room.open("/complaints/")
        room.page.get_by_label("What went wrong?").fill("You wrote to me after I left the runners.")
        room.page.get_by_label("Your name").fill("Colin Webb")
        room.page.get_by_label("Where can we answer you?").fill("colin@webb.example")
        room.page.get_by_role("button", name="Send it").click()
        room.page.wait_for_url("**/complaints/*-*/")
        return _token(room.page.url)


def _frozen(demo: Demo) -> str:
    """Freeze the figures, as an officer does; return what they are known by."""
    with demo.room("owner") as room:
        room.open("/desk/figures/freeze/")
        room.page.get_by_label("What shall we call them?").fill("Lottery report")
        room.page.get_by_role("button", name="Freeze").click()
        room.page.wait_for_url("**/frozen/*-*/")
        return _token(room.page.url)


def _uid(text: str) -> str:
    flat = text.replace("-", "")
    return "-".join([flat[:8], flat[8:12], flat[12:16], flat[16:20], flat[20:]])


def _token(link: str) -> str:
    return urlsplit(link).path.strip("/").rpartition("/")[2]


# Screens of anybody, by the name of their route; what fills their address, where it has something to fill.
