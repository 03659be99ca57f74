"""What people tell us about a group's places online, where we do not look ourselves."""

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.keeping import Keep, Stays
from bandstand.people.models import HubOwned, Person


class Answer(HubOwned):
    """One answer about a Facebook page or another place we never read; the newest of a question counts."""

    retention = Keep(
        what="What you told us you see on a group’s Facebook page",
        after="you said so",
        then="it is deleted",
        months=24,
        least=6,
        most=60,
    )

    class Says(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "Not yet"
        UNSURE = "unsure", "Could not tell"

    class How(models.TextChoices):
        GROUP = "group", "by the group itself"
        DESK = "desk", "at the desk"
        SURGERY = "surgery", "at a surgery"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="answers")
    place = models.ForeignKey(
        OnlinePlace, on_delete=models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    question = models.CharField(max_length=40)
    says = models.CharField(max_length=6, choices=Says.choices)
    words = models.CharField(max_length=300, blank=True, help_text="What they pasted or saw.")
    how = models.CharField(max_length=7, choices=How.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["group", "question", "-at"], name="answer_newest")]


class Keys(HubOwned):
    """Who can sign in to one website or account: a name, or that nobody can any more. Never a password."""

    retention = Stays(
        "Who holds the keys to a group’s pages online",
        "As long as the group has the page; it goes when they say somebody else holds them.",
    )

    place = models.OneToOneField(OnlinePlace, on_delete=models.CASCADE, related_name="keys")
    holder = models.CharField(max_length=120, blank=True, help_text="A name, as the group says it.")
    spare = models.CharField(max_length=120, blank=True, help_text="Who else can get in.")
    lost = models.BooleanField(default=False, help_text="Nobody can sign in any more.")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lost=False) | models.Q(holder="", spare=""),
                name="lost_keys_have_no_holder",
            ),
        ]
