"""On paper: pages of A4 that hold everything, and slips typed in with few keys; and a gathering from start to finish."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from bandstand.gatherings.handwriting import read_result
from bandstand.gatherings.words import RESULT_LETTERS
from tests.browser.facts import ON_NOW
from tests.browser.people import Demo

A4 = (210 / 25.4 * 96, 297 / 25.4 * 96)
CODES = "SELECT s.code FROM gatherings_slip s JOIN gatherings_gathering g ON g.id = s.gathering_id WHERE g.slug = '{}' AND s.note_id IS NULL ORDER BY s.id LIMIT 1 OFFSET {}"
SLIPS = 5


@pytest.fixture(scope="module")
def pack(demo: Demo) -> Iterator[str]:
    """The address of the surgery under way, its slips made."""
    address = f"/desk/gatherings/{demo.first(ON_NOW)}"
    with demo.room("officer") as room:
        room.open(f"{address}/paper/")
        room.page.get_by_role("button", name="Print it all").click()
        room.page.wait_for_url("**/paper/all/")
        yield address


@pytest.mark.parametrize("large", ["", "?large=1", "?large=1&mix=1", "?mix=1"])
def test_each_page_is_one_side_of_a4_and_nothing_is_cut_off(demo: Demo, pack: str, large: str) -> None:
    with demo.room("officer") as room:
        page = room.open(f"{pack}/paper/all/{large}")
        page.emulate_media(media="print")
        sizes = page.eval_on_selector_all(
            ".a4",
            "pages => pages.map(page => [page.offsetWidth, page.offsetHeight, page.scrollHeight, page.className])",
        )
        assert len(sizes) > 8
        assert [size for size in sizes if abs(size[0] - A4[0]) > 2 or size[1] > A4[1]] == []
        assert [size for size in sizes if size[2] > size[1] + 1] == []
        cut = page.eval_on_selector_all(
            ".label, .slip, .side",
            "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).map(one => one.textContent)",
        )
        assert cut == []
        pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
        assert pages == len(sizes)
        assert room.complaints == []


def test_large_print_is_18_point_at_least(demo: Demo, pack: str) -> None:
    with demo.room("officer") as room:
        page = room.open(f"{pack}/paper/all/?large=1")
        page.emulate_media(media="print")
        small = page.evaluate(
            """() => [...document.querySelectorAll('.a4 *')].filter(one =>
            [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
            && !one.closest('.unseen, .page-number')
            && parseFloat(getComputedStyle(one).fontSize) < 18 / 72 * 96 - .5).map(one => one.outerHTML.slice(0, 90))"""
        )
        assert small == []


def test_slips_are_typed_in_by_few_keys(demo: Demo, pack: str) -> None:
    """Thirty in fifteen minutes: under 25 keys besides the sentence."""
    slug = pack.rpartition("/")[2]
    codes = [demo.first(CODES.format(slug, at)) for at in range(SLIPS)]
    people = [("len", "jas"), ("yv", ""), ("ros", ""), ("tom, ?", ""), ("zed brown", "ife")]
    with demo.room("officer") as room:
        page = room.open(f"{pack}/slips/")
        keys = [type_one(page, code, *who) for code, who in zip(codes, people, strict=True)]
        expect(page.locator("tbody tr")).to_have_count(SLIPS)
        told = page.locator("tbody").inner_text()
        assert room.complaints == []
    assert [code for code in codes if code not in told] == []
    assert "Ifeoma Achebe helped zed brown" in told
    assert max(keys) <= 32, keys
    assert sum(keys) / SLIPS <= 25, keys


def type_one(page: Page, code: str, who: str, helper: str) -> int:
    """Type one slip as somebody would; return the key presses besides those of the sentence."""
    typed = [code.lower(), who, helper, "fac", "f"]
    for words in typed:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("Got the page back.")
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text(code)
    expect(page.get_by_label("Code")).to_be_focused()
    return sum(map(len, typed)) + len(typed) + 1


def test_a_code_typed_before_and_one_misread_are_told_at_once(demo: Demo, pack: str) -> None:
    used = demo.first("SELECT code FROM gatherings_slip WHERE note_id IS NOT NULL LIMIT 1")
    with demo.room("officer") as room:
        page = room.open(f"{pack}/slips/")
        page.keyboard.type(used)
        expect(page.locator(".b-code .reads-as")).to_have_text("Typed in before. Take the next slip.")
        page.get_by_label("Code").fill("O0I11")
        expect(page.locator(".b-code .reads-as")).to_contain_text("Codes have no 0, 1, I, L or O")


def test_what_came_of_it_is_read_alike_while_typing_and_when_kept(demo: Demo, pack: str) -> None:
    said = {value: words for _, value, words in RESULT_LETTERS} | {
        "": " ".join(one for one, *_ in RESULT_LETTERS)
    }
    with demo.room("officer") as room:
        page = room.open(f"{pack}/slips/")
        for typed in ("s", "N", "m", "fix", "po", "pa", "made it", "q", "x y"):
            page.get_by_label("What came of it?").fill(typed)
            expect(page.locator(".b-result .reads-as")).to_have_text(said[read_result(typed)])


def test_a_slip_without_script(demo: Demo, pack: str) -> None:
    code = demo.first(CODES.format(pack.rpartition("/")[2], 0))
    with demo.room("officer", script=False) as room:
        page = room.open(f"{pack}/slips/")
        for label, words in (("Code", code), ("Who was helped?", "Ada Lark"), ("What came of it?", "b")):
            page.get_by_label(label).fill(words)
        page.get_by_label("What came of it?").press("Enter")
        expect(page.get_by_role("main")).to_contain_text("Nobody on the sheet is called “Ada Lark”.")
        page.get_by_label("What came of it?").press("Enter")
        expect(page.locator("tbody")).to_contain_text("Ada Lark")


def test_created_run_and_closed_with_two_plus_one_fields(demo: Demo) -> None:
    """By keyboard alone, on a small phone: a date and a place, one name at the door, and finish."""
    # Tonight's may be over when this runs at night, and then it asks once more whether the day is right.
    on = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=1)
    with demo.room("manager", viewport={"width": 360, "height": 780}) as room:
        page = room.open("/desk/gatherings/new/")
        typed = [
            fill(page, "Date", f"{on.day}/{on.month}/{on.year}"),
            fill(page, "Place", "The Bandstand"),
        ]
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/desk/gatherings/the-bandstand[^/]*/$"))
        address = page.url.rstrip("/")
        room.open(f"{address}/day/someone/")
        typed.append(fill(page, "Name", "Winifred Ashe"))
        page.keyboard.press("Enter")
        expect(page.locator(".notices")).to_contain_text("Winifred Ashe is here.")
        room.open(f"{address}/finish/")
        go_to(page, "Finish")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Finished and written up")
        expect(page.get_by_role("main")).to_contain_text("1 named")
        assert len(typed) == 3
        assert room.look() == []


def fill(page: Page, label: str, words: str) -> str:
    """Go to a box by the Tab key and type into it."""
    wanted = page.get_by_label(re.compile(rf"^\s*{label}\s*$")).first
    tab_to(page, lambda: wanted.evaluate("box => box === document.activeElement"))
    page.keyboard.type(words)
    return label


def go_to(page: Page, button: str) -> None:
    wanted = page.get_by_role("main").get_by_role("button", name=button, exact=True)
    tab_to(page, lambda: wanted.evaluate("one => one === document.activeElement"))


def tab_to(page: Page, arrived: object) -> None:
    for _ in range(80):
        if arrived():  # type: ignore[operator]
            return
        page.keyboard.press("Tab")
    pytest.fail("The Tab key does not get there.")
