"""Which group's website links to or names which other group, from when to when."""

from django.db import models
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.keeping import Keep
from bandstand.people.models import HubOwned

from .findings import CheckUp


class OnlineTie(HubOwned):
    """One group's page points to another group: seen from `first_seen_at` until it was `gone_at`.

    What stood on a day is read from the two dates. A later look only ever adds rows, moves `last_seen_at` and
    sets `gone_at` to its own time, so what stood before it stays as it was; nothing is worked out again.
    Since when it stands is known only where a post names its day, or a look at the page did not see it yet.
    """

    retention = Keep(
        what="Sentences from groups’ public pages that point to other groups",
        after="they were last seen",
        then="the sentence is taken out; that one pointed to the other stays",
        months=36,
        least=12,
        most=84,
    )

    class How(models.TextChoices):
        SITE = "site", "Links to its website"
        ACCOUNT = "account", "Links to its page on a social network"
        POST = "post", "Speaks of it in a news post"
        NAMED = "named", "Names it"

    source = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="points_to")
    target = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="pointed_to_by")
    how = models.CharField(max_length=8, choices=How.choices)
    address = models.CharField(max_length=2000, help_text="The page it was seen on.")
    key = models.CharField(max_length=64, help_text="A digest of page and kind, to find it by.")
    sentence = models.CharField(max_length=200, blank=True, help_text="What stands round it.")
    everywhere = models.BooleanField(default=False, help_text="In the frame of every page: counted once.")
    dated = models.DateField(null=True, blank=True, help_text="The day the post itself names.")
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    not_yet_at = models.DateTimeField(
        null=True, blank=True, help_text="When a look at the same page last did not see it."
    )
    gone_at = models.DateTimeField(null=True, blank=True)
    denied_at = models.DateTimeField(
        null=True, blank=True, help_text="When one of the two groups said that this is not them."
    )
    seen_by = models.ForeignKey(
        CheckUp, on_delete=models.SET_NULL, null=True, blank=True, related_name="ties_seen"
    )

    @property
    def shown_address(self) -> str:
        """Return the page's address as people say it."""
        return self.address.partition("//")[2].removeprefix("www.").rstrip("/") or self.address

    class Meta:
        ordering = ["first_seen_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "key"],
                condition=models.Q(gone_at=None),
                name="one_tie_standing",
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="no_tie_to_oneself"),
        ]
        indexes = [models.Index(fields=["hub", "first_seen_at"], name="online_tie_by_date")]
