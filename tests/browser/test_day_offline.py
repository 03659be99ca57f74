"""A surgery in a park with no signal: everything tapped is there once when the signal is back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.at_the_door import Door, Phone, phone_at
from tests.servers import wait_until

Loss = tuple[str, Callable[[Phone], None], Callable[[Phone], None]]

LOSSES = [
    pytest.param(
        (
            "radio",
            lambda phone: phone.context.set_offline(True),
            lambda phone: phone.context.set_offline(False),
        ),
        id="radio off",
    ),
    pytest.param(
        ("stopped", lambda phone: phone.door.server.stop(), lambda phone: phone.door.server.start()),
        id="server stopped",
    ),
]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_whole_surgery_without_signal(doors: dict[str, Door], loss: Loss) -> None:
    name, lose, find_again = loss
    door = doors[name]
    with phone_at(door) as phone:
        lose(phone)
        phone.page.reload()
        for number in range(1, 16):
            phone.arrive(f"Guest {number:02}")
        phone.page.reload()
        for number in range(16, 31):
            phone.arrive(f"Guest {number:02}")
        phone.someone("Walter Finch", group="Allotment of nobody knows")
        phone.someone("Priya Nair")
        phone.screen.get_by_role("button", name="+1 without a name").click()
        phone.heard("One more, without a name.")
        phone.go("Tables")
        sit = phone.screen.get_by_role("button", name="Sit with Helper")
        sit.nth(0).click()
        phone.screen.get_by_role("button", name="Got up").wait_for()
        sit.nth(0).click()
        expect(phone.screen.get_by_role("button", name="Got up")).to_have_count(2)
        phone.screen.get_by_role("button", name="Got up").first.click()
        expect(phone.screen.get_by_role("button", name="Got up")).to_have_count(1)
        phone.open_again()
        for number in range(1, 11):
            phone.note(f"Guest {number:02}", helper="Helper A", words=f"Put right, number {number}.")
        phone.open_again()
        for number in range(11, 21, 2):
            phone.met(f"Guest {number:02}", f"Guest {number + 1:02}")
        expect(phone.saved).to_have_text("Saved on this phone: 51 waiting to send")
        assert door.number("dayentry") == 0

        room = phone.room_now()

        find_again(phone)
        phone.all_sent()
        assert phone.room_now() == room  # the server makes of it what the phone had shown

    assert door.number("dayentry") == 51
    assert door.number("attendance AND r.arrival = 'here'") == 30 + 3 + 3
    assert door.number("helpnote") == 10
    assert door.number("introduction") == 5
    assert (
        len(set(door.rows("SELECT words FROM gatherings_helpnote WHERE words LIKE 'Put right, number %'")))
        >= 10
    )


def test_an_undo_without_signal_takes_it_back_before_it_was_ever_sent(doors: dict[str, Door]) -> None:
    door = doors["second"]
    with phone_at(door) as phone:
        phone.arrive("Guest 01")
        phone.all_sent()
        phone.context.set_offline(True)
        phone.arrive("Guest 02")
        phone.page.get_by_role("button", name="Undo: Guest 02 is here.").click()
        phone.heard("Undone: Guest 02 is here.")
        phone.go("Phone")
        phone.screen.get_by_role("button", name="Undo: Guest 01 is here.").click()
        phone.go("Door")
        expect(phone.screen.get_by_role("heading", name="To come")).to_have_text("To come4")
        phone.context.set_offline(False)
        phone.all_sent()
        wait_until(lambda: door.number("attendance AND r.arrival = 'expected'") == 4)
