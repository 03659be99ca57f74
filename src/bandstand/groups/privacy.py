"""What the directory holds about people: to hand over, to take out, and to let go in time."""

from collections.abc import Iterable

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from bandstand.people.actions.removals import mark_of
from bandstand.people.erasing import doubts, erases, holds_words, replays, vouches
from bandstand.people.keeping import holds, lets_go
from bandstand.people.models import Person, Removal
from bandstand.people.papers import Row, Teller, papers
from bandstand.people.traces import Traces, texts_in, without_contacts

from .actions.contacts import MADE_ON_PAGE
from .actions.files import file_rows
from .actions.listing import leave
from .models import (
    Connection,
    ConnectionEvidence,
    Group,
    GroupContact,
    GroupPlace,
    ImportBatch,
    ImportRow,
    Likeness,
    MatchDecision,
    Merge,
    OnlinePlace,
    PageAsk,
    SheetPart,
)
from .search.leaving import forget_words, leave_no_old_words
from .sheets.manner import NotASheetError
from .words import plain

_STOPPED = "Details of somebody in this sheet were removed meanwhile. Bring it in again without them."

# What we hold, to hand over


@papers("Groups you answer for")
def _contacts(teller: Teller) -> Iterable[Row]:
    for one in GroupContact.objects.filter(person=teller.person).select_related("group"):
        yield {
            "Group": one.group.name,
            "As": one.role,
            "Gets its letters": one.is_main,
            "Meant to be shown": list(one.shows),
            "Since": one.added_at,
        }


@papers("Groups that have your address, number or name")
def _named(teller: Teller) -> Iterable[Row]:
    for one in Group.objects.filter(teller.worth_a_look("email", "phone", "notes", "about", "said_by")):
        found = {
            name: getattr(one, name) for name in ("email", "phone") if teller.is_named_in(getattr(one, name))
        }
        yield {"Group": one.name, **found, "Notes": _cells_about(teller, [one.notes, one.about, one.said_by])}


@papers("Rows of sheets that name you")
def _rows(teller: Teller) -> Iterable[Row]:
    for one in ImportRow.objects.filter(teller.worth_a_look("cells", "fixed")).select_related("batch"):
        if cells := _cells_about(teller, [one.cells, one.fixed]):
            yield {"Sheet": one.batch.file_name, "Row": one.number, "Came": one.batch.made_at, "Cells": cells}


@papers("Groups whose own page you asked for")
def _asks(teller: Teller) -> Iterable[Row]:
    if email := teller.person.email:
        for one in PageAsk.objects.filter(email__iexact=email).select_related("group"):
            yield {"Group": one.group.name, "You said": teller.says(one.says), "When": one.at}


@papers("What you did in the directory")
def _did(teller: Teller) -> Iterable[Row]:
    for group in Group.objects.filter(confirmed_by=teller.person):
        yield {"What": f"Said that the entry of {group.name} is right", "When": group.confirmed_at}
    for batch in ImportBatch.objects.filter(made_by=teller.person):
        yield {"What": f"Brought in {batch.file_name}", "When": batch.made_at}
    for merge in Merge.objects.filter(by=teller.person).select_related("kept"):
        yield {"What": f"Made {merge.absorbed_name} and {merge.kept.name} one", "When": merge.at}
    for said in MatchDecision.objects.filter(by=teller.person).select_related("first", "second"):
        yield {
            "What": f"Said of {said.first.name} and {said.second.name}: {said.get_said_display()}",
            "When": said.at,
        }


def _cells_about(teller: Teller, kept: list[object]) -> list[str]:
    """Return the texts that name them, without anybody else."""
    return [teller.says(text) for text in texts_in(kept) if teller.is_named_in(text)]


# Taking somebody out

_OF_ONE = 2  # more entries than this have no person's name in common


@vouches
def _answers_here(person: Person) -> bool:
    """A contact the desk wrote down; whoever was added on a group's own page is only what was typed there."""
    return person.created_via != MADE_ON_PAGE and GroupContact.objects.filter(person=person).exists()


@doubts
def _of_the_directory(shown: str, words: str) -> bool:
    """Tell whether a name is a group's, or in many entries, or an address or number another group's own."""
    others = Group.objects.exclude(email__iexact=shown) if shown else Group.objects.all()
    if Group.objects.filter(email__iexact=words).exists() or _rings(others, words):
        return True
    called = plain(words)
    if "@" in words or not called or not called.strip("0123456789 "):
        return False
    in_entries = Group.objects.filter(search__contains=called).values_list("pk")[: _OF_ONE + 1]
    return Group.objects.filter(plain_name__contains=called).exists() or len(in_entries) > _OF_ONE


def _rings(groups: QuerySet[Group], words: str) -> bool:
    """Tell whether a number is that of one of these groups."""
    number = Traces(phones=(words,))
    likely = [groups.filter(phone__icontains=piece) for piece in number.pieces()]
    return any(number.out_of(group.phone) != group.phone for found in likely for group in found)


@erases
def _own_rows(person: Person, traces: Traces) -> None:
    leave_no_old_words()
    GroupContact.objects.filter(person=person).delete()
    for email in traces.emails:
        PageAsk.objects.filter(email__iexact=email).delete()
        OnlinePlace.objects.filter(Q(raw__icontains=email) | Q(url__icontains=email)).delete()
    _stop_sheets(traces)


