"""The command: `python -m planner season|invite|seats|introduce PROBLEM.json`.

With --json the answer is a solution others can read; without, the reasons in plain words. Exit codes: 0 done,
1 done though something could not be met (told on standard error), 2 could not start.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from .explaining import explain
from .introduce import Suggestion, introduce
from .planning import SeasonPlan, plan_invitations, plan_season
from .problem import Problem, ProblemError, is_known, load_json, load_problem
from .room import Room, load_room
from .seats import QUICK, STEPS, Tables, seat

DONE, PROBLEMS, COULD_NOT_START = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ProblemError(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    try:
        options = _parser().parse_args(argv)
        return int(options.run(options))
    except ProblemError as problem:
        sys.stderr.write(f"{problem}\n")
        return COULD_NOT_START


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="planner", description="Where to meet, whom to invite, who sits with whom.")
    verbs = parser.add_subparsers(required=True, metavar="VERB", parser_class=_Parser)
    for name, says, run in (
        ("season", "where and when, and who", _season),
        ("invite", "whom to ask, in two waves, as not everybody comes", _invite),
        ("seats", "who sits with whom, round by round", _seats),
        ("introduce", "who should meet", _introduce),
    ):
        verb = verbs.add_parser(name, help=says)
        verb.add_argument("problem", metavar="PROBLEM.json", type=Path)
        verb.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed, the same answer")
        verb.add_argument("--json", action="store_true", help="answer as JSON")
        verb.add_argument("--quick", action="store_true", help="the first good answer")
        verb.set_defaults(run=run)
    return parser


def _season(options: argparse.Namespace) -> int:
    return _planned(options, plan_season)


def _invite(options: argparse.Namespace) -> int:
    return _planned(options, plan_invitations)


def _planned(options: argparse.Namespace, verb: Callable[..., SeasonPlan]) -> int:
    plan = verb(load_problem(options.problem), seed=options.seed, quick=options.quick)
    _say(json.dumps(plan.as_rows()) if options.json else _in_words(plan))
    for note in plan.notes:
        sys.stderr.write(f"{note}\n")
    return PROBLEMS if plan.notes else DONE


def _in_words(plan: SeasonPlan) -> str:
    lines: list[str] = []
    for number, session in enumerate(plan.sessions):
        reasons = explain(plan, number)
        lines += [f"{number + 1}. {reasons.headline}", f"   {reasons.odds}"]
        lines += [f"   - {_name(plan, group)}: {why}" for group, why in reasons.groups]
        if session.first < len(session.groups):
            lines.append(f"   First ask the first {session.first}; the others once some have answered.")
    return "\n".join(lines) or "No session could be planned."


def _name(plan: SeasonPlan, group: object) -> str:
    names = {one.id: one.name or f"group {one.id}" for one in plan.season.problem.groups}
    return names[group]  # type: ignore[index]


def _seats(options: argparse.Namespace) -> int:
    room = load_room(options.problem)
    tables = seat(room, seed=options.seed, steps=QUICK if options.quick else STEPS)
    _say(json.dumps(tables) if options.json else _tables_in_words(room, tables))
    notes = _not_met(room, tables)
    for note in notes:
        sys.stderr.write(f"{note}\n")
    return PROBLEMS if notes else DONE


def _not_met(room: Room, tables: Tables) -> list[str]:
    """What people came for, and sit with nobody who could help with it."""
    anywhere = frozenset[int]().union(*room.tables)
    said = []
    for one, person in enumerate(room.people):
        near = {skill for round_ in tables if round_[one] >= 0 for skill in room.tables[round_[one]]}
        for need in person.needs:
            if need not in near:
                who, what = _person(room, one), _skill(room, need)
                said.append(
                    f"{who} sits with nobody who can help with {what}."
                    if need in anywhere
                    else f"Nobody at any table can help {who} with {what}."
                )
    return said


def _skill(room: Room, need: int) -> str:
    return room.skills[need] if 0 <= need < len(room.skills) else f"skill {need}"


def _tables_in_words(room: Room, tables: Tables) -> str:
    lines: list[str] = []
    for number, round_ in enumerate(tables):
        lines.append(f"Round {number + 1}")
        for table in range(len(room.tables)):
            sits = [_person(room, one) for one, at in enumerate(round_) if at == table]
            lines.append(f"  Table {table + 1}: {', '.join(sits) or 'nobody'}")
    return "\n".join(lines)


def _person(room: Room, one: int) -> str:
    person = room.people[one]
    return person.name or f"{person.id} ({person.kind})"


def _introduce(options: argparse.Namespace) -> int:
    problem = load_problem(options.problem)
    told = load_json(options.problem)
    found = introduce(problem, dismissed=_dismissed(problem, told.get("dismissed", [])))
    names = [one.name or f"group {one.id}" for one in problem.groups]
    lines = [json.dumps([_as_json(problem, one) for one in found])] if options.json else []
    lines += [] if options.json else [_pair_in_words(names, one) for one in found]
    _say("\n".join(lines))
    return DONE


def _as_json(problem: Problem, one: Suggestion) -> dict[str, object]:
    return {
        "groups": [problem.groups[one.one].id, problem.groups[one.other].id],
        "metres": one.metres,
        "shared": list(one.shared),
        "shows": list(one.shows),
        "through": [problem.groups[place].id for place in one.through],
    }


def _dismissed(problem: Problem, told: object) -> list[tuple[int, int]]:
    position = problem.position()
    if not isinstance(told, list):
        raise ProblemError("dismissed: expected a list.")
    pairs = []
    for place, row in enumerate(told):
        if not isinstance(row, list) or len(row) != 2 or not all(is_known(one, position) for one in row):
            raise ProblemError(f"dismissed[{place}]: expected two ids of groups.")
        pairs.append((position[row[0]], position[row[1]]))
    return pairs


def _pair_in_words(names: list[str], one: Suggestion) -> str:
    known = f"; {names[one.through[0]]} knows both" if one.through else ""
    apart = "in no place we know" if one.metres is None else f"{one.metres} m apart"
    return f"{names[one.one]} and {names[one.other]}: {apart}{known}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
