"""Every screen there is, on a phone and a desktop, light and dark.

Each is accessible, nothing sticks out or is blocked, and nothing is asked of anybody else.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.facts import Facts
from tests.browser.otherwise import MAKERS
from tests.browser.people import Demo, Room
from tests.browser.screens import DESK, LOOKS, OTHERWISE, PARTS, PUBLIC, REACHED, Looks
from tests.servers import wait_until


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one)
        else:
            yield one


def address(name: str, facts: Facts) -> str:
    """Return the address of a screen; a filler with = is meant as it is, another names a fact."""
    route, fillers = OTHERWISE.get(name) or (name, (PUBLIC | DESK)[name])
    filled = {key: word[1:] if word.startswith("=") else facts[word] for key, word in fillers.items()}
    return reverse(route, kwargs=filled)


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


@pytest.fixture(scope="module")
def otherwise(demo: Demo, facts: Facts) -> Facts:
    """What addresses are made of, after things went otherwise."""
    return facts | {name: word for make in MAKERS for name, word in make(demo).items()}


@pytest.mark.parametrize("looks", LOOKS)
def test_screens_when_things_went_otherwise(demo: Demo, otherwise: Facts, looks: Looks) -> None:
    with demo.room("owner", **looks) as room:
        assert wrong_with(room, OTHERWISE, otherwise) == []
        told = {
            "a season with a place held in vain": "Held, but no session fits there",
            "the same after the draw": "Your evening is called off",
            "you have met already": "You have met already",
        }
        for name, words in told.items():
            assert words in room.open(address(name, otherwise)).inner_text("main")


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
