"""What the documents promise is there."""

import re
from pathlib import Path

import pytest

from bandstand import __version__
from bandstand.config.commands import COMMANDS, LIBRARIES

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("libs/*/README.md"), *ROOT.glob("bench/*.md")]
)
HOSTS = "\n".join(page.read_text() for page in (ROOT / "docs/hosts").glob("*.md"))
SOURCE = "\n".join(path.read_text() for path in (ROOT / "src/bandstand/config").rglob("*.py"))

# Read by tests and tools, or set by us for our own children: nothing a host needs to know.
OURS = {
    "BANDSTAND_DEBUG",
    "BANDSTAND_DEMO",
    "BANDSTAND_PYTHON",
    "BANDSTAND_CHROMIUM",
    "BANDSTAND_LEASE_SECONDS",
    "BANDSTAND_PARENT",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_told_to_hosts() -> None:
    used = set(re.findall(r"\bBANDSTAND_[A-Z_]+[A-Z]\b", SOURCE)) - OURS
    told = set(re.findall(r"BANDSTAND_[A-Z_]+[A-Z]\b", HOSTS))
    told |= {"BANDSTAND_SMTP" + ending for ending in re.findall(r"`(_[A-Z]+)`", HOSTS)}

    assert used - told == set()
    assert told - used == set()


def test_every_command_is_told_somewhere() -> None:
    words = "\n".join(page.read_text() for page in PAGES)

    assert [name for name in {**COMMANDS, **LIBRARIES} if f"bandstand {name}" not in words] == []


def test_the_changelog_begins_with_this_version() -> None:
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert heading
    assert heading[1] == __version__


def test_the_readme_is_a_screen_and_a_half() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 75


def test_the_brand_new_reader_meets_no_word_we_avoid() -> None:
    """On screens and in the officers' pages; developers may say what they must not say."""
    avoided = re.compile(r"\b(patient|patients|RSVP|KPI|tickets?|network graph|no-show)\b", re.IGNORECASE)
    texts = [*ROOT.glob("src/bandstand/web/templates/**/*.html"), *ROOT.glob("docs/officers/*.md")]
    said = [f"{path.name}: {word[0]}" for path in texts for word in avoided.finditer(path.read_text())]

    assert said == []


@pytest.mark.parametrize(
    "page",
    [
        "planning",
        "on-paper",
        "finishing",
        "helpers-and-what-came-of-it",
        "inviting",
        "where-next",
        "two-evenings",
        "introducing",
        "first-hour",
    ],
)
def test_every_button_an_officers_page_names_is_on_a_screen(page: str) -> None:
    """Words in bold that begin with a capital; “Helpers → Who could help?” names two."""
    words = " ".join((ROOT / f"docs/officers/{page}.md").read_text().replace("'", "’").split())
    bold = "→".join(re.findall(r"\*\*([A-Z][^*]+)\*\*", words))
    files = [*ROOT.glob("src/bandstand/**/*.html"), *ROOT.glob("src/bandstand/**/*.py")]
    screens = "\n".join(file.read_text() for file in files)

    named = {one.strip().rstrip(".,?") for one in bold.split("→")}
    assert sorted(one for one in named if one not in screens) == []
