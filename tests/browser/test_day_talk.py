"""Who should talk, on a phone without signal: named with the reason, met in one tap, and kept once."""

from playwright.sync_api import expect

from tests.browser.at_the_door import Door, phone_at

PAIR = (
    "SELECT p.state FROM gatherings_suggestedpair p JOIN gatherings_introduction i "
    "ON i.connection_id = p.connection_id JOIN gatherings_gathering g ON g.id = i.gathering_id "
    "WHERE g.slug = :slug AND i.suggested"
)


def test_two_who_should_talk_are_named_and_met_without_signal(doors: dict[str, Door]) -> None:
    door = doors["talking"]
    with phone_at(door) as phone:
        phone.context.set_offline(True)
        phone.page.reload()
        for number in (1, 2, 3):
            phone.arrive(f"Guest {number:02}")
        phone.go("Who met")
        pair = phone.screen.locator(".pair").filter(has_text="Guest 01").filter(has_text="Guest 03")
        expect(pair).to_contain_text("They meet under half a mile apart.")
        pair.get_by_role("button", name="They met").click()
        phone.heard("Guest 01 and Guest 03 met.")
        expect(pair).to_have_count(0)
        phone.context.set_offline(False)
        phone.all_sent()

        assert door.number("introduction AND r.suggested") == 1
        assert door.rows(PAIR) == [("met",)]
