"""Every screen there is, on a phone and a desktop, light and dark.

Each is accessible, nothing sticks out or is blocked, and nothing is asked of anybody else.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.people import Demo, Room
from tests.servers import wait_until

Facts = dict[str, str]

COMING = "SELECT slug FROM gatherings_gathering WHERE state = 'announced' AND taken > 0 ORDER BY starts_at DESC LIMIT 1"
ON_NOW = "SELECT slug FROM gatherings_gathering WHERE state = 'announced' ORDER BY starts_at LIMIT 1"
HELD = "SELECT slug FROM gatherings_gathering WHERE state = 'closed' AND write_up_public ORDER BY starts_at DESC LIMIT 1"
SITES = "JOIN presence_finding f ON f.group_id = g.id AND f.closed_at IS NULL"
LISTS = "SELECT slug FROM gatherings_twoevenings WHERE drawn_at"
SEAT = "SELECT a.uid FROM gatherings_attendance a JOIN gatherings_gathering g ON g.id = a.gathering_id"


@pytest.fixture(scope="package")
def facts(demo: Demo) -> Facts:
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
            demo.first(f"SELECT i.uid FROM gatherings_invitation i {INVITED} AND g.slug = ({COMING}) LIMIT 1")
        ),
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
PUBLIC: dict[str, dict[str, str]] = {
    "home": {},
    "privacy": {},
    "accessibility": {},
    "whats-on": {},
    "whats-on-past": {},
    "whats-on-follow": {},
    "whats-on-strip": {},
    "gathering-poster": {"slug": "coming"},
    "gathering": {"slug": "coming"},
    "book": {"slug": "coming"},
    "offer-help": {"slug": "coming"},
    "book-sent": {"slug": "coming"},
    "evenings": {"slug": "list"},
    "evenings-sent": {"slug": "list"},
    "signed-up": {"token": "signed"},
    "signed-up-change": {"token": "signed"},
    "details-removed": {},
    "your-details": {},
    "your-details-sent": {},
    "your-details-removed": {},
    "after": {"token": "asked"},
    "helper-page": {"token": "helping"},
    "helper-about": {"token": "helping"},
    "helper-thanks": {"token": "helping"},
    "help": {},
    "help-sent": {},
    "help-thanks": {},
    "help-link": {},
    "help-link-sent": {},
    "help-forgotten": {},
    "complaints": {},
    "complaint-received": {"uid": "complaint"},
    "my-booking": {"token": "booking"},
    "my-booking-change": {"token": "booking"},
    "invited": {"token": "invited"},
    "pair": {"token": "pair"},
    "own-page": {"token": "own"},
    "own-change": {"token": "own"},
    "own-place": {"token": "own"},
    "own-reach": {"token": "own"},
    "own-about": {"token": "own"},
    "own-online": {"token": "own"},
    "own-online-correct": {"token": "own", "place_id": "place"},
    "own-people": {"token": "own"},
    "own-person": {"token": "own", "contact_id": "contact"},
    "own-leave": {"token": "own"},
    "own-website": {"token": "own"},
    "own-looks": {"token": "own"},
    "own-questions": {"token": "own"},
    "own-keys": {"token": "own"},
    "own-keys-of-place": {"token": "own", "place_id": "place"},
    "our-visits": {},
    "our-visits-asked": {},
    "own-left": {},
    "own-ask": {"slug": "group"},
    "own-ask-sent": {"slug": "group"},
    "groups": {},
    "group": {"slug": "group"},
    "what-changed": {},
    "what-changed-pictures": {},
    "open-data": {},
    "how-to": {},
    "how-to-all": {},
    "how-to-card": {"slug": "=link-your-accounts"},
    "what-changed-figure": {"code": "=people-helped"},
    "embed-figures": {},
    "sign-in": {},
    "console-link": {"token": "door"},
    "day-home": {},
    "day-shell": {},
}
DESK: dict[str, dict[str, str]] = {
    "desk": {},
    "desk-gatherings": {},
    "desk-gathering-new": {},
    "desk-gathering": {"slug": "held"},
    "desk-gathering-change": {"slug": "coming"},
    "desk-gathering-call-off": {"slug": "coming"},
    "desk-gathering-copy": {"slug": "held"},
    "desk-gathering-comes-round": {"slug": "held"},
    "desk-evenings": {},
    "desk-evenings-new": {},
    "desk-evenings-one": {"slug": "drawn"},
    "desk-evenings-draw": {"slug": "list"},
    "desk-series": {},
    "desk-series-one": {"series_id": "series"},
    "desk-series-change": {"series_id": "series"},
    "desk-programmes": {},
    "desk-kit": {},
    "desk-kit-one": {"item_id": "item"},
    "desk-gathering-kit": {"slug": "coming"},
    "desk-gathering-visit": {"slug": "held"},
    "desk-programme-add": {},
    "desk-programme": {"programme_id": "programme"},
    "desk-ready": {"slug": "coming"},
    "desk-reminder": {"slug": "coming"},
    "desk-invite": {"slug": "coming"},
    "desk-invite-helpers": {"slug": "coming"},
    "desk-invitations": {"slug": "coming"},
    "desk-invitations-letters": {"slug": "coming"},
    "desk-invitation": {"slug": "coming", "uid": "invitation"},
    "desk-bookings": {"slug": "coming"},
    "desk-put-down": {"slug": "coming"},
    "desk-booking-reply": {"slug": "coming", "uid": "booked", "kind": "=business"},
    "desk-people": {},
    "desk-people-add": {},
    "desk-persons": {},
    "desk-person": {"uid": "person"},
    "desk-person-remove": {"uid": "person"},
    "desk-keeping": {},
    "desk-keeping-change": {"of": "=gatherings-attendance"},
    "desk-after": {},
    "desk-connections": {},
    "desk-connection": {"uid": "met"},
    "desk-connection-add": {},
    "desk-helpers": {},
    "desk-helpers-find": {},
    "desk-helper": {"uid": "helper"},
    "desk-helper-change": {"uid": "helper"},
    "desk-helper-thanks": {"uid": "helper"},
    "desk-complaints": {},
    "desk-complaint-add": {},
    "desk-complaint": {"uid": "complaint"},
    "desk-done": {},
    "desk-settings": {},
    "desk-open-data": {},
    "desk-sheets": {},
    "desk-sheet": {"batch_id": "batch"},
    "desk-sheet-over": {"batch_id": "batch"},
    "desk-sheet-bring-in": {"batch_id": "batch"},
    "desk-sheet-corrections": {"batch_id": "batch"},
    "desk-sheet-row": {"batch_id": "batch", "number": "=2"},
    "desk-sheet-undo": {"batch_id": "batch"},
    "desk-groups": {},
    "desk-group-add": {},
    "desk-kinds": {},
    "desk-duplicates": {},
    "desk-compare": {"kept": "group", "absorbed": "other"},
    "desk-merges": {},
    "desk-merge": {"uid": "merge"},
    "desk-interests": {},
    "desk-interests-suggested": {},
    "desk-group": {"slug": "group"},
    "desk-group-change": {"slug": "group"},
    "desk-group-contact-add": {"slug": "group"},
    "desk-group-contact": {"slug": "group", "contact_id": "contact"},
    "desk-group-card": {"slug": "group", "uid": "card"},
    "desk-stale": {},
    "desk-told": {},
    "desk-asking": {},
    "desk-venues": {},
    "desk-venue-add": {},
    "desk-venue": {"venue_id": "venue"},
    "desk-outbox": {},
    "desk-letter": {"letter_id": "letter"},
    "desk-jobs": {},
    "desk-checks": {},
    "desk-checks-groups": {},
    "desk-checks-could-not": {},
    "desk-checks-look": {"look": "look"},
    "desk-checks-where": {},
    "desk-moved": {},
    "desk-accounts": {},
    "desk-keys": {},
    "desk-rounds": {},
    "desk-planned": {},
    "desk-alone": {},
    "desk-check-looks": {"slug": "group"},
    "desk-check-questions": {"slug": "group"},
    "desk-check-keys": {"slug": "group", "place_id": "place"},
    "desk-gathering-bring": {"slug": "coming"},
    "desk-where-next": {},
    "desk-together": {},
    "desk-introduce": {},
    "desk-season-new": {},
    "desk-season": {"uid": "season"},
    "desk-season-session": {"uid": "season", "number": "=1"},
    "desk-season-area": {"uid": "season", "area_id": "area"},
    "desk-wording": {},
    "desk-wording-look": {"look": "=social-links"},
    "desk-how-to": {},
    "desk-how-to-add": {},
    "desk-how-to-card": {"slug": "=padlock"},
    "desk-figures": {},
    "desk-difference": {},
    "desk-freeze": {},
    "desk-frozen-runs": {},
    "desk-frozen": {"uid": "frozen"},
    "desk-figure": {"code": "=people-helped"},
    "desk-day": {"slug": "on_now"},
    "desk-day-someone": {"slug": "on_now"},
    "desk-day-talk": {"slug": "on_now"},
    "desk-day-person": {"slug": "on_now", "uid": "seat"},
    "desk-tables": {"slug": "on_now"},
    "desk-tables-beside": {"slug": "on_now", "uid": "seat"},
    "desk-notes": {"slug": "on_now"},
    "desk-paper": {"slug": "on_now"},
    "desk-slips": {"slug": "on_now"},
    "desk-slips-sheet": {"slug": "on_now"},
    "desk-paper-sheets": {"slug": "on_now", "part": "=all"},
    "desk-note-new": {"slug": "on_now"},
    "desk-note": {"slug": "on_now", "uid": "note"},
    "desk-finish": {"slug": "on_now"},
    "day-app": {"slug": "on_now"},
    "desk-phones": {"slug": "on_now"},
    "desk-phones-card": {"slug": "on_now"},
}
# Screens one has to do something to see: each has a test of its own below.
REACHED = {
    "day-join",
    "your-details-link",
    "your-details-yours",
    "sign-in-code",
    "sign-in-link",
    "desk-sheet-tabs",
    "desk-sheet-reading",
    "desk-sheet-columns",
    "desk-sheet-throw-away",
    "own-book-help",
}
# Pieces that scripts put into a screen, and pictures.
PARTS = {
    "day-pack",  # what phones ask with a key
    "group-suggest",
    "desk-checks-progress",
    "desk-sheet-progress",
    "desk-season-progress",
    "desk-day-known",
    "desk-group-picture",
    "desk-together-file",
    "desk-evenings-json",
    "desk-evenings-sheet",
    "desk-frozen-json",
    "desk-frozen-sheet",
}

# Each screen is looked at twice, so that both widths and both colour schemes are seen.
LOOKS = [
    pytest.param({"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}, id="phone-dark"),
    pytest.param({"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, id="desktop-light"),
]
Looks = dict[str, object]


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one)
        else:
            yield one


def address(name: str, facts: Facts) -> str:
    """Return the address of a screen; a filler with = is meant as it is, another names a fact."""
    fillers = (PUBLIC | DESK)[name]
    filled = {key: word[1:] if word.startswith("=") else facts[word] for key, word in fillers.items()}
    return reverse(name, kwargs=filled)


def test_no_screen_is_left_out(demo: Demo, facts: Facts) -> None:
    visited = PUBLIC.keys() | DESK.keys() | REACHED | PARTS
    assert visited <= {route.name for route in routes()}
    stand_ins: dict[str, object] = {
        "slug": facts["coming"],
        "code": "people-helped",
        "token": facts["own"],
        "uid": facts["seat"],
    }
    left_out = []
    with demo.room("owner") as room:
        for route in routes():
            if route.name in visited:
                continue
            of_page = {"after": facts["asked"], "helper": facts["helping"], "signed": facts["signed"]}
            own = {"token": of_page.get(str(route.name).partition("-")[0], facts["own"])}
            fillers = {name: (stand_ins | own).get(name, 1) for name in route.pattern.converters}
            answer = room.page.request.get(
                demo.address.rstrip("/") + reverse(str(route.name), kwargs=fillers)
            )
            is_screen = answer.headers.get("content-type", "").startswith("text/html")
            if is_screen and answer.status != 405:
                left_out.append(f"{route.name} answered {answer.status}")
    assert left_out == []


@pytest.mark.parametrize("looks", LOOKS)
def test_public_screens(demo: Demo, facts: Facts, looks: Looks) -> None:
    with demo.room(**looks) as room:
        assert wrong_with(room, PUBLIC, facts) == []


@pytest.mark.parametrize("looks", LOOKS)
def test_desk_screens(demo: Demo, facts: Facts, looks: Looks) -> None:
    with demo.room("owner", **looks) as room:
        assert wrong_with(room, DESK, facts) == []


@pytest.mark.parametrize("looks", LOOKS)
def test_a_draft_and_its_season(demo: Demo, looks: Looks) -> None:
    """The demo keeps one draft of a season partly announced; the list of drafts leads to it."""
    with demo.room("owner", **looks) as room:
        room.open("/desk/gatherings/?show=drafts")
        assert room.look() == []
        room.page.locator("main table th a").first.click()
        room.page.wait_for_url("**/desk/gatherings/*/")
        draft = urlsplit(room.page.url).path
        assert "Only the desk sees this." in room.page.inner_text("main")
        assert room.look() == []
        room.open(f"{draft}invitations/")
        assert room.look() == []
        room.open(draft)
        room.page.get_by_role("link", name="The season", exact=True).click()
        room.page.wait_for_url("**/where-next/*-*/")
        assert room.look() == []
        assert room.page.request.get(f"{demo.address}whats-on/{draft.split('/')[3]}/").status == 404


def wrong_with(room: Room, screens: Iterable[str], facts: Facts) -> list[str]:
    wrong = []
    for name in screens:
        wanted = address(name, facts)
        room.open(wanted)
        wrong += [f"{name}: {complaint}" for complaint in room.look()]
        if urlsplit(room.page.url).path != wanted:
            wrong.append(f"{name}: sent on to {room.page.url}")
        if room.status != 200:
            wrong.append(f"{name}: answered {room.status}")
    return wrong


@pytest.mark.parametrize("looks", LOOKS)
def test_lost_and_refused(demo: Demo, facts: Facts, looks: Looks) -> None:
    lost = [
        "/nowhere/",
        "/b/not-a-link/",
        "/welcome/not-a-link/",
        "/groups/no-such-group/",
        "/desk/groups/none/",
    ]
    with demo.room("owner", **looks) as room:
        for path in lost:
            room.open(path)
            assert (path, room.status, room.look()) == (path, 404, [])
    with demo.room("reader", **looks) as room:
        room.open("/desk/settings/")
        assert (room.status, room.look()) == (403, [])


@pytest.mark.parametrize("looks", LOOKS)
def test_forms_filled_in_wrongly(demo: Demo, facts: Facts, looks: Looks) -> None:
    """The error summary and every field's own sentence, on a public form and at the desk."""
    with demo.room("owner", **looks) as room:
        for name in ["book", "desk-gathering-new", "desk-group-add", "desk-people-add"]:
            room.open(address(name, facts))
            room.page.locator("main form[method=post]").last.evaluate("form => form.noValidate = true")
            room.page.locator("main form[method=post] button.go").last.click()
            room.page.wait_for_load_state("networkidle")
            assert room.page.get_by_role("alert").or_(room.page.locator(".error-summary")).count(), name
            assert room.look() == [], name


