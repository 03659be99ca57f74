"""The one line that may say why: what counts, what is left out, and that nothing else ever says it."""

import re
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.models import Gathering, Introduction, TwoEvenings
from bandstand.groups.actions.merging import merge
from bandstand.groups.models import ConnectionEvidence, Group
from bandstand.impact.together.after_meeting import after_they_met
from bandstand.impact.together.beside import side_by_side
from bandstand.impact.together.lots import on_the_map_as, split_of, what_the_lot_tells
from bandstand.impact.together.ties import change_since, everything
from bandstand.people.models import Hub
from bandstand.presence.models import OnlineTie
from tests.borough import make_group
from tests.impact.stories import held
from tests.impact.test_later_ties import was_there
from tests.impact.test_together import early, met
from tests.web.test_whats_on import words

SRC = Path(__file__).parents[2] / "src/bandstand"
FEBRUARY = date(2026, 2, 20)


def drawn(
    hub: Hub, groups: list[Group], *, days: tuple[str, str] = ("2026-01-14", "2026-01-21")
) -> TwoEvenings:
    """Two evenings held in January, with every second group on the second, all drawn."""
    first, second = (held(hub, f"{day} 18:00") for day in days)
    lots = [
        {"lot": str(one.uid), "group": str(one.uid), "name": one.name, "heads": 1, "drawn": True, "why": "", "evening": at % 2 + 1}
        for at, one in enumerate(groups)
    ]  # fmt: skip
    return TwoEvenings.objects.create(
        hub=hub, first=first, second=second, slug=f"two-{days[0]}", title="Two evenings", lots=lots,
        drawn_at=first.starts_at - timedelta(days=3), seed=7, rooms=[None, None],
    )  # fmt: skip


@pytest.fixture
def groups(hub: Hub) -> list[Group]:
    return [early(hub, f"Choir {number}") for number in range(8)]


def shared(groups: list[Group]) -> list[tuple[Group, Group]]:
    """The twelve pairs that the lot put on one evening."""
    return [pair for side in (groups[::2], groups[1::2]) for pair in combinations(side, 2)]


def apart(groups: list[Group]) -> list[tuple[Group, Group]]:
    return [(one, other) for one in groups[::2] for other in groups[1::2]]


def page(officer: Client) -> str:
    return words(officer.get("/desk/together/?since=1/1/2026"))


def test_before_any_draw_it_says_how_to_find_out(officer: Client, groups: list[Group]) -> None:
    assert what_the_lot_tells() is None
    assert "No two evenings drawn by lot are six weeks past." in page(officer)


def test_all_that_shared_one_are_in_touch(hub: Hub, officer: Client, groups: list[Group]) -> None:
    drawn(hub, groups)
    for pair in shared(groups):
        met(*pair, kind="agreed", on=FEBRUARY)

    told = what_the_lot_tells()
    assert told is not None
    assert told.beside is not None
    assert (told.ties, told.beside.seen, told.beside.stands_out) == (12, 12, True)
    said = page(officer)
    assert (
        "Because the lot decided who shared an evening, the two can be compared: 12 pairs that shared one"
        in said
    )
    assert "are now in touch; by the lot alone we would expect 5 (" in said
    assert "So many come by the lot alone less than one time in twenty." in said
    assert "12 pairs that were on a list together got in touch later, sharing an evening or not" in said


def test_where_it_does_not_stand_out_it_says_so_as_plainly(
    hub: Hub, officer: Client, groups: list[Group]
) -> None:
    drawn(hub, groups)
    for pair in [*shared(groups)[:5], *apart(groups)[:6]]:
        met(*pair, kind="agreed", on=FEBRUARY)

    said = page(officer)
    assert "5 pairs that shared one are now in touch" in said
    assert "That does not stand out: it may well be the lot alone." in said


def test_below_ten_there_is_no_test_and_no_because(hub: Hub, officer: Client, groups: list[Group]) -> None:
    drawn(hub, groups)
    for pair in shared(groups)[:9]:
        met(*pair, kind="agreed", on=FEBRUARY)

    said = page(officer)
    assert "Too few to tell (9 so far)" in said
    assert "because" not in said.lower()


def test_what_does_not_count(hub: Hub, groups: list[Group]) -> None:
    both = drawn(hub, groups)
    pairs = shared(groups)
    met(*pairs[0], on=date(2026, 1, 10))  # they knew each other before
    met(*pairs[0], kind="agreed", on=FEBRUARY)
    met(*pairs[1], on=date(2026, 1, 21))  # written down by hand on the day of an evening
    at_one = met(*pairs[2], on=date(2026, 1, 14))
    Introduction.objects.create(hub=hub, gathering=both.first, connection=at_one)
    stranger = early(hub, "Walkers")
    met(stranger, groups[0], kind="agreed", on=FEBRUARY)  # on no list
    denied = met(*pairs[3], kind="agreed", on=FEBRUARY)
    ConnectionEvidence.objects.create(hub=hub, connection=denied, on=FEBRUARY, says="no")

    told = what_the_lot_tells()
    assert told is not None
    assert told.ties == 0
    met(*pairs[2], kind="agreed", on=FEBRUARY)  # met there, and seen elsewhere since
    told = what_the_lot_tells()
    assert told is not None
    assert told.ties == 1


