"""How a hub says what a look found, in its own words."""

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned, Person


class Wording(HubOwned):
    """One sentence of one look in a hub's own words; blanks such as {networks} are kept."""

    retention = Stays("How this site words what would help", "The words are the hub’s own.")

    look = models.CharField(max_length=40)
    part = models.CharField(
        max_length=60, help_text="“title”, “why”, “says:missing”, “advice:which”, “fix:WordPress”, “fix:”."
    )
    words = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "look", "part"], name="one_wording_a_part")]
