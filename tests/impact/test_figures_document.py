"""The officers' dictionary of figures says what the code counts, word for word."""

from pathlib import Path

import pytest

from bandstand.impact.measures import MEASURES, Measure
from bandstand.impact.measures.chapters import CHAPTERS

DOCUMENT = (Path(__file__).parents[2] / "docs/officers/figures.md").read_text()


def entry(measure: Measure) -> str:
    """Return what the document has to say of a measure."""
    title = measure.title[:1].upper() + measure.title[1:]
    public = " *At the desk only.*" if measure.at_desk else ""
    return (
        f"**{title}** (`{measure.code}`, version {measure.version}).{public} {measure.rule}\n"
        f"*Bear in mind:* {measure.caution}\n"
    )


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_every_figure_is_in_the_dictionary_as_it_is_counted(measure: Measure) -> None:
    assert entry(measure) in DOCUMENT


def test_the_dictionary_has_every_heading_and_no_other_figure() -> None:
    assert [line[4:] for line in DOCUMENT.splitlines() if line.startswith("### ")] == CHAPTERS
    assert DOCUMENT.count("`, version ") == len(MEASURES)
