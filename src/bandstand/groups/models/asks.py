"""People who ask for the private page of a group, until an officer has decided."""

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Keep
from bandstand.people.models import HubOwned

from .groups import Group


class PageAsk(HubOwned):
    """Somebody without an address we know says a group is theirs. Goes as soon as it is decided."""

    retention = Keep(
        "Addresses of people who asked for a group’s private page",
        after="they asked",
        then="deleted, as they are as soon as an officer has decided",
        days=60,
    )

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="page_asks")
    email = models.EmailField()
    says = models.CharField(max_length=200, blank=True, help_text="Who they say they are.")
    # Set once the address was compared with those we know: from then on it waits for an officer.
    waits = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["hub", "waits", "at"], name="page_ask_waiting")]
