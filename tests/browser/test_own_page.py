"""Meena on her group's own page: an old phone in the dark, a keyboard alone, and no script at all."""

import pytest

from tests.browser.facts import Facts
from tests.browser.people import Demo, Room
from tests.browser.screens import LOOKS, Looks


@pytest.mark.parametrize("looks", LOOKS)
def test_meena_reads_corrects_and_says_all_is_right(demo: Demo, facts: Facts, looks: Looks) -> None:
    with demo.room(**looks) as room:
        _walk(room, facts["own"])


def test_meena_s_phone_runs_no_script(demo: Demo, facts: Facts) -> None:
    with demo.room(script=False, viewport={"width": 360, "height": 780}) as room:
        room.open(f"/g/{facts['own']}/")
        _press(room, "Do not show us in the directory")
        assert room.page.get_by_text("nobody finds the group in the directory").count() == 1
        _press(room, "Show us again")
        _press(room, "Please do not write to us")
        _press(room, "You may write to us again")
        _press(room, "All still right")
        assert room.page.get_by_text("Thank you. Everybody can see now").count() == 1


def _walk(room: Room, token: str) -> None:
    room.open(f"/g/{token}/")
    _press(room, "All still right")
    assert room.look() == []
    room.page.get_by_role("link", name="Name, what you do").click()
    room.page.get_by_label("What it does").fill("Looks after the green, with tea.")
    room.page.get_by_label("Quiet for now").check()
    _press(room, "Save")
    assert room.page.get_by_text("Looks after the green, with tea.").count() == 1
    room.page.get_by_role("link", name="Website and accounts").click()
    room.page.get_by_label("Web address").fill("ask Bob")
    _press(room, "Add it")
    assert room.look() == []  # the form sent back
    room.page.get_by_label("Web address").fill("https://chat.whatsapp.com/AbCdEf123")
    _press(room, "Add it")
    assert room.page.get_by_text("Private, never shown").count() == 1
    assert room.look() == []
    room.page.get_by_role("button", name="Take off chat.whatsapp.com").click()
    room.page.get_by_role("button", name="Tap again to take it off").click()
    room.page.wait_for_load_state("networkidle")


def test_it_all_works_from_the_keyboard(demo: Demo, facts: Facts) -> None:
    with demo.room(viewport={"width": 1280, "height": 900}) as room:
        room.open(f"/g/{facts['own']}/place/")
        room.page.get_by_label("Where it meets").focus()
        room.page.keyboard.type(" by the pond")
        for _ in range(2):  # over the postcode to the choice of what is shown
            room.page.keyboard.press("Tab")
        room.page.keyboard.press("ArrowDown")
        room.page.keyboard.press("Enter")
        room.page.wait_for_url("**/?said=saved")
        assert room.page.get_by_text("Only the area is shown").count() == 1
        room.open(f"/g/{facts['own']}/place/")
        room.page.get_by_label("Show exactly where").check()
        _press(room, "Save")


def _press(room: Room, name: str) -> None:
    room.page.get_by_role("main").get_by_role("button", name=name).click()
    room.page.wait_for_load_state("networkidle")
