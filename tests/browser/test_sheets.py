"""Olive, who never did it before, brings in a messy workbook: with scripts, with the keyboard alone, without scripts."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Demo, Room
from tests.groups.workbooks import excel, plain_tab

SHEETS = "/desk/groups/sheets/"
PHONE_DARK: dict[str, Any] = {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
LONG = "A Very Long Name That Somebody Once Gave " * 5
HEADINGS = ["Club", "What they do", "Post code", "Web", "Tel", "Minibus", "Gap"]


def workbook(folder: Path, mark: str) -> Path:
    """A workbook as officers keep them: a title above the headings, odd postcodes, a name missing, two tabs."""
    groups = plain_tab(
        ["Our groups, spring"],
        [""],
        HEADINGS,
        [f"{mark} Sundials", "Make  sundials", "qv12ab", "www.sundials.example.org", "1384555021", "green"],
        [f"{mark} Croquet", "Play", "N/A", "", "", ""],
        ["", "Sing on Tuesdays", "", "", "", ""],
        [f"{mark} Sundials", "", "", "", "", ""],
        [f"{mark} {LONG}", "Talk", "", "not known", "", "red"],
    )
    places = plain_tab(["Club", "Hall", "Post code"], [f"{mark} Sundials", "Priory Hall", "QV1 2AB"])
    path = folder / f"{mark}.xlsx"
    path.write_bytes(excel({"Groups": groups, "Halls": places}))
    return path


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def pile(page: Page, words: str) -> Locator:
    return page.get_by_role("navigation", name="Piles").get_by_role("link", name=words)


def as_far_as_the_piles(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Read it")
    expect(heading(page)).to_have_text("Which sheets shall we read?")
    page.get_by_role("group", name="What is in “Halls”?").get_by_label("Leave it out").check()
    press(page, "Go on")
    expect(heading(page)).to_have_text("Is this how it looks?")
    follow(page, "Yes, go on")
    expect(heading(page)).to_have_text("What each column holds")
    press(page, "Sort the rows")
    expect(heading(page)).to_have_text("Look it over")


@pytest.mark.parametrize("looks", [PHONE_DARK, DESKTOP], ids=["phone-dark", "desktop-light"])
def test_every_screen_on_the_way_is_sound(demo: Demo, looks: dict[str, Any], tmp_path: Path) -> None:
    mark = "Ash" if looks is DESKTOP else "Beech"
    with demo.room("owner", **looks) as room:
        page, wrong = room.open(SHEETS), room.look()
        page.get_by_text("Or paste the cells").click()
        press(page, "Read it")
        expect(page.get_by_role("alert")).to_contain_text("Choose the file to bring in, or paste its cells.")
        wrong += room.look()
        page.locator("input[type=file]").set_input_files(workbook(tmp_path, mark))
        press(page, "Read it")
        wrong += room.look()
        press(page, "Go on")
        page.get_by_text("The headings are in another row").click()
        wrong += room.look()
        follow(page, "Yes, go on")
        for fold in page.locator("details.fold > summary").all():
            fold.click()
        wrong += room.look()
        press(page, "Sort the rows")
        over = page.url.partition("?")[0]
        for name in ("fix", "maybe", "changed", "new", "same"):
            room.open(f"{over}?pile={name}")
            for fold in page.locator("[data-rows] details > summary").all():
                fold.click()
            wrong += room.look()
        for rest in ("../corrections/", "../rows/4/", "../throw-away/", "../bring-in/"):
            page.goto(f"{over}{rest}")
            wrong += room.look()
        press(page, str(page.locator("button.go").inner_text()))
        wrong += room.look()
        follow(page, "Undo this sheet")
        wrong += room.look()
        press(page, "Undo this sheet")
        wrong += room.look()
    assert wrong == []


def test_a_newcomer_brings_a_messy_workbook_in_and_takes_it_out_again(demo: Demo, tmp_path: Path) -> None:
    with demo.room("owner", **PHONE_DARK) as room:
        everything(room, workbook(tmp_path, "Cedar"), "Cedar")


def test_it_all_works_without_scripts(demo: Demo, tmp_path: Path) -> None:
    with demo.room("owner", script=False, **DESKTOP) as room:
        everything(room, workbook(tmp_path, "Dogwood"), "Dogwood")


def everything(room: Room, file: Path, mark: str) -> None:
    page = room.open(SHEETS)
    as_far_as_the_piles(page, file)
    expect(page.locator("#adds-up")).to_have_text(
        "5 rows: 3 new, 1 that may be here already, 1 to put right."
    )

    # Put right in place.
    page.get_by_label("Club", exact=True).fill(f"{mark} Choir")
    page.get_by_role("button", name="Put it right").click()
    expect(page.locator("#adds-up")).to_have_text("5 rows: 4 new, 1 that may be here already.")

    # Decided with both side by side.
    pile(page, "may be here already").click()
    expect(page.get_by_role("main")).to_contain_text(
        f"Is it the same as row 4 of this sheet, {mark} Sundials?"
    )
    page.get_by_role("button", name=re.compile("^Another group")).click()
    expect(page.locator("#adds-up")).to_have_text("5 rows: 5 new.")

    # In.
    follow(page, "Go on to bring in")
    expect(page.get_by_role("main")).to_contain_text("5 new groups are added to the directory.")
    press(page, "Bring in 5 rows")
    expect(page.get_by_role("main")).to_contain_text("Every row is accounted for.")
    found = room.open(f"/desk/groups/?q={mark}+Choir")
    expect(found.get_by_role("link", name=f"{mark} Choir").first).to_be_visible()

    # The same file again has nothing to say but what was put right here, then out.
    page = room.open(SHEETS)
    page.get_by_role("main").get_by_role("table").get_by_role(
        "link", name=f"{mark}.xlsx, Groups"
    ).first.click()
    follow(page, "Undo this sheet")
    expect(page.get_by_role("main")).to_contain_text("5 groups this sheet added are taken out.")
    press(page, "Undo this sheet")
    expect(page.get_by_role("main")).to_contain_text("is taken out again.")
    assert room.demo.number(f"SELECT count(*) FROM groups_group WHERE name LIKE '{mark}%'") == 0
    assert room.complaints == []


def test_by_keyboard_alone(demo: Demo) -> None:
    """Cells are pasted, every step is taken with Tab, Space and Enter, and focus is never lost."""
    cells = "Name\tPost code\nElder Loom\tQV1 2AB\n\tQV3 4EF\nBowling Owls\tQV2 3DG\n"
    with demo.room("owner", **DESKTOP) as room:
        page = room.open(SHEETS)
        tab_to(page, "Or paste the cells")
        page.keyboard.press("Enter")
        tab_to(page, "pasted")
        page.keyboard.insert_text(cells)
        enter(page, "Read it")
        enter(page, "Yes, go on")
        enter(page, "Sort the rows")
        expect(page.locator("#adds-up")).to_have_text("3 rows: 2 new, 1 to put right.")
        tab_to(page, "cell-0")
        page.keyboard.insert_text("Elder Chess")
        page.keyboard.press("Enter")
        expect(page.locator("#adds-up")).to_have_text("3 rows: 3 new.")
        expect(page.locator("[data-told]")).to_contain_text("Row 3 is now under “New groups”.")
        enter(page, "Go on to bring in")
        enter(page, "Bring in 3 rows")
        expect(page.get_by_role("main")).to_contain_text("Every row is accounted for.")
    assert room.complaints == []


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus goes by this name, or these words."""
    for _ in range(90):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.name ?? '', document.activeElement.innerText ?? '']")
        if name == at[0] or str(at[1]).strip().startswith(name):
            return
    pytest.fail(f"“{name}” cannot be reached with the Tab key.")


