"""The help note: who, who helped, with what, and what came of it, mostly by tapping."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from bandstand.gatherings.actions.notes import Telling
from bandstand.gatherings.models import Attendance, HelpNote
from bandstand.groups.models import Group
from bandstand.kit.dates import how_long
from bandstand.people.models import Topic
from bandstand.presence.models import Finding

from .day import FormKey
from .fields import OneLine, Words

RESULT_MISSING = "Tap what came of it: that saves the note."
NOBODY = "Say who was helped, or who helped."


class Chips(forms.MultipleChoiceField):
    """Things to tap, any number of them; the cleaned value is the things themselves."""

    def __init__(self, label: str) -> None:
        gone = {
            "invalid_choice": "Somebody or something here has changed meanwhile. Look through and tap again."
        }
        chips = forms.CheckboxSelectMultiple(attrs={"class": "chips"})
        super().__init__(label=label, required=False, widget=chips, error_messages=gone)
        self.things: dict[str, Any] = {}

    def offer(self, things: Iterable[tuple[str, str, Any]]) -> None:
        """Offer (value, words, thing) in this order."""
        offered = list(things)
        self.things = {value: thing for value, _, thing in offered}
        self.choices = [(value, words) for value, words, _ in offered]

    def clean(self, value: Any) -> Any:
        return [self.things[each] for each in super().clean(value)]


class NoteForm(forms.Form):
    """`people` is the whole sheet, the likeliest first; `first` is whom the note is about."""

    helped = Chips("Who was helped?")
    helped_too = Chips("Somebody else was helped")
    helpers = Chips("Who helped?")
    helpers_too = Chips("Somebody else helped")
    topics = Chips("With what?")
    findings = Chips("An easy win of theirs")
    words = Words(label="What was done, in a sentence", most=1000, rows=2)
    next_step = OneLine(label="What’s next", most=200)
    result = forms.ChoiceField(choices=HelpNote.Result.choices, error_messages={"required": RESULT_MISSING})
    form_key = FormKey()

    def __init__(
        self,
        *args: Any,
        people: list[Attendance],
        first: Attendance | None,
        topics: Iterable[Topic],
        findings: Iterable[Finding],
        **options: Any,
    ) -> None:
        inside = [row for row in people if row.arrival == Attendance.Arrival.HERE]
        helpers = [row for row in inside if row.helping and row != first]
        options["initial"] = {
            "helped": [str(first.uid)] if first else [],
            # With one helper in the room there is nothing to choose.
            "helpers": [str(helpers[0].uid)] if len(helpers) == 1 else [],
            # What they booked for; of a whole room nobody can know which it was.
            "findings": [str(one.pk) for one in findings if first and getattr(one, "asked", False)],
        }
        super().__init__(*args, **options)
        looking = [first] if first else [row for row in inside if row.looking]
        self._offer("helped", _people(looking))
        self._offer("helped_too", _people(row for row in people if row not in looking))
        self._offer("helpers", _people(helpers))
        self._offer("helpers_too", _people(row for row in people if row not in helpers))
        self._offer("topics", [(str(topic.pk), topic.name, topic) for topic in topics])
        self._offer("findings", _wins(list(findings)))

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if not any(chosen.get(name) for name in ("helped", "helped_too", "helpers", "helpers_too")):
            self.add_error("helped", NOBODY)
        return chosen

    def telling(self) -> Telling:
        chosen = self.cleaned_data
        return Telling(
            result=chosen["result"],
            helped=(*chosen["helped"], *chosen["helped_too"]),
            helpers=(*chosen["helpers"], *chosen["helpers_too"]),
            topics=tuple(chosen["topics"]),
            findings=tuple(chosen["findings"]),
            words=chosen["words"],
            next_step=chosen["next_step"],
        )

    def _offer(self, name: str, things: Iterable[tuple[str, str, Any]]) -> None:
        cast("Chips", self.fields[name]).offer(things)


class RewordForm(forms.Form):
    """What can be put right in a note afterwards."""

    words = Words(label="What was done, in a sentence", most=1000, rows=3)
    next_step = OneLine(label="What’s next", most=200)
    result = forms.ChoiceField(
        label="What came of it?",
        choices=HelpNote.Result.choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": "Pick what came of it.", "invalid_choice": "Pick what came of it."},
    )
    groups = Chips("For which groups?")
    form_key = FormKey()

    def __init__(self, *args: Any, note: HelpNote, groups: Iterable[Group], **options: Any) -> None:
        options["initial"] = {
            "words": note.words,
            "next_step": note.next_step,
            "result": note.result,
            "groups": [str(group.uid) for group in note.groups.all()],
        }
        super().__init__(*args, **options)
        cast("Chips", self.fields["groups"]).offer((str(group.uid), group.name, group) for group in groups)


def _people(rows: Iterable[Attendance]) -> Iterable[tuple[str, str, Attendance]]:
    """Number those without a name, so that each can be told from the others."""
    unnamed = 0
    for row in rows:
        unnamed += not row.called
        yield str(row.uid), row.called or f"Someone without a name ({unnamed})", row


def _wins(findings: list[Finding]) -> Iterable[tuple[str, str, Finding]]:
    several = len({finding.group_id for finding in findings}) > 1
    for finding in findings:
        words = f"{finding.group.name}: {finding.headline}" if several else finding.headline
        takes = f" ({how_long(finding.effort_minutes)})" if finding.effort_minutes else ""
        yield str(finding.pk), f"{words}{takes}", finding
