"""How-to cards that officers add to those that come with Bandstand."""

from django.db import models
from django.utils import timezone

from bandstand.people.keeping import Stays
from bandstand.people.models import HubOwned, Person


class Card(HubOwned):
    """One how-to on one page, in a hub's own words; with the name of one of ours it takes its place."""

    retention = Stays("How-to cards of this site", "They are instructions, not about people.")

    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300, blank=True, help_text="Why it is worth doing, in a sentence.")
    steps = models.TextField(help_text="One step a line.")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    look = models.CharField(max_length=40, blank=True, help_text="The look it helps with, if any.")
    picture = models.CharField(max_length=30, blank=True)
    shown = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="one_card_a_slug")]

    def __str__(self) -> str:
        return self.title
