"""Hubs, and what belongs to one."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from ..access import HubRows, _refuse_foreign
from ..keeping import Stays


class Hub(models.Model):
    """One infrastructure organisation: a CVS, a volunteer centre, a council's parks team."""

    retention = Stays("The organisation’s own details", "It tells the public whom to ask.")

    class Licence(models.TextChoices):
        CC_BY = "cc-by", "Creative Commons Attribution 4.0"
        OGL = "ogl", "Open Government Licence 3.0"
        CC0 = "cc0", "Creative Commons Zero: no conditions"

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    host = models.CharField(max_length=200, blank=True, help_text="Host name; empty where there is one hub.")
    place = models.CharField(max_length=120, blank=True, help_text="The borough or town, as people say it.")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    about = models.TextField(blank=True)
    small_number = models.PositiveSmallIntegerField(default=5)
    licence = models.CharField(
        max_length=5,
        choices=Licence.choices,
        default=Licence.CC_BY,
        blank=True,
        help_text="Under which others may reuse the directory; empty where it is not open data.",
    )
    # Off until an officer says so: nobody's groups are written to because software was installed.
    yearly_ask = models.BooleanField(
        default=False, help_text="Ask groups once a year whether their entry is still right."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("host", condition=~models.Q(host=""), name="one_hub_a_host"),
        ]

    def __str__(self) -> str:
        return self.name


class HubOwned(models.Model):
    """A row that belongs to one hub; see `access`."""

    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[HubRows[Self]] = HubRows()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        _refuse_foreign([self])
        super().save(*args, **options)
