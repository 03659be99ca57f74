"""Two evenings, one list, walked without scripts: an officer makes it, people sign up, the lot is drawn once."""

from datetime import timedelta

from django.utils import timezone

from bandstand.kit.dates import day
from tests.browser.people import Demo

PHONE = {"viewport": {"width": 360, "height": 780}}


def in_words(days: int) -> str:
    today = timezone.localdate()
    return day(today + timedelta(days=days), today=today)


def test_from_the_list_to_the_lot_without_scripts(demo: Demo) -> None:
    with demo.room("officer", script=False, **PHONE) as desk, demo.room(script=False, **PHONE) as visitor:
        page = desk.open("/desk/evenings/new/")
        page.get_by_label("Place", exact=True).fill("The Tithe Barn")
        page.get_by_label("The first date").fill(in_words(60))
        page.get_by_label("The second date").fill(in_words(67))
        page.get_by_role("button", name="Announce both, with one list").click()
        assert "Nobody so far" in page.locator("main").inner_text()
        address = page.get_by_role("link", name="See its public page").get_attribute("href")
        assert address

        for name, choice in [
            ("Meena Patel", "Either"),
            ("Sid Singer", "Only the second"),
            ("Una Odd", "Either"),
        ]:
            form = visitor.open(address)
            form.get_by_label("Your name").fill(name)
            form.get_by_label("Telephone").fill("01632 960111")
            form.get_by_label(choice).check()
            form.get_by_role("button", name="Put me on the list").click()
            assert form.get_by_role("heading", level=1).inner_text() == "You are on the list"
            assert form.evaluate("document.documentElement.scrollWidth") == 360
        mine = form.url

        page.reload()
        assert (
            "2 can come to either, 0 only to the first, 1 only to the second"
            in page.locator("main").inner_text()
        )
        page.get_by_role("link", name="Draw the lot").click()
        page.get_by_role("button", name="Draw it now").click()
        assert "As it was drawn" in page.locator("main").inner_text()
        assert page.get_by_text("Ring them").count() == 3

        own = visitor.open(mine)
        before = own.get_by_role("heading", level=1).inner_text()
        assert before.startswith("Your evening is ")
        own.get_by_role("button", name="I can only come to the other evening").click()
        assert own.get_by_role("heading", level=1).inner_text() != before
        assert "you stay counted where the lot put you" in own.locator("main").inner_text()
