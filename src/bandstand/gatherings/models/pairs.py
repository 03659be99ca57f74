"""Two groups that should meet: why, what the officer made of it, and what each of the two said."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Connection, Group
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Message, Person


class SuggestedPair(HubOwned):
    """Two groups that should meet, and why; what the officer and both groups said of it."""

    retention = Stays(
        "Which groups we thought should meet", "They are about groups, and what was dismissed stays so."
    )

    class State(models.TextChoices):
        OPEN = "open", "Suggested"
        DISMISSED = "dismissed", "Not these two"
        ASKED = "asked", "Both were asked"
        AGREED = "agreed", "Both said yes"
        REFUSED = "refused", "Not now"
        MET = "met", "They have met"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    one = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", help_text="The smaller id.")
    other = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    # [{"code": "place", "words": "Both meet in Priory Park, about 400 m apart."}, …], the strongest first.
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    worth = models.PositiveIntegerField(default=0, help_text="For the order of the list; never shown.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Made of it: what an officer knew, what both said yes to, or what was noted on the day.
    connection = models.ForeignKey(Connection, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-worth", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_suggestion_a_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_in_order"),
        ]
        indexes = [models.Index(fields=["hub", "state"], name="pair_by_state")]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


class PairLetter(HubOwned):
    """One group’s side of a pair: the letter that asks it, to whom it went, and what they said."""

    retention = Keep(
        what="Whether you would like to be introduced to another group",
        after="you were asked",
        then="the address is taken out; the answer stays counted",
        months=12,
        least=3,
        most=36,
    )

    class Says(models.TextChoices):
        NONE = "", "No answer"
        YES = "yes", "Yes, please"
        NO = "no", "No, thank you"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(SuggestedPair, on_delete=models.CASCADE, related_name="letters")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    # Who answers for the group: known before, or known by saying yes.
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    to_address = models.EmailField(blank=True)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    says = models.CharField(max_length=4, choices=Says.choices, default=Says.NONE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    told_not_now_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["group__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["pair", "group"], name="one_letter_a_side")]
