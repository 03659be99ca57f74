"""Two groups made one, and taken apart again; and what was decided about two that look alike."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.people.traces import TAKEN_OUT

from ..models import Group, MatchDecision, Merge
from ..queries.duplicates import CHOICES, KEPT, Choice, default_choices, other_names
from ..words import plain
from .groups import add_group, free_slugs
from .moving import Moves, move_all, move_back, still_holding
from .said_by import MERGE, note_who, said
from .stored import Stored, as_stored, write_back

Said = MatchDecision.Said

# Between two wishes about being seen, the more careful one holds.
_CAREFUL: list[str] = [Group.PlaceShown.EXACT, Group.PlaceShown.AREA, Group.PlaceShown.NONE]
# A change of these says nothing of its own: they follow from the others.
_FOLLOWS = {"search", "plain_name", "changed_at", "said_by"}
_IN_WORDS = {
    "lat": "its position", "lon": "its position", "precision": "its position", "area_id": "its area",
    "kind_id": "its kind", "kind_is_guess": "its kind", "parent_id": "the body it belongs to",
    "other_names": "its other names", "about": "what it does", "charity_number": "its charity number",
}  # fmt: skip


class MergeError(ValueError):
    """The groups cannot be made one, or taken apart; the message says why in plain words."""


@transaction.atomic
def merge(kept: Group, absorbed: Group, choices: Mapping[str, str], *, by: Person | None) -> Merge:
    """Make two groups one. `choices` says of which group each field is, "kept" or "absorbed"; what is not
    in it
    is chosen as `queries.duplicates.default_choices` would.

    Nothing is lost: what holds on to the absorbed group moves, what was not chosen is kept as a note, and all
    of it can be taken apart again. Raises MergeError, and then nothing was changed.
    """
    kept, absorbed = _both(kept, absorbed)
    chosen = default_choices(kept, absorbed) | {key: side for key, side in choices.items() if key in CHOICES}
    before = {"kept": as_stored(kept), "absorbed": as_stored(absorbed)}
    _fill(kept, absorbed, chosen, by)
    kept.save()
    moves = _moved(kept, absorbed, chosen)
    snapshot = before | {"after": as_stored(kept), "choices": chosen} | asdict(moves)
    done = Merge.objects.create(
        hub=kept.hub, kept=kept, absorbed_id=absorbed.pk, absorbed_uid=absorbed.uid,
        absorbed_slug=absorbed.slug, absorbed_name=absorbed.name, snapshot=snapshot, by=by,
    )  # fmt: skip
    # A plain delete of one row: nothing holds on to it any more, which was made sure of.
    Group.objects.filter(pk=absorbed.pk).delete()
    names = before["kept"]["name"], before["absorbed"]["name"]
    record(kept.hub, "merged groups", f"made {names[1]} and {names[0]} one", by=by, about=kept)
    return done


def _both(kept: Group, absorbed: Group) -> tuple[Group, Group]:
    """Return both as they are now, held until the end: two officers at once take turns."""
    if kept.pk == absorbed.pk:
        raise MergeError("That is one and the same group. Choose two.")
    ids = sorted((kept.pk, absorbed.pk))
    found = {group.pk: group for group in Group.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    for group in (kept, absorbed):
        if group.pk not in found:
            raise MergeError(f"{group.name} is not there any more: somebody else was quicker.")
    return found[kept.pk], found[absorbed.pk]


def _moved(kept: Group, absorbed: Group, chosen: Mapping[str, str]) -> Moves:
    try:
        with transaction.atomic():
            moves = move_all(kept, absorbed, places_of_absorbed=chosen["place"] != KEPT)
    except IntegrityError as trouble:
        raise MergeError(
            f"Not everything of {absorbed.name} can move to {kept.name}, so both were left as they are."
        ) from trouble
    if left := still_holding(absorbed):
        raise MergeError(
            f"{absorbed.name} still has {', '.join(left)} that cannot move, so both were left as they are."
        )
    return moves


def _fill(kept: Group, absorbed: Group, chosen: Mapping[str, str], by: Person | None) -> None:
    """Give the kept group, unsaved, what was chosen, and whatever both have of what there may be several
    of.
    """
    named = kept if chosen["name"] == KEPT else absorbed
    names = other_names(kept, absorbed, named.name)
    notes = _notes(kept, absorbed, chosen)
    for key, side in chosen.items():
        if side != KEPT:
            _take(kept, absorbed, CHOICES[key], by)
    kept.other_names, kept.notes = names, notes
    kept.parent_id = _body_of_both(kept, absorbed)
    _careful(kept, absorbed)
    if absorbed.confirmed_at and (not kept.confirmed_at or absorbed.confirmed_at > kept.confirmed_at):
        kept.confirmed_at, kept.confirmed_how = absorbed.confirmed_at, absorbed.confirmed_how
        kept.confirmed_by_id = absorbed.confirmed_by_id
    kept.changed_at = timezone.now()


def _take(kept: Group, absorbed: Group, choice: Choice, by: Person | None) -> None:
    """Take these from the other group, with who said so."""
    for name in choice.columns:
        setattr(kept, name, getattr(absorbed, name))
    for name in choice.told:
        note_who(kept, [name], absorbed.said_by.get(name) or said(MERGE, by=by))


def _body_of_both(kept: Group, absorbed: Group) -> int | None:
    """Return the body the group belongs to afterwards: its own or the other's, never itself or one below
    it.
    """
    for wish in (kept.parent_id, absorbed.parent_id):
        if wish in {None, kept.pk, absorbed.pk}:
            continue
        if not {kept.pk, absorbed.pk} & _above(Group.objects.get(pk=wish)):
            return wish
    return None


def _careful(kept: Group, absorbed: Group) -> None:
    """Whoever asked to be seen less is seen less."""
    kept.place_shown = max(kept.place_shown, absorbed.place_shown, key=_CAREFUL.index)
    if kept.listed and not absorbed.listed:
        kept.listed, kept.hidden_why = False, absorbed.hidden_why
    kept.left_at = kept.left_at or absorbed.left_at
    kept.no_letters_at = kept.no_letters_at or absorbed.no_letters_at
    kept.off_map_at = kept.off_map_at or absorbed.off_map_at


def _notes(kept: Group, absorbed: Group, chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return the notes of both, and what was said of the field that was not chosen."""
    notes = dict(kept.notes)
    for heading, words in absorbed.notes.items():
        notes[_free(notes, heading, words, absorbed.name)] = words
    for key, side in chosen.items():
        loser, winner = (absorbed, kept) if side == KEPT else (kept, absorbed)
        lost = CHOICES[key].shown(loser)
        if key != "name" and lost and lost != CHOICES[key].shown(winner):
            heading = f"{CHOICES[key].label} ({loser.name})"
            notes[_free(notes, heading, lost, loser.name)] = lost
    return notes


