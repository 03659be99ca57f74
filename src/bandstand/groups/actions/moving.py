"""Everything that holds on to one group made to hold on to another, whichever part of the house it is in.

The tables are found by asking Django, so one added next year moves too. What cannot stand twice beside one
group (the same website, the same interest, the same person at the same gathering) is taken out and kept
word for word, with what held on to it moved to its twin.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from ..models import Group, GroupArea, GroupInterest, Likeness, MatchDecision
from .stored import Stored, as_stored, overwrite, write_back

# Rows about two groups, the smaller id first: what is said of one pair is then said of another.
_PAIRS: dict[type[models.Model], tuple[str, str]] = {
    MatchDecision: ("first", "second"),
    Likeness: ("first", "second"),
}
# Rows from one group to another: none leads from a group to itself.
_LINKS: dict[type[models.Model], tuple[str, str]] = {}
_AT_ONCE = 500


def links_groups(model: type[models.Model], source: str, target: str) -> None:
    """Say that each row of this table leads from one group to another."""
    _LINKS[model] = (source, target)


def holds_pairs(model: type[models.Model], first: str, second: str) -> None:
    """Say that each row of this table is about two groups, the smaller id first."""
    _PAIRS[model] = (first, second)


@dataclass
class Moves:
    """What was moved, changed and taken out, as it goes into the record of a merge.

    moved: {"table", "field", "from", "to", "rows"}; changed: {"table", "before", "after"};
    gone: {"table", "row"}, in the order they went.
    """

    moved: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)


def holders(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield each table and column that may point at a row of this one: lists of many-to-many too."""
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field.name  # type: ignore[union-attr,misc]


def move_all(kept: Group, absorbed: Group, *, places_of_absorbed: bool) -> Moves:
    """Move all that holds on to the absorbed group. Its areas go with its place or not at all."""
    moves = Moves()
    _pairs(moves, kept, absorbed)
    _links(moves, kept, absorbed)
    loser = kept if places_of_absorbed else absorbed
    for area in GroupArea.objects.filter(group=loser):
        _take_out(moves, area)
    for model, column in holders(Group):
        if model not in _PAIRS:
            _move(moves, model, column, absorbed.pk, kept.pk)
    return moves


def still_holding(absorbed: Group) -> list[str]:
    """Return in words what still holds on to a group."""
    return [
        str(model._meta.verbose_name_plural)  # noqa: SLF001
        for model, column in holders(Group)
        if model._default_manager.filter(**{column: absorbed.pk}).exists()  # noqa: SLF001
    ]


def _move(moves: Moves, model: type[models.Model], column: str, old: int, new: int) -> None:
    rows = model._default_manager.filter(**{column: old})  # noqa: SLF001
    for row, twin in _twins(model, column, old, new):
        _stand_aside(moves, row, twin)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        model._default_manager.filter(pk__in=some).update(**{column: new})  # noqa: SLF001
    if ids:
        moves.moved.append(
            {"table": model._meta.label, "field": column, "from": old, "to": new, "rows": ids}  # noqa: SLF001
        )


def _twins(
    model: type[models.Model], column: str, old: int, new: int
) -> Iterator[tuple[models.Model, models.Model]]:
    """Yield the rows that cannot move because one just like it is there already, with that one."""
    seen: set[Any] = set()
    for others, condition in _unique(model, column):
        rows = model._default_manager.filter(condition)  # noqa: SLF001
        there = {_values(row, others): row for row in rows.filter(**{column: new}).order_by("pk")}
        for row in rows.filter(**{column: old}).order_by("pk"):
            twin = there.get(_values(row, others))
            if twin is not None and row.pk not in seen:
                seen.add(row.pk)
                yield row, twin


def _unique(model: type[models.Model], column: str) -> Iterator[tuple[list[str], models.Q]]:
    """Yield the other columns that may come only once together with this one, and when that holds."""
    options = model._meta  # noqa: SLF001
    sets: list[tuple[Iterable[str], models.Q]] = [
        (one.fields, one.condition or models.Q())
        for one in options.constraints
        if isinstance(one, models.UniqueConstraint)
    ]
    sets += [(names, models.Q()) for names in options.unique_together]
    sets += [([column], models.Q())] if options.get_field(column).unique else []  # type: ignore[union-attr]
    for names, condition in sets:
        if column in names:
            yield [options.get_field(name).attname for name in names if name != column], condition  # type: ignore[union-attr]


def _values(row: models.Model, columns: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)


def _stand_aside(moves: Moves, row: models.Model, twin: models.Model) -> None:
    """Take a row out in favour of its twin; what held on to it holds on to the twin."""
    if isinstance(row, GroupInterest) and isinstance(twin, GroupInterest):
        _surer_interest(moves, row, twin)
    for model, column in holders(type(row)):
        _move(moves, model, column, row.pk, twin.pk)
    _take_out(moves, row)


def _surer_interest(moves: Moves, row: GroupInterest, twin: GroupInterest) -> None:
    """What one of the two said outright holds, whatever was only suggested of the other."""
    if row.state == GroupInterest.State.SAID != twin.state:
        before = as_stored(twin)
        twin.state = row.state
        twin.save(update_fields=["state"])
        _note_change(moves, twin, before)


