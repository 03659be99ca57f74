"""What was done, by whom."""

from typing import Any

from django.db import models
from django.utils import timezone

from ..keeping import Keep
from .hubs import HubOwned
from .persons import Person


class Deed(HubOwned):
    """Who did what, when. Written once, never changed, never deleted one by one."""

    retention = Keep(
        what="What was done at the desk, and by whom",
        after="it was done",
        then="it is deleted; people whose details were removed are no longer named in it from that day",
        months=72,
    )

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True, help_text="Model and id: groups.Group:12")
    words = models.CharField(max_length=300, help_text="The sentence an officer reads.")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["hub", "-at"], name="deed_latest"),
            models.Index(fields=["about"], name="deed_about"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise TypeError("A deed is written once.")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A deed is never deleted.")