def _free(notes: dict[str, Any], heading: str, words: Any, name: str) -> str:
    if notes.get(heading, words) == words:
        return heading
    wish, number = f"{heading} ({name})", 2
    while notes.get(wish, words) != words:
        wish, number = f"{heading} ({name}, {number})", number + 1
    return wish


def why_not_apart(merge: Merge) -> str:
    """Return why a merge cannot be taken apart now, in plain words; "" if it can."""
    if merge.undone_at:
        return "These were taken apart already."
    if not merge.snapshot:
        return "The copy this needs was let go, as it was older than copies are kept."
    later = Merge.objects.filter(kept=merge.kept_id, undone_at=None, pk__gt=merge.pk).order_by("-pk").first()
    if later:
        return f"{later.absorbed_name} was made part of it later. Take that apart first."
    return ""


@transaction.atomic
def take_apart(merge: Merge, *, by: Person | None) -> list[str]:
    """Make one group two again, each as it was. Return in words what stays as it is because it changed since.

    Raises MergeError, and then nothing was changed.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if why_not := why_not_apart(merge):
        raise MergeError(why_not)
    kept = Group.objects.select_for_update().get(pk=merge.kept_id)
    before = merge.snapshot
    if before["kept"]["id"] != kept.pk:
        raise MergeError(f"{before['kept']['name']} became part of {kept.name} since. Take that apart first.")
    stays = _group_back(_asked_since(before["absorbed"], as_stored(kept), before["after"]))
    stays += move_back(Moves(before["moved"], before["changed"], before["gone"]))
    stays += _fields_back(kept, before["kept"], before["after"])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    words = f"took {merge.absorbed_name} and {kept.name} apart again"
    record(merge.hub, "took groups apart", words, by=by, about=kept, detail={"stays": stays})
    return stays


def _asked_since(stored: Stored, now: Stored, after: Stored) -> Stored:
    """Return the absorbed group's row as private as the group they were together asked to be since."""
    asked: Stored = {name: "" for name in ("email", "phone") if stored[name] == TAKEN_OUT}
    if after["listed"] and not now["listed"]:
        asked |= {"listed": False, "hidden_why": now["hidden_why"]}
    if now["left_at"] and not after["left_at"]:
        asked |= {"left_at": now["left_at"], "email": "", "phone": "", "notes": {}}
    if _CAREFUL.index(now["place_shown"]) > _CAREFUL.index(after["place_shown"]):
        asked["place_shown"] = max(now["place_shown"], stored["place_shown"], key=_CAREFUL.index)
    for wish in ("no_letters_at", "off_map_at"):
        if now[wish] and not after[wish]:
            asked[wish] = now[wish]
    return stored | asked