def test_signing_in_by_letter(demo: Demo) -> None:
    """Marian asks for a letter, waits, opens its link: three screens, and a fourth in another browser."""
    looks = {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}
    with demo.room(**looks) as room, demo.room() as elsewhere:
        room.open("/sign-in/")
        room.page.get_by_label("Your e-mail address").fill("marian@leasow.example")
        room.page.get_by_role("main").get_by_role("button").click()
        room.page.wait_for_url("**/sign-in/code/")
        assert room.look() == []
        wait_until(lambda: demo.letters_to("marian@leasow.example"))
        link = re.search(rf"{demo.address}sign-in/\S+/", demo.letters_to("marian@leasow.example")[-1])
        assert link is not None
        elsewhere.open(link[0])
        assert elsewhere.look() == []
        room.open(link[0])
        assert room.look() == []
        room.page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        room.page.wait_for_url("**/desk/")


@pytest.mark.parametrize("looks", LOOKS)
def test_the_code_on_the_table(demo: Demo, facts: Facts, looks: Looks) -> None:
    """Made at the desk, opened on a helper's own phone, which nobody signs in on."""
    with demo.room("manager", **looks) as desk, demo.room(**looks) as helper:
        desk.open(address("desk-phones", facts))
        desk.page.locator("button[name=make]").click()
        desk.page.wait_for_load_state("networkidle")
        assert desk.look() == []
        desk.open(address("desk-phones-card", facts))
        link = desk.page.get_by_role("link", name="copy this link").get_attribute("href")
        assert link is not None
        helper.open(link)
        assert (helper.status, helper.look()) == (200, [])
        helper.page.get_by_role("button", name="Open it on this phone").click()
        helper.page.wait_for_url("**/day/**")
