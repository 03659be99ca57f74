"""What is known of websites when a group asks to be left out."""

from typing import Any

from django.dispatch import receiver

from bandstand.groups.models import Group
from bandstand.groups.signals import joined_picture, left_picture

from .actions.ties import read_anew, take_out_sentences


@receiver(left_picture)
def forget_what_was_said(group: Group, **_: Any) -> None:
    take_out_sentences([group.pk])


@receiver(joined_picture)
def look_for_it_again(group: Group, **_: Any) -> None:
    read_anew([group.pk])
