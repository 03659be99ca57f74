"""What a row of a sheet says, once understood."""

from dataclasses import dataclass, field
from typing import Any

from bandstand.groups.links import Link

LOOK, FIX = "look", "fix"


@dataclass
class Facts:
    """One row understood. `fields` holds what it says of a group; blank cells are simply not there.

    In `fields`: what goes straight onto a group (name, about, email, phone, charity_number, address,
    postcode, lat, lon, status, listed, place_shown) and lists: other_names, interests and identifiers, as
    (list of org-id.guide, number).
    """

    fields: dict[str, Any] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    kind_words: str = ""
    # The sheet's own number for the row (“heading:number”), and for the group a row of a place belongs to.
    ref: str = ""
    group_ref: str = ""
    uid: str = ""
    parent: str = ""
    place_name: str = ""
    contact_name: str = ""
    contact_role: str = ""
    says: list[dict[str, str]] = field(default_factory=list)
    # Half a place on the map, by field: its column and words, should the other half never come.
    halves: dict[str, tuple[str, str]] = field(default_factory=dict)
    digest: str = ""

    @property
    def name(self) -> str:
        return str(self.fields.get("name", ""))

    def say(
        self, column: str, words: str, before: str = "", after: str = "", *, code: str = "",
        severity: str = "", suggestion: str = "",
    ) -> None:  # fmt: skip
        """Note what was put right (with a `code` it can be taken back by) or what somebody should look at."""
        said = {"column": column, "words": words, "before": before, "after": after}
        more = {"code": code, "severity": severity, "suggestion": suggestion}
        self.says.append(said | {name: text for name, text in more.items() if text})


@dataclass(frozen=True)
class Cell:
    """A cell on its way into the facts: its column, the text as typed, and without needless spaces."""

    facts: Facts
    number: int
    column: str
    goes_to: str
    typed: str
    text: str
    put_back: frozenset[str]

    def may(self, correction: str) -> bool:
        """Tell whether a correction of ours is welcome: an officer may have taken it back."""
        return f"{correction}:{self.number}" not in self.put_back

    def corrected(self, correction: str, words: str, after: str, before: str | None = None) -> None:
        """Say what was put right."""
        before = self.typed if before is None else before
        self.facts.say(self.column, words, brief(before), brief(after), code=f"{correction}:{self.number}")

    def keep(self) -> None:
        """Keep the whole cell as a note."""
        self.facts.notes[self.column] = self.typed.strip()

    def not_understood(self, words: str, suggestion: str = "") -> None:
        """Keep the cell as a note and ask somebody to look at it."""
        self.keep()
        self.facts.say(
            self.column, f"“{brief(self.text)}” {words}, so it is kept as a note.",
            before=brief(self.typed), code=f"look:{self.number}", severity=LOOK, suggestion=suggestion,
        )  # fmt: skip


def brief(text: str, most: int = 200) -> str:
    flat = " ".join(text.split()) if len(text) > most else text
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
