"""Why these people share a table, and what nobody at theirs can show: in plain words, never a number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from bandstand.kit.words import listed

from ..shapes import shape_of
from .party import Party, Sitter, both_ways
from .planning import skills_at
from .rounds import Round

_NAMES = ("Facebook", "Instagram", "WhatsApp", "Google", "YouTube", "Zoom", "Canva", "Mailchimp", "Microsoft")
Pair = tuple[Sitter, Sitter]


def reasons(party: Party, table: Sequence[Sitter], before: Sequence[Round] = ()) -> list[str]:
    """Return a few sentences for one table; `before` are the rounds of this gathering that came first."""
    if not table:
        return ["Nobody sits here so far: a table for whoever comes late."]
    pairs = _new_pairs(party, table, before)
    said = [*_not_met(pairs), *_help(party, table), *_friends(table)]
    return said or [_otherwise(table)]


def _new_pairs(party: Party, table: Sequence[Sitter], before: Sequence[Round]) -> list[Pair]:
    """Return pairs of groups that have not met, unlike kinds first, each once."""
    by_uid = party.by_uid
    met = set(party.known)
    for round_ in before:
        for uids in round_.tables:
            met |= both_ways((by_uid[a].group, by_uid[b].group) for a, b in combinations(uids, 2))
    found: dict[frozenset[str], Pair] = {}
    for one, other in combinations([one for one in table if one.says_group], 2):
        if one.group != other.group and (one.group, other.group) not in met:
            found.setdefault(frozenset((one.group, other.group)), (one, other))
    return sorted(found.values(), key=lambda pair: pair[0].kind == pair[1].kind)


def _not_met(pairs: Sequence[Pair]) -> list[str]:
    """“Vale Runners (sports club) and Friends of Priory Park (Friends group) have not met.”"""
    if not pairs:
        return []
    circle = _circle(pairs)
    names = {one.group for one in circle}
    said = [f"{listed([_with_kind(one) for one in circle])} have not met."]
    rest = [pair for pair in pairs if not {pair[0].group, pair[1].group} <= names]
    if rest:
        one, other = rest[0]
        said.append(f"Nor have {_with_kind(one)} and {_with_kind(other)}.")
    return said


def _circle(pairs: Sequence[Pair]) -> list[Sitter]:
    """Return people of groups none of which has met another, beginning with the first pair."""
    apart = {frozenset((one.group, other.group)) for one, other in pairs}
    circle = list(pairs[0])
    for one in (one for pair in pairs for one in pair):
        if all(frozenset((one.group, other.group)) in apart for other in circle):
            circle.append(one)
    return circle


def _with_kind(one: Sitter) -> str:
    return f"{one.group} ({one.kind.name})" if one.kind else one.group


def _help(party: Party, table: Sequence[Sitter]) -> list[str]:
    """“Olive Shah can show Facebook page, as Meena Patel asked.” Each wish is named with one helper."""
    said, done = [], set()
    for helper in (one for one in table if one.helping):
        wishes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for topic in sorted(helper.can & party.topics.keys(), key=lambda topic: party.topics[topic]):
            asked = tuple(one.name for one in table if topic in one.wants and one.uid != helper.uid)
            if asked and topic not in done:
                wishes[asked].append(within(party.topics[topic]))
                done.add(topic)
        said += [
            f"{helper.name} can show {listed(what)}: {listed(who)} asked." for who, what in wishes.items()
        ]
    return said


def _friends(table: Sequence[Sitter]) -> list[str]:
    pairs = [(one, other) for one, other in combinations(table, 2) if other.uid in one.beside]
    return [f"{one.name} and {other.name} asked to sit together." for one, other in pairs]


def _otherwise(table: Sequence[Sitter]) -> str:
    groups = {one.group for one in table if one.says_group}
    if not groups:
        return "Nobody here named a group: begin with who you are."
    if len(groups) == 1:
        return f"Everybody here with a group is from {next(iter(groups))}."
    return "The groups here have met before: good to see each other again."


def within(topic: str) -> str:
    """Return a topic as it stands within a sentence: names of companies keep their capital."""
    return topic if topic.startswith(_NAMES) else topic[:1].lower() + topic[1:]


def unmet(party: Party, rounds: Sequence[Round]) -> list[str]:
    """Return what somebody asked about and nobody at any of their tables can show, with what to do."""
    wanting: dict[int, list[Sitter]] = defaultdict(list)
    for one, topics in _left_open(party, rounds).items():
        for topic in topics & party.topics.keys():
            wanting[topic].append(party.by_uid[one])
    return [_what_to_do(party, rounds, topic, who) for topic, who in sorted(wanting.items())]


def _left_open(party: Party, rounds: Sequence[Round]) -> dict[str, frozenset[int]]:
    by_uid = party.by_uid
    open_ = {uid: by_uid[uid].wants for round_ in rounds for table in round_.tables for uid in table}
    for round_ in rounds:
        for table in round_.tables:
            there = [by_uid[uid] for uid in table]
            for one in there:
                open_[one.uid] -= skills_at(each for each in there if each.uid != one.uid)
    return open_


def _what_to_do(party: Party, rounds: Sequence[Round], topic: int, who: Iterable[Sitter]) -> str:
    asked = f"{party.topics[topic]}: {listed([one.name for one in who])} asked"
    helper = next((one for one in party.sitters if one.helping and topic in one.can and one.here), None)
    if helper is None:
        return (
            f"{asked}, and nobody here said they can show it. Ask round the room, or note it for next time."
        )
    table = rounds[-1].table_of(helper.uid) if rounds else 0
    place = f" at {shape_of(table).name}" if table else ""
    return f"{asked}, and {helper.name}{place} can show it. Let them draw up a chair there."