def enter(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def test_a_file_dropped_anywhere_is_the_one_chosen(demo: Demo) -> None:
    with demo.room("owner", **DESKTOP) as room:
        page = room.open(SHEETS)
        page.evaluate(
            """() => {
                const held = new DataTransfer();
                held.items.add(new File(["Name\\nFir Anglers\\n"], "dropped.csv", {type: "text/csv"}));
                document.querySelector("footer").dispatchEvent(
                    new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
            }"""
        )
        expect(page.locator("[data-chosen]")).to_have_text("dropped.csv, 1 KB. Press “Read it” to go on.")
        press(page, "Read it")
        expect(page.get_by_role("main")).to_contain_text("Fir Anglers")
    assert room.complaints == []


def test_a_row_is_settled_where_it_stands_and_typing_elsewhere_is_kept(demo: Demo) -> None:
    cells = "Name\tWhat they do\n" + "".join(f"\tSing song {number}\n" for number in range(3))
    with demo.room("owner", **DESKTOP) as room:
        page = room.open(SHEETS)
        page.get_by_text("Or paste the cells").click()
        page.locator("textarea").fill(cells)
        press(page, "Read it")
        follow(page, "Yes, go on")
        press(page, "Sort the rows")
        page.locator("#row-4 input[name=cell-0]").fill("Half a na")
        page.locator("#row-3").get_by_role("button", name=re.compile("^Leave this row out")).click()
        expect(page.locator("#adds-up")).to_have_text("3 rows: 2 to put right, 1 left out.")
        expect(page.locator("#row-3")).to_have_count(0)
        expect(page.locator("#row-4 input[name=cell-0]")).to_have_value("Half a na")
    assert room.complaints == []


def test_a_long_sheet_shows_how_far_it_is_and_then_its_piles(demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    lines = "".join(f"{number:04} Grove Street Lunch,0138{number:07}\n" for number in range(900))
    file.write_text(f"Name,Phone\n{lines}", encoding="utf-8")
    with demo.room("owner", **PHONE_DARK) as room:
        page = room.open(SHEETS)
        page.locator("input[type=file]").set_input_files(file)
        press(page, "Read it")
        follow(page, "Yes, go on")
        page.get_by_role("button", name="Sort the rows").click()
        expect(page.get_by_role("status").filter(has_text="Sorting the rows")).to_be_visible()
        assert room.look() == []
        expect(heading(page)).to_have_text("Look it over", timeout=60_000)
        expect(page.locator("#adds-up")).to_contain_text("900 rows: ")
    assert room.complaints == []
