"""Interests: the lists a hub has, what is suggested for which group, and saying yes or no."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..interests.sources import Told, read
from ..interests.starting import pattern_of, starting_interests
from ..interests.suggesting import Suggester, Suggestion
from ..models import Group, GroupInterest, Interest

State = GroupInterest.State
_AT_ONCE = 500
_MOST_A_GROUP = 6


class SuchAnInterestError(ValueError):
    """There is an interest of this name already; the message says so."""


@dataclass
class LoadedInterests:
    """What loading a list came to."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def start_interests(hub: Hub) -> None:
    """Give a hub without interests the usual ones."""
    if not Interest.objects.exists():
        told = [
            Told(Interest.Scheme.LOCAL, slugify(name)[:80], name, pattern=pattern)
            for name, pattern in starting_interests()
        ]
        _bring_in(hub, told)


@transaction.atomic
def load_interests(hub: Hub, path: Path, *, by: Person | None) -> LoadedInterests:
    """Bring a published list in; the same list again changes nothing. Raises NotAListError."""
    told = read(path)
    done = _bring_in(hub, told)
    if done.new or done.changed:
        scheme = Interest.Scheme(told[0].scheme).label
        record(hub, "loaded interests", f"loaded {done.new + done.changed} interests of {scheme}", by=by)
    return done


def _bring_in(hub: Hub, told: list[Told]) -> LoadedInterests:
    done = LoadedInterests()
    known = {(interest.scheme, interest.code): interest for interest in Interest.objects.all()}
    slugs = {interest.slug for interest in known.values()}
    new, changed = [], []
    for one in told:
        interest = known.get((one.scheme, one.code[:80]))
        facts = {"name": one.name[:120], "pattern": _pattern(one), "unless": one.unless}
        if interest is None:
            interest = Interest(hub=hub, scheme=one.scheme, code=one.code[:80], **facts)
            interest.slug = _free(slugify(one.name)[:100] or "interest", slugs)
            known[one.scheme, interest.code] = interest
            new.append(interest)
        elif any(getattr(interest, key) != value for key, value in facts.items()):
            for key, value in facts.items():
                setattr(interest, key, value)
            changed.append(interest)
        else:
            done.same += 1
    Interest.objects.bulk_create(new)
    Interest.objects.bulk_update(changed, ["name", "pattern", "unless"])
    _set_broader(told, known)
    done.new, done.changed = len(new), len(changed)
    return done


def _pattern(told: Told) -> str:
    """Return what suggests it: the list's own pattern, or its names where it has several."""
    return told.pattern or (pattern_of([told.name, *told.also]) if told.also else "")


def _free(slug: str, taken: set[str]) -> str:
    number, wish = 1, slug
    while wish in taken:
        number += 1
        wish = f"{slug}-{number}"
    taken.add(wish)
    return wish


def _set_broader(told: list[Told], known: Mapping[tuple[str, str], Interest]) -> None:
    moved = []
    for one in told:
        interest, broader = known[one.scheme, one.code[:80]], known.get((one.scheme, one.broader[:80]))
        if broader and interest.broader_id != broader.pk and broader is not interest:
            interest.broader = broader
            moved.append(interest)
    Interest.objects.bulk_update(moved, ["broader"])


@transaction.atomic
def add_interest(hub: Hub, name: str, *, by: Person | None) -> Interest:
    """Add one of our own. Raises SuchAnInterestError."""
    slug = slugify(name)[:100] or "interest"
    if Interest.objects.filter(name__iexact=name).exists():
        raise SuchAnInterestError(f"There is an interest called “{name}” already.")
    taken = set(Interest.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = _free(slug, taken)
    interest = Interest.objects.create(hub=hub, code=free[:80], name=name, slug=free)
    record(hub, "added an interest", f"added the interest “{name}”", by=by, about=interest)
    return interest


@transaction.atomic
def retire_interest(interest: Interest, *, retired: bool, by: Person | None) -> None:
    """Suggest and offer it no longer, or again. Groups that have it keep it."""
    Interest.objects.filter(pk=interest.pk).update(retired=retired)
    words = f"{'retired' if retired else 'brought back'} the interest “{interest.name}”"
    record(interest.hub, "retired an interest", words, by=by, about=interest)


def suggest_interests(hub: Hub, groups: Iterable[Group]) -> int:
    """Suggest interests for these groups and return how many suggestions are new.

    What was said or refused stays as it is; suggestions whose words have gone are taken back.
    """
    suggester = Suggester(Interest.objects.filter(retired=False))
    waiting, many = iter(groups), 0
    while some := list(islice(waiting, _AT_ONCE)):
        # Thought about first: on SQLite nobody else writes while a transaction is open.
        many += _suggest(hub, [(one, suggester.of(one.name, one.about)[:_MOST_A_GROUP]) for one in some])
    return many


@transaction.atomic
def _suggest(hub: Hub, suggested: list[tuple[Group, list[Suggestion]]]) -> int:
    rows = GroupInterest.objects.filter(group__in=[group for group, _ in suggested])
    held = {(row.group_id, row.interest_id): row for row in rows}
    fresh, still = [], set()
    for group, suggestions in suggested:
        for suggestion in suggestions:
            pair = (group.pk, suggestion.interest.pk)
            still.add(pair)
            if pair not in held:
                fresh.append(
                    GroupInterest(
                        hub=hub, group=group, interest=suggestion.interest,
                        state=State.SUGGESTED, why=suggestion.why[:200],
                    )
                )  # fmt: skip
    gone = [row.pk for pair, row in held.items() if row.state == State.SUGGESTED and pair not in still]
    GroupInterest.objects.filter(pk__in=gone).delete()
    GroupInterest.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def settle_interests(hub: Hub, said: Mapping[int, bool], *, by: Person | None) -> int:
    """Say yes or no to suggestions (by id of the suggestion); return how many were settled."""
    waiting = GroupInterest.objects.filter(pk__in=said, state=State.SUGGESTED)
    settled = list(waiting.select_related("group", "interest"))
    for row in settled:
        row.state = State.SAID if said[row.pk] else State.REFUSED
    GroupInterest.objects.bulk_update(settled, ["state"])
    for words, group in _in_words(settled):
        record(hub, "settled interests", words, by=by, about=group)
    return len(settled)


def _in_words(settled: list[GroupInterest]) -> Iterator[tuple[str, Group]]:
    by_group: dict[int, list[GroupInterest]] = {}
    for row in settled:
        by_group.setdefault(row.group_id, []).append(row)
    for rows in by_group.values():
        yes = [row.interest.name for row in rows if row.state == State.SAID]
        if yes:
            yield f"said what {rows[0].group.name} is about: {', '.join(yes)}", rows[0].group
