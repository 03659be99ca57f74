"""Two evenings, one list: who comes to which is drawn by lot, so that what follows can be compared fairly."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person

from .attendances import Attendance
from .gatherings import Gathering


class TwoEvenings(HubOwned):
    """One list for two like gatherings, and the draw: its seed and its list are kept as they were."""

    retention = Stays("Evenings drawn by lot", "They are dates, groups and a number.")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=150)
    first = models.OneToOneField(Gathering, on_delete=models.PROTECT, related_name="first_of")
    second = models.OneToOneField(Gathering, on_delete=models.PROTECT, related_name="second_of")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    seed = models.PositiveBigIntegerField(null=True, blank=True)
    # As drawn, with no people in it, never changed:
    # [{"lot": uid, "group": uid, "name": "…", "heads": 2, "drawn": true, "evening": 1, "why": ""}, …].
    lots: models.JSONField[Any, Any] = models.JSONField(default=list)
    # The places of each evening as they were when it was drawn; None for no limit.
    rooms: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="one_two_evenings_a_slug")]

    def __str__(self) -> str:
        return self.title

    @property
    def both(self) -> tuple[Gathering, Gathering]:
        return self.first, self.second

    @property
    def is_open(self) -> bool:
        """Whether people can sign up: it is not drawn, and neither evening has begun or is called off."""
        return self.drawn_at is None and self.both_to_come

    @property
    def both_to_come(self) -> bool:
        return all(one.can_book and not one.has_begun for one in self.both)

    @property
    def can_draw(self) -> bool:
        """Whether there is an evening left to put people on."""
        return self.drawn_at is None and any(one.can_book and not one.has_begun for one in self.both)


class SignUp(HubOwned):
    """Somebody on the list for either evening; becomes a booking at the evening the lot gives them."""

    retention = Keep(
        what="Who signed up for one of two evenings",
        after="they signed up",
        then="name, address and words are taken out; which group it was stays",
        months=24,
        least=6,
        most=60,
    )

    class Can(models.TextChoices):
        EITHER = "either", "Either evening"
        FIRST = "first", "Only the first"
        SECOND = "second", "Only the second"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evenings = models.ForeignKey(TwoEvenings, on_delete=models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    group_words = models.CharField(max_length=150, blank=True)
    wants = models.TextField(blank=True)
    can = models.CharField(max_length=6, choices=Can.choices, default=Can.EITHER)
    why = models.CharField(max_length=200, blank=True, help_text="Why only one of them: an access need, …")
    form_key = models.UUIDField()
    at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, help_text="When they took their name off.")
    evening = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 or 2, as drawn.")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "form_key"], name="one_sign_up_a_form")]

    @property
    def comes_from(self) -> str:
        """Their group, or their own words for one the directory does not know."""
        return self.group.name if self.group else self.group_words

    @property
    def only(self) -> int | None:
        """0 or 1 for who can come to one evening only."""
        return {self.Can.FIRST: 0, self.Can.SECOND: 1}.get(self.Can(self.can))

    @property
    def comes_to(self) -> Gathering | None:
        """Where they are booked now, which may be another evening than the lot gave them."""
        return self.attendance.gathering if self.attendance else None

    @property
    def their_evening(self) -> Gathering | None:
        """The one evening that was theirs: the only one they could come to, else what the lot gave them."""
        at = self.only if self.only is not None or self.evening is None else self.evening - 1
        return None if at is None else self.evenings.both[at]

    @property
    def has_none_left(self) -> bool:
        """Whether the evening they had, or the only one they could come to, is called off or has been."""
        if self.comes_to is not None:
            return self.comes_to.state == Gathering.State.CANCELLED
        theirs = self.their_evening
        return self.evenings.drawn_at is not None or (theirs is not None and not theirs.can_book)

    @property
    def could_come_to(self) -> list[Gathering]:
        """The evenings to come that are theirs for the asking, where they have none left."""
        if self.left_at or not self.has_none_left:
            return []
        return [one for one in self.evenings.both if one.can_book and not one.has_begun]
