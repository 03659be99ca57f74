"""The help note: who, who helped, with what, and what came of it, mostly by tapping."""

from collections.abc import Iterable, Mapping
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
WHOSE = "Say whose words these are: tap one person as helped, or choose who said it."


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


class More(forms.Form):
    """What else a note may say: all of it optional, and asked after what counts."""

    barriers = forms.MultipleChoiceField(
        label="What stood in the way?",
        choices=HelpNote.Barrier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    next_who = OneLine(label="Who sees to it", most=120)
    next_by = forms.DateField(
        label="By when",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Type the date as day/month/year."},
    )
    minutes = forms.IntegerField(
        label="How many minutes it took",
        required=False,
        min_value=1,
        max_value=600,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Type a number of minutes, or leave it empty.",
            "min_value": "Type a number of minutes, or leave it empty.",
            "max_value": "That is more than ten hours. Check it.",
        },
    )
    address = forms.URLField(
        label="Address of the page",
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "autocapitalize": "off"}),
        error_messages={
            "invalid": "Type the address as it stands in the browser, like www.example.org.",
            "max_length": "That address is too long to keep.",
        },
    )
    quote = Words(label="What they said, in their words", most=1000, rows=2)
    quote_by = forms.ChoiceField(label="Who said it?", required=False)
    may_quote = forms.BooleanField(
        label="They are happy to be quoted",
        required=False,
        help_text="Ask: “May we print that?” Without a yes it stays at the desk.",
    )
    unexpected = Words(label="Anything unexpected? Anyone they met?", most=1000, rows=2)

    PLAIN = (
        "barriers", "next_who", "next_by", "minutes", "address", "quote", "unexpected",
    )  # fmt: skip

    @property
    def shows_more(self) -> bool:
        return any(self[name].errors or self[name].value() for name in (*self.PLAIN, "quote_by"))

    def _said_more(self, people: Mapping[str, Attendance], helped: tuple[Attendance, ...]) -> dict[str, Any]:
        """Return what else a telling says; a quote is of whom it names, or of the only one who was helped."""
        said = self.cleaned_data
        only = helped[0] if len(helped) == 1 else None
        return {
            **{
                name: said[name]
                for name in ("next_who", "next_by", "minutes", "address", "quote", "unexpected")
            },
            "barriers": tuple(said["barriers"]),
            "quote_by": (people.get(said["quote_by"]) or only) if said["quote"] else None,
        }


class NoteForm(More):
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
        self._people = {str(row.uid): row for row in people}
        named = [(str(row.uid), row.called) for row in people if row.called]
        cast("forms.ChoiceField", self.fields["quote_by"]).choices = [("", "Whoever was helped"), *named]
        self._offer("topics", [(str(topic.pk), topic.name, topic) for topic in topics])
        self._offer("findings", _wins(list(findings)))

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if not any(chosen.get(name) for name in ("helped", "helped_too", "helpers", "helpers_too")):
            self.add_error("helped", NOBODY)
        if chosen.get("may_quote") and self._quoted() is None:
            self.add_error("quote_by", WHOSE)
        return chosen

    def telling(self) -> Telling:
        chosen = self.cleaned_data
        helped = (*chosen["helped"], *chosen["helped_too"])
        return Telling(
            **self._said_more(self._people, helped),
            result=chosen["result"],
            helped=helped,
            helpers=(*chosen["helpers"], *chosen["helpers_too"]),
            topics=tuple(chosen["topics"]),
            findings=tuple(chosen["findings"]),
            words=chosen["words"],
            next_step=chosen["next_step"],
        )

    def _quoted(self) -> Attendance | None:
        """Return whose words these are, somebody with a name; None where that is not said."""
        said = self.cleaned_data
        helped = [*said.get("helped", []), *said.get("helped_too", [])]
        only = helped[0] if len(helped) == 1 else None
        row = self._people.get(said.get("quote_by", "")) or only
        return row if row and row.person_id and said.get("quote") else None

    def _offer(self, name: str, things: Iterable[tuple[str, str, Any]]) -> None:
        cast("Chips", self.fields[name]).offer(things)


class RewordForm(More):
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

    def __init__(
        self, *args: Any, note: HelpNote, groups: Iterable[Group], may_quote: bool, **options: Any
    ) -> None:
        plain = ("words", "next_step", "result", *self.PLAIN)
        options["initial"] = {name: getattr(note, name) for name in plain} | {
            "groups": [str(group.uid) for group in note.groups.all()],
            "quote_by": str(note.quote_by.uid) if note.quote_by else "",
            "may_quote": may_quote,
        }
        super().__init__(*args, **options)
        self._people = {str(row.uid): row for row in (*note.helped.all(), *note.helpers.all())}
        named = [(uid, row.called) for uid, row in self._people.items() if row.called]
        cast("forms.ChoiceField", self.fields["quote_by"]).choices = [("", "Not said"), *named]
        cast("Chips", self.fields["groups"]).offer((str(group.uid), group.name, group) for group in groups)

    def reworded(self) -> dict[str, Any]:
        """Return what the note says now, as an entry says it."""
        said = dict(self.cleaned_data)
        del said["may_quote"]
        said["next_by"] = said["next_by"].isoformat() if said["next_by"] else ""
        return said


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
