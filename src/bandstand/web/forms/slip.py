"""Typing in from paper: a slip in one line of keys, and the sheet people signed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bandstand.gatherings.actions.from_paper import (
    NotOursError,
    OnSlip,
    Signed,
    TypedBeforeError,
    Written,
    slip_called,
)
from bandstand.gatherings.actions.notes import Telling
from bandstand.gatherings.codes import is_well_read, tidy
from bandstand.gatherings.handwriting import People, labelled, read_people, read_result, read_topics
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.bookings import group_called
from bandstand.kit import dates
from bandstand.people.models import Topic

from .day import FormKey
from .fields import OneLine
from .finish import HeadsField

MISREAD = "That is no code of ours: one letter is misread. Look at the slip again."
UNKNOWN = "No slip with this code was made for this gathering. Look at the slip again."
NOBODY = "Say who was helped, or who helped."
RESULT = "Type the letter ticked on the slip: S, F, B, L, P, E or N."
KEYS = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


def _box(reads: str, **more: str) -> forms.TextInput:
    return forms.TextInput(attrs={**KEYS, "data-reads": reads, **more})


class SlipForm(forms.Form):
    """One slip, typed by somebody in a hurry: what is not clear is asked, nothing is guessed."""

    code = OneLine(
        label="Code",
        most=12,
        missing="Type the code in the corner of the slip.",
        widget=_box("code", autofocus="autofocus", **{"class": "code"}),
    )
    helped = OneLine(label="Who was helped?", most=300, widget=_box("people"))
    helpers = OneLine(label="Who helped?", most=300, widget=_box("people"))
    topics = OneLine(label="With what?", most=200, widget=_box("topics"))
    result = OneLine(label="What came of it?", most=30, missing=RESULT, widget=_box("result"))
    words = OneLine(label="What was done", most=1000)
    next_step = OneLine(label="What’s next?", most=200)
    next_who = OneLine(label="Who, by when?", most=120)
    quote = OneLine(label="They said", most=1000)
    may_quote = forms.BooleanField(label="We may quote it", required=False)
    # The new names the person typing has seen and means.
    sure_of = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    form_key = FormKey()

    def __init__(
        self,
        *args: Any,
        gathering: Gathering,
        sheet: Iterable[Attendance],
        topics: Iterable[Topic],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.gathering = gathering
        self.labels = labelled(sheet)
        self.known_topics = list(topics)
        self.new_names: list[str] = []

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"])
        try:
            slip_called(self.gathering, code)
        except TypedBeforeError as before:
            when = dates.clock(before.note.at)
            raise forms.ValidationError(
                f"This slip was typed in before ({when}). Take the next one."
            ) from None
        except NotOursError as other:
            raise forms.ValidationError(_not_ours(code, other)) from None
        return code

    def clean_topics(self) -> list[Topic]:
        found, unclear = read_topics(self.cleaned_data["topics"], self.known_topics)
        if unclear:
            raise forms.ValidationError(unclear)
        return found

    def clean_result(self) -> str:
        result = read_result(self.cleaned_data["result"])
        if not result:
            raise forms.ValidationError(RESULT)
        return result

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        read = {name: read_people(said.get(name, ""), self.labels) for name in ("helped", "helpers")}
        said |= read
        for name, people in read.items():
            if people.unclear:
                self.add_error(name, forms.ValidationError(people.unclear))
        if not any(read.values()):
            self.add_error("helped", NOBODY)
        self._ask_about_new(read)
        return said

    def on_slip(self) -> OnSlip:
        said = self.cleaned_data
        helped, helpers = said["helped"], said["helpers"]
        told = Telling(
            result=said["result"],
            helped=tuple(helped.found),
            helpers=tuple(helpers.found),
            topics=tuple(said["topics"]),
            words=said["words"],
            next_step=said["next_step"],
            next_who=said["next_who"],
            quote=said["quote"],
            quote_by=helped.found[0] if said["quote"] and len(helped.found) == 1 else None,
            slip=said["code"],
        )
        return OnSlip(
            told, helped.new, helpers.new, helped.unnamed, helpers.unnamed, may_quote=said["may_quote"]
        )

    def _ask_about_new(self, read: dict[str, People]) -> None:
        self.new_names = list(dict.fromkeys(name for people in read.values() for name in people.new))
        sure_of = set(self.cleaned_data.get("sure_of", "").split("|"))
        for name, people in read.items():
            for new in people.new:
                if new not in sure_of:
                    self.add_error(
                        name, f"Nobody on the sheet is called “{new}”. Press Enter again to add them."
                    )
        # Sent again as it is, it means these names.
        self.data = {**self.data.dict(), "sure_of": "|".join(self.new_names)}  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    """The sheet people signed: a tick a name, lines for those who wrote their own, and heads besides."""

    LINES = 6

    unnamed_looking = HeadsField("More looking for help, without a name")
    unnamed_helping = HeadsField("More helpers, without a name")
    form_key = FormKey()

    def __init__(
        self,
        *args: Any,
        gathering: Gathering,
        sheet: list[Attendance],
        named: set[int],
        in_notes: set[int],
        **options: Any,
    ) -> None:
        heads = {name: getattr(gathering, name) for name in ("unnamed_looking", "unnamed_helping")}
        options["initial"] = heads
        super().__init__(*args, **options)
        self._named, self._in_notes = named, in_notes
        self._rows = {row.uid: row for row in sheet if row.called}
        for row in self._rows.values():
            self.fields[f"came-{row.uid}"] = self._came(row)
            if row.person_id not in named:
                self.fields[f"named-{row.uid}"] = forms.BooleanField(
                    label=f"{row.called} may be named", required=False
                )
        for number in range(1, self.LINES + 1):
            self._line(number)

    @property
    def people(self) -> list[tuple[Attendance, forms.BoundField, forms.BoundField | None]]:
        return [(row, self[f"came-{uid}"], self._maybe(f"named-{uid}")) for uid, row in self._rows.items()]

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        parts = ("name", "group", "helps", "yes")
        return [[self[f"{part}-{number}"] for part in parts] for number in range(1, self.LINES + 1)]

    def signed(self) -> Signed:
        said = self.cleaned_data
        ticked = {uid: row for uid, row in self._rows.items() if said[f"came-{uid}"]}
        before = [
            row for uid, row in self._rows.items() if uid not in ticked and row.arrival == row.Arrival.HERE
        ]
        return Signed(
            came=tuple(row for row in ticked.values() if row.arrival != row.Arrival.HERE),
            not_there=tuple(row for row in before if not self._is_sure(row)),
            named=tuple(row for uid, row in self._rows.items() if said.get(f"named-{uid}")),
            written=tuple(self._written()),
            unnamed_looking=said["unnamed_looking"],
            unnamed_helping=said["unnamed_helping"],
        )

    def _came(self, row: Attendance) -> forms.BooleanField:
        """Ticked where they are known to be here; not to be unticked where more than paper says so."""
        here = row.arrival == Attendance.Arrival.HERE
        return forms.BooleanField(
            label=row.called, required=False, initial=here, disabled=here and self._is_sure(row)
        )

    def _is_sure(self, row: Attendance) -> bool:
        return row.arrived_at is not None or row.pk in self._in_notes

    def _maybe(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def _line(self, number: int) -> None:
        self.fields[f"name-{number}"] = OneLine(label="Name", most=120, widget=forms.TextInput(attrs=KEYS))
        self.fields[f"group-{number}"] = OneLine(
            label="Group",
            most=200,
            widget=forms.TextInput(
                attrs={**KEYS, "data-pick": "/groups/suggest/", "data-fills": f"id_uid-{number}"}
            ),
        )
        self.fields[f"helps-{number}"] = forms.BooleanField(label="Helping", required=False)
        self.fields[f"yes-{number}"] = forms.BooleanField(label="May be named", required=False)
        self.fields[f"uid-{number}"] = forms.CharField(
            required=False, max_length=40, widget=forms.HiddenInput
        )

    def _written(self) -> Iterable[Written]:
        said = self.cleaned_data
        for number in range(1, self.LINES + 1):
            if not said[f"name-{number}"]:
                continue
            words = said[f"group-{number}"]
            group = group_called(words, uid=said[f"uid-{number}"])
            yield Written(
                said[f"name-{number}"],
                group=group,
                group_words="" if group else words,
                helping=said[f"helps-{number}"],
                named=said[f"yes-{number}"],
            )


def _not_ours(code: str, error: NotOursError) -> str:
    if error.slip is not None:
        return f"This slip is from {error.slip.gathering}: type it in there."
    return UNKNOWN if is_well_read(code) else MISREAD