def test_not_drawn_off_the_map_and_at_both(hub: Hub, groups: list[Group]) -> None:
    both = drawn(hub, groups)
    both.lots[0] |= {"drawn": False, "why": "can come to one evening only"}
    both.lots[1] |= {"drawn": False}
    both.lots += [{**both.lots[2], "drawn": False, "evening": 2, "heads": 3}]
    both.save()
    Group.objects.filter(pk=groups[3].pk).update(off_map_at=timezone.now())

    known = {str(group.uid): group.pk for group in everything().groups}
    split = split_of(both, known, [])
    assert split.taken == (1, 4)
    assert groups[2].pk not in split.evening  # its people were at both
    assert groups[3].pk not in split.evening
    assert -4 in split.heads  # its lot was in the hat all the same
    assert split.could_share((groups[0].pk, groups[4].pk))
    assert not split.could_share((groups[0].pk, groups[1].pk))


def test_two_entries_made_one_since_are_one_group_of_the_lot(hub: Hub, groups: list[Group]) -> None:
    both = drawn(hub, groups)
    merge(groups[0], groups[2], {}, by=None)  # of one evening
    merge(groups[4], groups[0], {}, by=None)  # and once more
    merge(groups[3], groups[6], {}, by=None)  # of the two evenings

    split = split_of(both, on_the_map_as(everything().groups), [])
    assert split.heads[groups[4].pk] == 3
    assert split.evening == {groups[4].pk: 0, groups[1].pk: 1, groups[5].pk: 1, groups[7].pk: 1}


@pytest.mark.parametrize("change", ["not six weeks past", "not drawn", "called off"])
def test_lists_that_tell_nothing(hub: Hub, groups: list[Group], change: str) -> None:
    both = drawn(hub, groups)
    if change == "not drawn":
        TwoEvenings.objects.update(drawn_at=None)
    elif change == "called off":
        Gathering.objects.filter(pk=both.second_id).update(state=Gathering.State.CANCELLED)
    else:
        soon = timezone.now() - timedelta(days=41)
        Gathering.objects.filter(pk=both.second_id).update(starts_at=soon, ends_at=soon + timedelta(hours=1))

    assert what_the_lot_tells() is None