def _group_back(stored: Stored) -> list[str]:
    """Write the absorbed group again; where its address was given away meanwhile, under another."""
    stays = []
    if Group.objects.filter(slug=stored["slug"]).exists():
        group = Group(hub_id=stored["hub_id"], name=stored["name"], postcode=stored["postcode"])
        stored = stored | {"slug": free_slugs([group])[0]}
        stays.append(f"Another group has its address now, so it is at /groups/{stored['slug']}/.")
    stored = _without_lost(stored)
    write_back(Group, stored)
    return stays


def _without_lost(stored: Stored) -> Stored:
    """Return the row without pointing at what is gone: a kind, an area, a body, the person who confirmed
    it.
    """
    lost = {
        column.attname: None
        for column in Group._meta.concrete_fields  # noqa: SLF001
        if column.is_relation and column.null and stored.get(column.attname) is not None
        and not column.related_model._default_manager.filter(pk=stored[column.attname]).exists()  # type: ignore[union-attr]  # noqa: SLF001
    }  # fmt: skip
    return stored | lost


def _fields_back(kept: Group, before: Stored, after: Stored) -> list[str]:
    """Put the kept group's fields back, but for those somebody changed after the merge."""
    now = as_stored(kept)
    changed = {name for name in after if now.get(name) != after[name]}
    by_hand = changed - _FOLLOWS
    back = {name: value for name, value in _without_lost(before).items() if name not in changed}
    if changed:
        back.pop("changed_at", None)
    Group.objects.filter(pk=kept.pk).update(**{name: value for name, value in back.items() if name != "id"})
    if by_hand:
        _describe_again(kept.pk)
    told = dict.fromkeys(_IN_WORDS.get(name, name.replace("_", " ")) for name in sorted(by_hand))
    return [f"Of {kept.name}, {', '.join(told)} changed since, and stays as it is."] if told else []


def _describe_again(pk: int) -> None:
    group = Group.objects.select_related("kind", "area").get(pk=pk)
    group.changed_at = timezone.now()
    group.save()


@transaction.atomic
def decide(one: Group, other: Group, said_what: str, *, by: Person | None) -> MatchDecision:
    """Remember that two groups are not the same, or that it is decided later. The last word holds."""
    first, second = sorted((one, other), key=lambda group: group.pk)
    decision, _ = MatchDecision.objects.update_or_create(
        first=first,
        second=second,
        defaults={"hub": one.hub, "said": said_what, "by": by, "at": timezone.now()},
    )
    words = "are not the same" if said_what == Said.DIFFERENT else "are to be decided later"
    record(one.hub, "decided on two groups", f"said that {first} and {second} {words}", by=by, about=first)
    return decision


@transaction.atomic
def forget_decision(one: Group, other: Group, *, by: Person | None) -> None:
    """Take a decision back: the two are asked about again."""
    first, second = sorted((one, other), key=lambda group: group.pk)
    if MatchDecision.objects.filter(first=first, second=second).delete()[0]:
        words = f"took back what was said of {first} and {second}"
        record(one.hub, "took a decision back", words, by=by, about=first)


@transaction.atomic
def make_branches(hub: Hub, one: Group, other: Group, *, parent: Group | str, by: Person | None) -> Group:
    """Say that two groups are branches of one body: either of them, another group, or one made by this name.

    They stay two groups, with the body as their parent. Return the body. Raises MergeError.
    """
    body = parent if isinstance(parent, Group) else _body(hub, parent, by)
    for group in (one, other):
        if group.pk == body.pk:
            continue
        if body.pk in _above(group) or group.pk in _above(body):
            if group.parent_id == body.pk:
                continue
            raise MergeError(f"{body.name} already belongs to {group.name}. Choose another body.")
        group.parent = body
        note_who(group, ["parent"], said("officer", by=by))
        group.changed_at = timezone.now()
        group.save(update_fields=["parent", "said_by", "changed_at"])
        record(hub, "made a branch", f"said that {group} is a branch of {body}", by=by, about=group)
    decide(one, other, Said.DIFFERENT, by=by)
    return body


def _body(hub: Hub, name: str, by: Person | None) -> Group:
    name = name.strip()
    if not name:
        raise MergeError("Say what the body they belong to is called.")
    same = Group.objects.filter(plain_name=plain(name)[:200]).order_by("pk").first()
    return same or add_group(hub, by=by, name=name)


def _above(group: Group) -> set[int]:
    """Return the ids of the bodies a group belongs to, however many up."""
    found: set[int] = set()
    at = group.parent_id
    while at and at not in found:
        found.add(at)
        at = Group.objects.filter(pk=at).values_list("parent_id", flat=True).first()
    return found