def _pairs(moves: Moves, kept: Group, absorbed: Group) -> None:
    """What was said of the absorbed group beside a third is now said of the kept one beside it."""
    for model, (first, second) in _PAIRS.items():
        either = models.Q(**{first: absorbed}) | models.Q(**{second: absorbed})
        for row in model._default_manager.filter(either).order_by("pk"):  # noqa: SLF001
            _pair(moves, row, (first, second), kept, absorbed)


def _links(moves: Moves, kept: Group, absorbed: Group) -> None:
    """Take out what led from one of the two to the other."""
    both = (kept.pk, absorbed.pk)
    for model, (source, target) in _LINKS.items():
        for row in model._default_manager.filter(**{f"{source}__in": both, f"{target}__in": both}):  # noqa: SLF001
            _take_out_whole(moves, row)


def _pair(moves: Moves, row: models.Model, columns: tuple[str, str], kept: Group, absorbed: Group) -> None:
    ids = [getattr(row, f"{column}_id") for column in columns]
    other = ids[1] if ids[0] == absorbed.pk else ids[0]
    wanted = {f"{column}_id": pk for column, pk in zip(columns, sorted((other, kept.pk)), strict=True)}
    taken = type(row)._default_manager.filter(**wanted).exists()  # noqa: SLF001
    if other == kept.pk or taken or isinstance(row, Likeness):
        _take_out_whole(moves, row)
        return
    before = as_stored(row)
    for name, pk in wanted.items():
        setattr(row, name, pk)
    row.save(update_fields=list(columns))
    _note_change(moves, row, before)


def _take_out_whole(moves: Moves, row: models.Model) -> None:
    """Take a row out with what belongs to it, so that all of it can come back."""
    for model, column in holders(type(row)):
        for part in model._default_manager.filter(**{column: row.pk}):  # noqa: SLF001
            _take_out(moves, part)
    _take_out(moves, row)


def _note_change(moves: Moves, row: models.Model, before: Stored) -> None:
    moves.changed.append({"table": row._meta.label, "before": before, "after": as_stored(row)})  # noqa: SLF001


def _take_out(moves: Moves, row: models.Model) -> None:
    moves.gone.append({"table": row._meta.label, "row": as_stored(row)})  # noqa: SLF001
    type(row)._default_manager.filter(pk=row.pk).delete()  # noqa: SLF001


def move_back(moves: Moves) -> list[str]:
    """Undo the moves, last first; return in words what could not be put back because it changed since.

    What moves back may for a moment point at a row not yet there: databases look only at the very end.
    """
    trouble: list[str] = []
    for moved in reversed(moves.moved):
        trouble += _move_back(moved)
    for gone in reversed(moves.gone):
        trouble += _bring_back(gone)
    for changed in reversed(moves.changed):
        trouble += _change_back(changed)
    return trouble


def _bring_back(gone: dict[str, Any]) -> list[str]:
    model = apps.get_model(gone["table"])
    if _lacks(model, gone["row"]):
        return [f"{_called(model)}: something it belonged to is gone, so it was not put back."]
    if model is Likeness and _is_there(model, ["first_id", "second_id"], models.Q(), gone["row"]):
        return []  # found again meanwhile
    if any(_is_there(model, names, condition, gone["row"]) for names, condition in _all_unique(model)):
        return [f"{_called(model)}: there is another just like it now, so it was not put back."]
    write_back(model, gone["row"])
    return []


def _lacks(model: type[models.Model], stored: Stored) -> bool:
    """Tell whether a row this one belongs to is gone."""
    return any(
        stored.get(column.attname) is not None
        and not column.related_model._default_manager.filter(pk=stored[column.attname]).exists()  # noqa: SLF001
        for column in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(column, models.ForeignKey)
    )


def _all_unique(model: type[models.Model]) -> Iterator[tuple[list[str], models.Q]]:
    options = model._meta  # noqa: SLF001
    yield [options.pk.attname], models.Q()
    for one in options.constraints:
        if isinstance(one, models.UniqueConstraint) and one.fields:
            yield [options.get_field(name).attname for name in one.fields], one.condition or models.Q()  # type: ignore[union-attr]


def _is_there(model: type[models.Model], names: list[str], condition: models.Q, stored: Stored) -> bool:
    same = {name: stored[name] for name in names}
    return model._default_manager.filter(condition, **same).exists()  # noqa: SLF001


def _move_back(moved: dict[str, Any]) -> list[str]:
    """Move rows back that are still where they were put; those moved on, or gone, are counted."""
    model = apps.get_model(moved["table"])
    back = 0
    for start in range(0, len(moved["rows"]), _AT_ONCE):
        some = moved["rows"][start : start + _AT_ONCE]
        still = model._default_manager.filter(pk__in=some, **{moved["field"]: moved["to"]})  # noqa: SLF001
        back += still.update(**{moved["field"]: moved["from"]})
    lost = len(moved["rows"]) - back
    return [f"{_called(model)}: {lost} changed or went since, and stay as they are."] if lost else []


def _change_back(changed: dict[str, Any]) -> list[str]:
    model = apps.get_model(changed["table"])
    row = model._default_manager.filter(pk=changed["after"]["id"]).first()  # noqa: SLF001
    if row is None or as_stored(row) != changed["after"]:
        return [f"{_called(model)}: changed since, and stays as it is."]
    overwrite(model, changed["before"])
    return []


def _called(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()  # noqa: SLF001
