"""The facts of one change on a group's website: what was seen before, and what after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import Finding
from .kinds import kind_of
from .page import HIGH, SPOTS, WIDE
from .said import said_after, said_before
from .shapes import styled


@dataclass(frozen=True)
class Side:
    """One half of a change. `where` is a key of `SPOTS`, or "" where no place was seen."""

    look: str
    on: date
    says: str
    where: str
    is_after: bool

    @property
    def seen(self) -> str:
        return f"Seen {self.on.day} {self.on:%B %Y}"

    @property
    def words(self) -> str:
        """What was seen, and where: “linked, at the bottom of the page”."""
        return f"{self.says}, {self.where}" if self.is_after and self.where else self.says

    @property
    def drawing(self) -> SafeString:
        """Return it drawn for a page of ours, told in words to whoever does not see it."""
        shapes = styled(kind_of(self.look).draw(self.where, there=self.is_after))
        label = f"A drawn web page: {self.words}"
        return format_html(
            '<svg class="drawing" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
            WIDE, HIGH, label, shapes,
        )  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing that is different now. `help` says after which help: "Priory Hall, 14 January 2026"."""

    finding: Finding
    group: str
    before: Side
    after: Side
    help: str = ""

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.before, self.after

    @property
    def after_help(self) -> str:
        return f"After our help at {self.help}" if self.help else ""


def change_of(finding: Finding, help: str = "") -> Change:  # noqa: A002  # the word people use
    """Return a mended finding as a change. It wants its group."""
    if finding.closed_at is None:
        raise ValueError("Only what was mended has an after.")
    where = _place(finding.mended_evidence)
    before = Side(finding.look, _day(finding.first_seen), said_before(finding), where, is_after=False)
    after = Side(finding.look, _day(finding.closed_at), said_after(finding), where, is_after=True)
    return Change(finding, finding.group.name, before, after, help)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _place(evidence: Iterable[Any]) -> str:
    """Return the first place of the evidence that can be drawn."""
    told = (str(one.get("where", "")) for one in evidence if isinstance(one, dict))
    return next((where for where in told if where in SPOTS), "")