def _stop_sheets(traces: Traces) -> None:
    """Drop a file on its way in that names them: it is read again and again until its rows are kept."""
    for batch in ImportBatch.objects.filter(Exists(SheetPart.objects.filter(batch=OuterRef("pk")))):
        if _names(batch, traces):
            batch.parts.all().delete()
            unfinished = ImportBatch.objects.filter(pk=batch.pk).exclude(state=ImportBatch.State.DONE)
            unfinished.update(state=ImportBatch.State.STOPPED, says=_STOPPED)


def _names(batch: ImportBatch, traces: Traces) -> bool:
    try:
        return any(traces.out_of(row.cells) != list(row.cells) for row in file_rows(batch))
    except NotASheetError:  # nobody could say what it holds
        return True


@replays(Removal.Kind.GROUP)
def _leave_again(marks: set[str]) -> int:
    found = [group for group in Group.objects.filter(left_at=None) if mark_of(group.uid) in marks]
    for group in found:
        leave(group)
    return len(found)


def _found_anew(row: Model) -> list[str]:
    """Work out the words a group is found by once its own words have changed."""
    group = Group.objects.select_related("kind", "area").get(pk=row.pk)
    before = group.search
    for name in ("about", "address", "other_names"):
        setattr(group, name, getattr(row, name))
    group.describe()
    forget_words(set(before.split()) - set(group.search.split()))
    row.plain_name, row.search = group.plain_name, group.search  # type: ignore[attr-defined]  # it is a group
    return ["plain_name", "search"]


holds_words(
    Group,
    "about",
    "address",
    "other_names",
    "notes",
    "said_by",
    "hidden_why",
    contacts=("email", "phone"),
    tidy=_found_anew,
)
holds_words(GroupPlace, "name", "address", "notes")
holds_words(OnlinePlace, "label", "raw")
holds_words(ImportBatch, "file_name", "sheet_name", "headings", "says")
holds_words(ImportRow, "cells", "whole", "fixed", "plan", "maybe", "before", "says")
holds_words(Likeness, "reasons")
holds_words(Merge, "snapshot", "absorbed_name")
holds_words(PageAsk, "says")
holds_words(Connection, "words")
holds_words(ConnectionEvidence, "words")


# Letting go in time


@holds
def _answers_for_a_group() -> Exists:
    gone = Q(group__status=Group.Status.CLOSED) | Q(group__left_at__isnull=False)
    return Exists(GroupContact.objects.filter(person=OuterRef("pk")).exclude(gone))


def _gone_groups() -> QuerySet[Group]:
    """Return groups that left or closed and of which something reaches a person still."""
    gone = Group.objects.filter(Q(left_at__isnull=False) | Q(status=Group.Status.CLOSED))
    reached = Exists(GroupContact.objects.filter(group=OuterRef("pk")))
    return gone.filter(~Q(email="", phone="", notes={}) | Q(reached)).annotate(
        began=Coalesce("left_at", "changed_at")
    )


def _empty_groups(rows: QuerySet[Model]) -> int:
    ids = list(rows.values_list("pk", flat=True))
    GroupContact.objects.filter(group__in=ids).delete()
    return Group.objects.filter(pk__in=ids).update(email="", phone="", notes={})


def _sheets() -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(emptied_at=None).annotate(began=Coalesce("done_at", "made_at"))


def _empty_sheets(rows: QuerySet[Model]) -> int:
    ids = list(rows.values_list("pk", flat=True))
    for row in ImportRow.objects.filter(batch__in=ids).iterator(chunk_size=500):
        emptied = {name: without_contacts(getattr(row, name)) for name in _PERSONAL}
        if any(emptied[name] != getattr(row, name) for name in _PERSONAL):
            ImportRow.objects.filter(pk=row.pk).update(**emptied)
    return ImportBatch.objects.filter(pk__in=ids).update(emptied_at=timezone.now())


_PERSONAL = ("cells", "whole", "fixed", "plan", "before", "says")


def _unfinished() -> QuerySet[SheetPart]:
    return SheetPart.objects.annotate(began=F("batch__made_at"))


def _delete(rows: QuerySet[Model]) -> int:
    count = rows.count()
    rows.delete()
    return count


def _forget_copies(rows: QuerySet[Model]) -> int:
    return Merge.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(snapshot={})


lets_go(Group, _gone_groups, _empty_groups)
lets_go(ImportBatch, _sheets, _empty_sheets)
lets_go(SheetPart, _unfinished, _delete)
lets_go(PageAsk, lambda: PageAsk.objects.annotate(began=F("at")), _delete)
lets_go(Merge, lambda: Merge.objects.exclude(snapshot={}).annotate(began=F("at")), _forget_copies)
lets_go(
    Connection,
    lambda: Connection.objects.exclude(words="").annotate(began=F("made_at")),
    lambda rows: _update(rows, words=""),
)
lets_go(
    ConnectionEvidence,
    lambda: ConnectionEvidence.objects.exclude(words="").annotate(began=F("made_at")),
    lambda rows: _update(rows, words=""),
)


def _update(rows: QuerySet[Model], **fields: str) -> int:
    return rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**fields)  # noqa: SLF001
