"""Screens as they stand when things went otherwise: called off, held in vain, met meanwhile."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from bandstand.kit.dates import day
from tests.browser.people import Demo
from tests.servers import wait_until

NAME = "Wilhelmina Featherstonehaugh-Cholmondeley"
Facts = dict[str, str]


def season_held_in_vain(demo: Demo) -> Facts:
    """Plan a season with a session held at a place nobody is near."""
    with demo.room("owner") as room:
        page = room.open("/desk/venues/add/")
        page.get_by_label("Name of the place").fill("The Faraway Barn and Wagon House beyond Upper Wendle")
        page.locator("main form[method=post] button.go").click()
        venue = demo.first("SELECT id FROM places_venue ORDER BY id DESC LIMIT 1")
        page = room.open("/desk/where-next/new/")
        page.get_by_role("button", name="Plan it").click()
        page.wait_for_url(re.compile(r"/where-next/[0-9a-f-]{36}/$"))
        season = page.url
        page.locator(".season h2 a").first.click()
        page.locator("form:has(button[value=hold]) [name=venue]").evaluate(f"at => at.value = '{venue}'")
        page.locator("button[value=hold]").click()
        page.wait_for_url(season)
        return {"held in vain": season.rstrip("/").rpartition("/")[2]}


def called_off(demo: Demo) -> Facts:
    """Call off one of two evenings that two people could come to, before the lot and after it."""
    before, mine_before = _evening_called_off(demo, days=80)
    after, mine_after = _evening_called_off(demo, days=100)
    with demo.room("officer") as room:
        page = room.open(f"/desk/evenings/{after}/draw/")
        page.get_by_role("button", name="Put everybody there").click()
        page.wait_for_url(f"**/desk/evenings/{after}/")
    return {
        "off, undrawn": before,
        "off, drawn": after,
        "mine, undrawn": mine_before,
        "mine, drawn": mine_after,
    }


def met_already(demo: Demo) -> Facts:
    """Ask two groups whether to introduce them, and write down that they know each other."""
    asked = "SELECT {} FROM gatherings_suggestedpair p JOIN gatherings_pairletter l ON l.pair_id = p.id ORDER BY l.id DESC LIMIT 1"
    with demo.room("owner") as room:
        page = room.open("/desk/introduce/")
        page.get_by_role("button", name="Ask both").first.click()
        page.wait_for_load_state("networkidle")
        address, letters = demo.first(asked.format("l.to_address")), demo.letters_to
        wait_until(lambda: any("Shall we introduce you" in letter for letter in letters(address)))
        page = room.open("/desk/introduce/?show=asked")
        page.get_by_role("button", name="They know each other").first.click()
        page.wait_for_load_state("networkidle")
    return {"met": re.findall(r"/p/(\S+)/", "\n".join(letters(address)))[-1]}


MAKERS: list[Callable[[Demo], Facts]] = [season_held_in_vain, called_off, met_already]


def _evening_called_off(demo: Demo, *, days: int) -> tuple[str, str]:
    """Return a list of two evenings the first of which is called off, and the page of who can come to no other."""
    with demo.room("officer") as desk, demo.room() as visitor:
        page = desk.open("/desk/evenings/new/")
        page.get_by_label("Place", exact=True).fill("The Tithe Barn")
        page.get_by_label("The first date").fill(_in_words(days))
        page.get_by_label("The second date").fill(_in_words(days + 7))
        page.get_by_role("button", name="Announce both, with one list").click()
        page.wait_for_url(re.compile(r"/desk/evenings/the-tithe-barn"))
        slug = page.url.rstrip("/").rpartition("/")[2]
        _signs_up(visitor.open(f"/evenings/{slug}/"), "Sid Singer", "E-mail", f"sid{days}@mail.example")
        mine = _signs_up(visitor.open(f"/evenings/{slug}/"), NAME, "Telephone", "01632 960118")
        page.locator(".both a").first.click()
        page.get_by_role("link", name="Call it off").click()
        page.get_by_role("button", name="Call it off").click()
        page.wait_for_load_state("networkidle")
    return slug, mine


def _signs_up(page: Page, name: str, reach: str, at: str) -> str:
    page.get_by_label("Your name").fill(name)
    page.get_by_label(reach).fill(at)
    page.get_by_label("Only the first").check()
    page.get_by_role("button", name="Put me on the list").click()
    page.wait_for_url("**/e/*/")
    return page.url.rstrip("/").rpartition("/")[2]


def _in_words(days: int) -> str:
    today = timezone.localdate()
    return day(today + timedelta(days=days), today=today)
