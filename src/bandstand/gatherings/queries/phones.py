"""Reads about phones that hold a gathering's sheet."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, QuerySet

from ..models import Gathering, Phone

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Wrote(TypedDict):
    """What `phones_of` adds to a phone."""

    wrote: int


def phones_of(gathering: Gathering) -> "QuerySet[WithAnnotations[Phone, Wrote]]":
    """Return the phones that were let in, the latest first, with how much was done on each."""
    phones = Phone.objects.filter(gathering=gathering).select_related("person")
    return phones.annotate(wrote=Count("entries")).order_by("-made_at", "-pk")
