"""What somebody says some weeks after they were helped, beyond yes, in part or no."""

from typing import Any

from django import forms

from bandstand.gatherings.actions.after import QUOTE, More
from bandstand.gatherings.actions.in_touch import YES
from bandstand.gatherings.models import FollowUp
from bandstand.gatherings.queries.after import in_touch, may_quote

from .adults import no_birth_date
from .fields import Telephone, Words


class MoreForm(forms.Form):
    more = forms.ChoiceField(required=False, choices=[("", ""), *FollowUp.More.choices])
    words = Words(
        label="Anything you would like to tell us",
        most=1000,
        rows=3,
        validators=[no_birth_date],
    )
    quote = forms.BooleanField(label=QUOTE, required=False)
    in_touch = forms.BooleanField(label=YES, required=False)
    phone = Telephone(label="Your number, if we should ring you")

    def __init__(self, typed: Any = None, *, row: FollowUp) -> None:
        start = {"words": row.words, "quote": may_quote(row), "in_touch": in_touch(row)}
        # Several of these can be on one page.
        super().__init__(typed, initial=start, auto_id=f"id_%s_{row.pk}")
        self.row = row
        person = row.attendance.person if row.attendance else None
        if person is None or row.connection_id is not None:
            del self.fields["quote"]
        if person is None or row.connection is None:
            del self.fields["in_touch"]
        if person is None or person.phone or row.connection_id is not None:
            del self.fields["phone"]

    def told(self) -> More:
        told = self.cleaned_data
        return More(
            more=told["more"] or self.row.more,
            words=told["words"],
            quote=bool(told.get("quote") and told["words"]),
            phone=told.get("phone", ""),
            in_touch=bool(told.get("in_touch")),
        )
