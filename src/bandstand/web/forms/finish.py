"""Finishing a gathering: everything optional, names first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bandstand.gatherings.actions.finish import Finish
from bandstand.gatherings.actions.meeting import Meeting
from bandstand.gatherings.handwriting import labelled
from bandstand.gatherings.models import Attendance, Gathering, Introduction
from bandstand.gatherings.queries.meeting import Pair
from bandstand.gatherings.queries.write_up import not_to_be_named

from .day import FormKey
from .fields import Clock, Words
from .gathering import FARTHEST

CAME = [
    (Attendance.Arrival.HERE, "Came"),
    (Attendance.Arrival.ABSENT, "Didn’t come"),
    (Attendance.Arrival.UNKNOWN, "Not sure"),
]
MEETINGS = 3
LONGEST = timedelta(hours=14)


@dataclass(frozen=True)
class Asked:
    """What there is to ask about at the end: names left over, helpers without times, who may have met."""

    left_over: Sequence[Attendance] = ()
    said_before: dict[int, str] = field(default_factory=dict)  # before it was opened again
    helpers: Sequence[Attendance] = ()
    people: Sequence[Attendance] = ()
    likely: Sequence[Pair] = ()
    to_thank: int = 0


class HeadsField(forms.IntegerField):
    """Heads counted in the room; empty means nobody counted, which is not nought."""

    def __init__(self, label: str) -> None:
        number = "Type a number, or leave it empty."
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=5000,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": number,
                "min_value": number,
                "max_value": "That is a lot of people. Check it.",
            },
        )


class FinishForm(forms.Form):
    """Names left over, heads, helpers' times, who met whom, the write-up, and what comes next."""

    rest = forms.ChoiceField(
        label="Everybody else on this list",
        choices=CAME,
        required=False,
        initial=Attendance.Arrival.UNKNOWN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    stayed = forms.BooleanField(
        label="All helpers stayed to the end",
        required=False,
        help_text="Kept as said by you. Leave it, and it stays unknown: nobody’s hours are made up.",
    )

    unnamed_looking = HeadsField("More looking for help, without a name")
    unnamed_helping = HeadsField("More helpers, without a name")
    write_up = Words(
        label="Write-up",
        most=20_000,
        rows=12,
        help_text="A first draft from the help notes. Nobody is named in it who has not said yes.",
    )
    public = forms.BooleanField(label="Show the write-up on the public page", required=False)
    announce = forms.BooleanField(label="Announce the next one", required=False)
    next_day = forms.DateField(
        label="Next date",
        required=False,
        help_text="Same place, same time. You can change everything afterwards.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Type the date as day/month/year."},
    )
    thank = forms.BooleanField(
        label="Write a thank-you letter to each helper who left an address", required=False
    )
    form_key = FormKey()

    def __init__(
        self, *args: Any, gathering: Gathering, asked: Asked, draft: str, next_day: date, **options: Any
    ) -> None:
        options["initial"] = {
            "unnamed_looking": gathering.unnamed_looking,
            "unnamed_helping": gathering.unnamed_helping,
            "write_up": draft,
            "next_day": next_day,
        }
        super().__init__(*args, **options)
        self.gathering = gathering
        self._rows = {f"came-{row.uid}": row for row in asked.left_over}
        for name, row in self._rows.items():
            self.fields[name] = _came(row, asked.said_before.get(row.pk, ""))
        self._helpers = {str(row.uid): row for row in asked.helpers}
        for uid, row in self._helpers.items():
            self._ask_times(uid, row)
        self._likely = {f"{one.uid}+{other.uid}": (one, other) for one, other in asked.likely}
        self._labels = labelled(asked.people)
        self._ask_who_met()
        self._leave_out(asked)

    def _ask_times(self, uid: str, row: Attendance) -> None:
        if row.arrived_at is None:
            self.fields[f"from-{uid}"] = Clock(label="Came at")
        if row.left_at is None:
            self.fields[f"to-{uid}"] = Clock(label="Went at")

    def _ask_who_met(self) -> None:
        pairs = [
            (key, f"{_with_group(one)} and {_with_group(other)}")
            for key, (one, other) in self._likely.items()
        ]
        chips = forms.CheckboxSelectMultiple(attrs={"class": "chips"})
        self.fields["likely"] = forms.MultipleChoiceField(
            label="They sat together. Did they talk?", choices=pairs, required=False, widget=chips
        )
        people = [("", "Nobody")] + [(str(row.uid), label) for label, row in self._labels.items()]
        for number in range(1, MEETINGS + 1):
            for part, label in (("one", "Who"), ("other", "met whom")):
                self.fields[f"{part}-{number}"] = forms.ChoiceField(
                    label=label, choices=people, required=False
                )
            self.fields[f"how-{number}"] = forms.ChoiceField(
                label="And then", choices=Introduction.How.choices, required=False
            )

    def _leave_out(self, asked: Asked) -> None:
        """Ask only what there is something to say about."""
        gone = {
            "rest": len(asked.left_over) > 1,
            "stayed": any(row.left_at is None for row in asked.helpers),
            "thank": asked.to_thank > 0,
            "announce": self.gathering.next_one_id is None,
            "next_day": self.gathering.next_one_id is None and self.gathering.series_id is None,
            "likely": bool(asked.likely),
        }
        for name in [name for name, there in gone.items() if not there]:
            del self.fields[name]

    @property
    def left_over(self) -> list[forms.BoundField]:
        return [self[name] for name in self._rows]

    @property
    def helpers(self) -> list[tuple[Attendance, list[forms.BoundField]]]:
        return [
            (row, [self[name] for name in (f"from-{uid}", f"to-{uid}") if name in self.fields])
            for uid, row in self._helpers.items()
        ]

    @property
    def meetings(self) -> list[list[forms.BoundField]]:
        """Rows to say who met whom; none where there are not two people with a name."""
        if len(self._labels) < 2:
            return []
        return [
            [self[f"{part}-{number}"] for part in ("one", "other", "how")]
            for number in range(1, MEETINGS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("public"):
            self._keep_to_consents(said.get("write_up", ""))
        self._check_times()
        self._check_meetings()
        if said.get("announce") and "next_day" in self.fields and "next_day" not in self.errors:
            self._check_next_day(said.get("next_day"))
        return said

    def finish(self) -> Finish:
        said = self.cleaned_data
        rest = said.get("rest") or Attendance.Arrival.UNKNOWN
        return Finish(
            left_over={row.pk: said[name] or rest for name, row in self._rows.items()},
            unnamed_looking=said["unnamed_looking"],
            unnamed_helping=said["unnamed_helping"],
            write_up=said["write_up"],
            public=said["public"],
            next_day=said.get("next_day") if said.get("announce") else None,
            thank=said.get("thank", False),
            times=self._times(),
            stayed=said.get("stayed", False),
            met=tuple(self._met()),
            next_of_series=bool(said.get("announce") and self.gathering.series_id),
        )

    def _times(self) -> dict[int, tuple[datetime | None, datetime | None]]:
        said = self.cleaned_data
        times = {
            row.pk: (self._moment(said.get(f"from-{uid}")), self._moment(said.get(f"to-{uid}")))
            for uid, row in self._helpers.items()
        }
        return {pk: pair for pk, pair in times.items() if any(pair)}

    def _moment(self, clock: time | None) -> datetime | None:
        """Return a time on the day of the gathering; after midnight is still that evening."""
        if clock is None:
            return None
        starts = timezone.localtime(self.gathering.starts_at)
        moment = timezone.make_aware(datetime.combine(starts.date(), clock))
        return moment + timedelta(days=1) if moment < starts - LONGEST else moment

    def _check_times(self) -> None:
        for uid, row in self._helpers.items():
            came = self._moment(self.cleaned_data.get(f"from-{uid}")) or row.arrived_at
            went = self._moment(self.cleaned_data.get(f"to-{uid}"))
            if came and went and went <= came:
                self.add_error(f"to-{uid}", "That is before they came. Check both times.")

    def _met(self) -> Iterable[Meeting]:
        said = self.cleaned_data
        yield from (Meeting(self._likely[key]) for key in said.get("likely", []))
        people = {str(row.uid): row for row in self._labels.values()}
        for number in range(1, MEETINGS + 1):
            who = [people[uid] for uid in (said[f"one-{number}"], said[f"other-{number}"]) if uid]
            if len(who) > 1:
                yield Meeting(tuple(who), said[f"how-{number}"] or Introduction.How.MET)

    def _check_meetings(self) -> None:
        for number in range(1, MEETINGS + 1):
            one, other = (self.cleaned_data.get(f"{part}-{number}") for part in ("one", "other"))
            if bool(one) != bool(other):
                self.add_error(f"other-{number}", "Say who the other one was, or choose “Nobody”.")
            elif one and one == other:
                self.add_error(f"other-{number}", "Choose two different people.")

    def _keep_to_consents(self, text: str) -> None:
        names = not_to_be_named(self.gathering, text)
        if names:
            listed = ", ".join(names)
            self.add_error(
                "write_up",
                f"These people have not said yes to being named: {listed}. "
                "Take their names out, or keep the write-up to yourselves for now.",
            )

    def _check_next_day(self, day: date | None) -> None:
        if day is None:
            self.add_error("next_day", "Pick the next date, or untick “Announce the next one”.")
        elif day < timezone.localdate():
            self.add_error("next_day", "That date has gone by. Pick one to come.")
        elif day > timezone.localdate() + FARTHEST:
            self.add_error("next_day", "That is more than three years ahead. Check the year.")


def _came(row: Attendance, before: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=row.called or "Someone without a name",
        choices=CAME,
        required=False,
        initial=before,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"invalid_choice": "Pick one of the three."},
    )


def _with_group(row: Attendance) -> str:
    return f"{row.called} ({row.comes_from})" if row.comes_from else row.called