def test_many_lists_and_few_take_as_many_questions(hub: Hub, officer: Client, groups: list[Group]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get("/desk/together/")
        return len(seen)

    drawn(hub, groups)
    was_there(hub, groups[:2], "2026-01-10 18:00")
    first = met(*groups[:2], on=FEBRUARY)
    ConnectionEvidence.objects.create(hub=hub, connection=first, on=FEBRUARY, says="yes", group=groups[0])
    few = asked()
    drawn(hub, groups, days=("2026-02-14", "2026-02-21"))
    drawn(hub, groups, days=("2026-03-14", "2026-03-21"))
    was_there(hub, groups, "2026-01-12 18:00")
    for pair in shared(groups):
        made = met(*pair, on=FEBRUARY)
        ConnectionEvidence.objects.create(hub=hub, connection=made, on=FEBRUARY, says="yes", group=pair[0])
    assert asked() == few


def test_what_came_after_they_met_is_dated_and_told_with_what_they_say(
    hub: Hub, officer: Client, groups: list[Group]
) -> None:
    one, other, third, *_ = groups
    was_there(hub, [one, other, third], "2026-01-14 18:00")
    met(one, third, on=date(2026, 1, 10))  # before they met: nothing came after
    made = met(one, other, kind="venue", on=FEBRUARY, where="The Scout Hut", words="The choir sings there.")
    say = {"hub": hub, "connection": made}
    ConnectionEvidence.objects.create(
        **say, on=date(2026, 3, 1), says="did", group=one, words="We share the piano."
    )
    ConnectionEvidence.objects.create(**say, on=date(2026, 3, 2), says="no", group=other)
    ConnectionEvidence.objects.create(
        **say,
        on=date(2026, 3, 3),
        says="yes",
        by="page",
        words="Thanks to the choir!",
        address="https://choir.example/",
    )

    (row,) = after_they_met(change_since(date(2026, 1, 1)))
    assert (row.met, row.tie.one, row.denied) == (date(2026, 1, 14), one, True)
    assert [step.on for step in row.steps] == [FEBRUARY, date(2026, 3, 3)]
    said = page(officer)
    for told in (
        "1 pair of groups had been at one gathering",
        "Uses the other’s place, The Scout Hut. The choir sings there.",
        "Choir 0 says: Yes, and we did something together. We share the piano.",
        "Choir 1 says: No, nothing came of it.",
        "One of them says no",
        "Thanks to the choir!",
        "https://choir.example/",
    ):
        assert told in said
    assert after_they_met(change_since(date(2026, 4, 1))) == []


def test_a_link_seen_after_they_met_is_told_with_its_sentence(
    hub: Hub, officer: Client, groups: list[Group]
) -> None:
    one, other, third, *_ = groups
    was_there(hub, [one, other, third], "2026-01-14 18:00")
    seen = {
        "hub": hub,
        "source": one,
        "how": "post",
        "address": "https://choir.example/news",
        "sentence": "Sang with Choir 1.",
    }
    OnlineTie.objects.create(**seen, target=other, key="a", dated=FEBRUARY)
    OnlineTie.objects.create(**seen, target=third, key="b")  # since when, nobody can tell

    (row,) = after_they_met(change_since(date(2026, 1, 1)))
    assert [(step.on, step.what) for step in row.steps] == [
        (FEBRUARY, "Choir 0: speaks of it in a news post")
    ]
    assert "Choir 0: speaks of it in a news post. Sang with Choir 1. https://choir.example/news" in page(
        officer
    )


def test_the_same_counts_for_groups_not_yet_reached(hub: Hub, officer: Client, groups: list[Group]) -> None:
    one, other, third, fourth, *_ = groups
    was_there(hub, [one, other], "2026-01-14 18:00")
    Introduction.objects.create(
        hub=hub, gathering=Gathering.objects.get(), connection=met(one, other, on=date(2026, 1, 14))
    )
    met(one, third, on=date(2025, 6, 1))
    met(third, fourth, on=FEBRUARY)
    make_group(hub, "New Friends of the Weir")

    sides = side_by_side(change_since(date(2026, 2, 1)))
    assert (sides.reached.groups, sides.not_yet.groups) == (2, 6)
    assert [(each.tied, each.ties) for each in (sides.reached.before, sides.reached.now)] == [(1, 1), (1, 1)]
    assert [(each.tied, each.ties) for each in (sides.not_yet.before, sides.not_yet.now)] == [(1, 1), (2, 2)]
    assert "groups not yet reached" in page(officer)


BECAUSE = re.compile(r"\bbecause\b|\bcaused?\b", re.IGNORECASE)
CLAIMS = re.compile(
    r"%\s*(more|increase|rise|up)|per cent more|(increase|rise|growth) (in|of) (collaboration|connect|ties)"
    r"|thanks to (us|our|the surger|the gather)|led to|as a result of|due to our",
    re.IGNORECASE,
)
ABOUT_FIGURES = [
    "impact/**/*.py",
    "web/desk/together.py",
    "web/desk/figures.py",
    "web/templates/desk/together/*",
]
ABOUT_FIGURES += [
    "web/templates/desk/figures/*",
    "web/templates/public/what_changed/*",
    "web/templates/parts/figure*",
]


def spoken(path: Path) -> str:
    """Return what of a file may come on a screen: no comments, no docstrings, no tags."""
    text = path.read_text()
    if path.suffix == ".py":
        return re.sub(r'""".*?"""|#.*', "", text, flags=re.DOTALL) if '"""' in text else text
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)


def test_only_the_lot_says_because_and_nothing_claims_growth() -> None:
    files = {path for pattern in ABOUT_FIGURES for path in SRC.glob(pattern) if path.is_file()}
    assert len(files) > 20
    said = [(path.name, found[0]) for path in sorted(files) for found in BECAUSE.finditer(spoken(path))]

    assert said == [("by_lot.html", "Because")]
    assert [(path.name, found[0]) for path in sorted(files) for found in CLAIMS.finditer(spoken(path))] == []


def test_with_all_there_is_to_say_the_page_says_it_once(
    hub: Hub, officer: Client, groups: list[Group]
) -> None:
    drawn(hub, groups)
    was_there(hub, groups, "2026-01-13 18:00")
    for pair in shared(groups):
        met(*pair, kind="agreed", on=FEBRUARY)
    answers: dict[str, Any] = {
        of: officer.get(f"/desk/together/{of}?since=1/2/2026")
        for of in ("", *(f"who-knows-whom.{form}" for form in ("ties.csv", "groups.csv", "gexf", "graphml")))
    }
    answers |= {
        of: officer.get(of)
        for of in ("/desk/figures/", "/desk/figures/figures.csv", "/what-changed/", "/api/v1/figures/")
    }

    assert {of: answer.status_code for of, answer in answers.items()} == dict.fromkeys(answers, 200)
    found = {of: BECAUSE.findall(answer.text) for of, answer in answers.items()}
    assert {of: said for of, said in found.items() if said} == {"": ["Because"]}
    assert [of for of, answer in answers.items() if CLAIMS.search(words(answer))] == []
