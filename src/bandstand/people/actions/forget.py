"""Forgetting a person at their wish: the row stays, so that counts stay; who it was does not."""

import uuid
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from bandstand.kit.background import later

from ..erasing import DOUBTERS, ERASERS, NAMERS, WORDY, Wordy, only_by_a_form
from ..models import Person
from ..traces import GONE, Traces
from .removals import remember

__all__ = ["GONE", "forget", "take_out", "traces_of", "wipe_traces"]


@transaction.atomic
def forget(
    person: Person,
    *,
    at_their_wish: bool = True,
    mailbox_shown: bool = True,
    only_own_rows: bool = False,
) -> None:
    """Take out who somebody was: their own rows, and their name and addresses wherever others wrote them.

    At their wish it is also remembered, without saying who, in case an older copy is ever brought back.
    `mailbox_shown` is False where nobody has shown that the address is theirs, `only_own_rows` is True where
    nothing but a form says who they are: else anybody could empty others' entries by typing what is in them.
    """
    typed_email, traces = person.email, Traces() if only_own_rows else traces_of(person, mailbox_shown)
    if only_own_rows:
        person.email = ""  # as the erasers see it: rows that only share the address are not theirs
    for erase in ERASERS:
        erase(person, traces)
    take_out(traces)
    Person.objects.filter(pk=person.pk).update(
        name=GONE, email="", phone="", anonymised_at=timezone.now(), session_stamp=uuid.uuid4()
    )
    if at_their_wish:
        remember(person.hub, "person", person.uid, traces)
        wipe_traces()  # the nightly job does so once for everybody it let go
    transaction.on_commit(partial(_remove_filed_letters, [typed_email] if typed_email else []))


def traces_of(person: Person, mailbox_shown: bool = True) -> Traces:  # noqa: FBT001, FBT002
    """Return what this person alone is known by: a name somebody else here has too is not looked for.

    Nor is what they typed into a form themselves, where it is also a group's, or a word of the directory.
    """
    known = dict.fromkeys([person.name, *(name for namer in NAMERS for name in namer(person))])
    by_a_form = only_by_a_form(person)
    emails, phones = [person.email] if person.email else [], [person.phone] if person.phone else []
    names = [name for name in known if not _shared(name, person)]
    if by_a_form:
        shown = person.email if mailbox_shown else ""
        names, phones = _undoubted(names, shown), _undoubted(phones, shown)
        emails = emails if shown else _undoubted(emails, shown)
    return Traces(tuple(names), tuple(emails), tuple(phones), only_as_names=by_a_form)


def _undoubted(known: Iterable[str], shown: str) -> list[str]:
    return [words for words in known if not any(doubts(shown, words) for doubts in DOUBTERS)]


def take_out(traces: Traces) -> int:
    """Take names, addresses and numbers out of all words kept here; return how many rows had any."""
    return sum(_take_out_of(wordy, traces) for wordy in WORDY)


def wipe_traces() -> None:
    """See to it, in the caller's transaction, that what it removes is soon gone from the disk as well."""
    later("bandstand.people.tasks.wipe_traces")


def _shared(name: str, person: Person) -> bool:
    others = Person.objects.filter(name__iexact=name, anonymised_at=None).exclude(pk=person.pk)
    return others.exists()


def _take_out_of(wordy: Wordy, traces: Traces) -> int:
    return sum(rewrite(wordy, row, traces) for row in rows_with(wordy, traces))


def rows_with(wordy: Wordy, traces: Traces) -> Iterable[Model]:
    """Yield the rows that may hold some of this: all that do, and some that only look like it."""
    asked = Q()
    for name in (*wordy.fields, *wordy.contacts):
        for piece in traces.pieces():
            asked |= Q(**{f"{name}__icontains": piece})
    return wordy.model._default_manager.filter(asked).iterator(chunk_size=500) if asked else ()  # noqa: SLF001


def rewrite(wordy: Wordy, row: Model, traces: Traces) -> bool:
    """Take all of this out of one row's words; True when there was any."""
    changed: dict[str, object] = {}
    for name in wordy.fields:
        before = getattr(row, name)
        if (after := traces.out_of(before)) != before:
            changed[name] = _fitting(row, name, after)
    for name in wordy.contacts:
        if traces.out_of(getattr(row, name)) != getattr(row, name):
            changed[name] = ""
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
    if wordy.tidy is not None:
        changed |= {name: getattr(row, name) for name in wordy.tidy(row)}
    # Past `save`: deeds are written once, and nothing but the words may change.
    wordy.model._default_manager.filter(pk=row.pk).update(**changed)  # noqa: SLF001
    return True


def _fitting(row: Model, name: str, value: object) -> object:
    most = getattr(row._meta.get_field(name), "max_length", None)  # noqa: SLF001
    return value[:most] if most and isinstance(value, str) else value


def _remove_filed_letters(emails: Iterable[str]) -> None:
    """Delete copies of letters in the `mail` folder, where no mail server is named and they are filed."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    wanted = [email.lower().encode() for email in emails]
    if not folder or not wanted or not Path(folder).is_dir():
        return
    for path in Path(folder).iterdir():
        if path.is_file() and any(email in path.read_bytes().lower() for email in wanted):
            path.unlink(missing_ok=True)
