"""Groups whose pages point to one another: in the picture, the counts, the table, the files, and on their pages."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import networkx as nx
import pytest
from django.test import Client

from bandstand.groups.actions.listing import leave_picture
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import ConnectionEvidence, Group
from bandstand.impact.together import exports
from bandstand.impact.together.chance import FEWEST
from bandstand.impact.together.later import later_ties
from bandstand.impact.together.online import both_ways_by_chance
from bandstand.impact.together.picture import draw
from bandstand.impact.together.ties import Together, change_since, everything
from bandstand.people.actions.links import token_of
from bandstand.people.models import Hub
from bandstand.presence.models import OnlineTie
from tests.impact.test_later_ties import was_there
from tests.impact.test_together import MARCH, early, met
from tests.web.test_whats_on import words

SAID = "We planted bulbs with the runners."


@pytest.fixture
def park(hub: Hub) -> Group:
    return early(hub, "Friends of Leasow Park")


@pytest.fixture
def runners(hub: Hub) -> Group:
    return early(hub, "Mill Green Runners", kind="sports-club")


@pytest.fixture
def singers(hub: Hub) -> Group:
    return early(hub, "Singing for Breathing", kind="health-group")


def points(source: Group, target: Group, on: date = date(2026, 2, 1), **more: Any) -> OnlineTie:
    seen = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    address = more.pop("address", f"https://{source.slug}.example/")
    facts = {"how": "site", "sentence": SAID, "key": f"{address}{seen}", "last_seen_at": seen, **more}
    return OnlineTie.objects.create(
        hub=source.hub, source=source, target=target, address=address, first_seen_at=seen, **facts
    )


def not_before(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def pairs(shown: Together) -> list[tuple[str, str, str]]:
    return [(tie.one.name, tie.other.name, tie.way) for tie in shown.ties]


def test_one_way_and_both_ways(park: Group, runners: Group, singers: Group) -> None:
    points(park, runners)
    points(singers, park)
    points(park, singers, how="named")

    shown = everything()
    assert pairs(shown) == [
        (park.name, runners.name, "Friends of Leasow Park points to Mill Green Runners"),
        (park.name, singers.name, "each points to the other"),
    ]
    assert (shown.online, shown.both_ways, shown.across, shown.alone) == (2, 1, 2, 0)
    assert shown.both_ways_expected == pytest.approx(0.6)
    assert [tie.recorded for tie in shown.ties] == [False, False]


def test_beside_what_was_written_down(park: Group, runners: Group) -> None:
    points(park, runners, date(2026, 5, 1))
    made = met(park, runners)

    (tie,) = everything().ties
    assert (tie.since, tie.hows, tie.recorded) == (MARCH, ("Met", "Links to its website"), True)
    ConnectionEvidence.objects.create(hub=park.hub, connection=made, on=MARCH, says="no")
    (tie,) = everything().ties
    assert (tie.since, tie.hows, tie.recorded) == (date(2026, 5, 1), ("Links to its website",), False)


def test_before_and_now_take_what_stood(park: Group, runners: Group, singers: Group) -> None:
    points(park, runners, date(2026, 2, 1), gone_at=not_before(date(2026, 4, 1)))
    points(park, singers, date(2026, 4, 1), not_yet_at=not_before(date(2026, 3, 10)))

    change = change_since(MARCH)
    assert pairs(change.before) == [(park.name, runners.name, f"{park.name} points to {runners.name}")]
    assert pairs(change.now) == [(park.name, singers.name, f"{park.name} points to {singers.name}")]
    assert ([tie.other for tie in change.new], change.untold) == ([singers], 0)


@pytest.mark.parametrize(
    ("dated", "new", "untold"),
    [(None, 0, 1), (date(2025, 6, 1), 0, 1), (date(2026, 3, 20), 1, 0), (date(2026, 12, 1), 0, 1)],
)
def test_nobody_can_tell_since_when_a_link_stands_that_the_first_look_found(
    park: Group, runners: Group, dated: date | None, new: int, untold: int
) -> None:
    points(park, runners, date(2026, 4, 1), dated=dated, how="post")

    change = change_since(MARCH)
    assert (len(change.new), len(change.now.ties), change.untold) == (new, new, untold)
    assert len(everything().ties) == 1


def test_ties_seen_online_later_are_held_against_chance(hub: Hub) -> None:
    choirs = [early(hub, f"Choir {number}") for number in range(5)]
    was_there(hub, choirs, "2026-01-14 18:00")
    for at, one in enumerate(choirs):
        for other in choirs[at + 1 :]:
            points(one, other, date(2026, 4, 10), not_yet_at=not_before(date(2026, 3, 10)))

    later = later_ties(change_since(MARCH))
    assert later is not None
    assert later.seen == FEWEST
    OnlineTie.objects.update(not_yet_at=None)
    assert later_ties(change_since(MARCH)) is None


def test_chance_of_pointing_both_ways() -> None:
    assert both_ways_by_chance(2, 2) == pytest.approx(1)
    assert both_ways_by_chance(3, 6) == pytest.approx(3)
    assert (both_ways_by_chance(1, 0), both_ways_by_chance(3, 7), both_ways_by_chance(9, 1)) == (0, 0, 0)


def graphs(shown: Together) -> list[Any]:
    return [
        nx.read_gexf(io.BytesIO(exports.gexf(shown))),
        nx.read_graphml(io.BytesIO(exports.graphml(shown))),
    ]


def test_files_say_who_points_to_whom(park: Group, runners: Group, singers: Group) -> None:
    points(park, runners, sentence="Tea & <cake> with “them”\x0b")
    met(runners, singers)
    shown = everything()

    wanted = {(str(park.uid), str(runners.uid))}
    wanted |= {(str(runners.uid), str(singers.uid)), (str(singers.uid), str(runners.uid))}
    gexf, graphml = graphs(shown)
    for graph in (gexf, graphml):
        assert graph.is_directed()
        assert {edge[:2] for edge in graph.edges} == wanted
    edge = graphml.edges[str(park.uid), str(runners.uid)]
    assert (edge["page"], edge["since"]) == (f"https://{park.slug}.example/", "2026-02-01")
    assert edge["sentence"] == "Tea & <cake> with “them”"
    assert edge["direction"] == "Friends of Leasow Park points to Mill Green Runners"
    rows = list(csv.DictReader(io.StringIO(exports.online_sheet(shown).removeprefix("\ufeff"))))
    assert [(row["from"], row["to"], row["first seen"]) for row in rows] == [
        (park.name, runners.name, "2026-02-01")
    ]


def test_lines_seen_online_only_are_broken_and_say_so(park: Group, runners: Group) -> None:
    points(park, runners)
    drawn = str(draw(everything(), label="", address=lambda group: group.slug))

    assert 'class="tie online"' in drawn
    assert "seen online only: Friends of Leasow Park points to Mill Green Runners" in drawn


def test_a_group_that_left_is_nowhere(
    officer: Client, client: Client, park: Group, runners: Group, singers: Group
) -> None:
    points(park, runners)
    points(runners, singers)
    leave_picture(runners, by=None)

    shown = everything()
    made = [str(write(shown)) for write in (exports.ties_sheet, exports.groups_sheet, exports.online_sheet)]
    made += [exports.gexf(shown).decode(), exports.graphml(shown).decode()]
    made += [officer.get("/desk/together/?since=1/3/2026").text]
    made += [officer.get(f"/desk/groups/{one.slug}/").text for one in (park, singers)]
    made += [client.get(f"/g/{token_of(page_link(one))}/").text for one in (park, singers)]
    assert [runners.name in one for one in made] == [False] * len(made)
    assert [SAID in one for one in made] == [False] * len(made)


def test_the_page_has_the_sentence_the_page_and_the_day(officer: Client, park: Group, runners: Group) -> None:
    points(park, runners, date(2026, 2, 1))
    page = officer.get("/desk/together/?since=1/3/2026")

    said = words(page)
    assert f"Friends of Leasow Park to Mill Green Runners “{SAID}” Links to its website" in said
    assert "First read Sunday 1 February" in said
    assert 'href="https://friends-of-leasow-park.example/" rel="noopener nofollow"' in page.text
    assert "because" not in page.text.lower()


def test_what_nobody_can_date_is_said(officer: Client, park: Group, runners: Group) -> None:
    points(park, runners, date(2026, 4, 1))

    said = words(officer.get("/desk/together/?since=1/3/2026"))
    assert "1 more pair was first seen online since Sunday 1 March on pages we had not read before" in said


@pytest.mark.parametrize("count", [0, 1, 3])
def test_at_the_desk_a_group_shows_both_directions(
    officer: Client, park: Group, runners: Group, count: int
) -> None:
    for number in range(count):
        points(early(park.hub, f"Walkers {number}"), park)
    points(park, runners)

    said = words(officer.get(f"/desk/groups/{park.slug}/"))
    assert said.count("points to it: “We planted") == count
    assert "It points to Mill Green Runners : “We planted bulbs with the runners.”" in said


def test_this_is_not_us_in_one_press(client: Client, officer: Client, park: Group, runners: Group) -> None:
    tie = points(park, runners)
    token = token_of(page_link(runners))
    assert "Friends of Leasow Park points to you" in words(client.get(f"/g/{token}/"))

    address = f"/g/{token}/points/{tie.pk}/not-us/"
    assert client.get(address).status_code == 405
    said = client.post(address, follow=True)
    assert "That line is hidden for good" in words(said)
    assert "points to you" not in words(said)
    assert SAID not in officer.get("/desk/together/?since=1/3/2026").text
    tie.refresh_from_db()
    assert tie.denied_at is not None


def test_of_others_nobody_can_say_it(client: Client, park: Group, runners: Group, singers: Group) -> None:
    tie = points(park, runners)

    answer = client.post(f"/g/{token_of(page_link(singers))}/points/{tie.pk}/not-us/")
    assert answer.status_code == 404
    tie.refresh_from_db()
    assert tie.denied_at is None


def test_of_a_hundred_and_more_the_page_shows_the_first(officer: Client, park: Group, runners: Group) -> None:
    for number in range(101):
        points(park, runners, address=f"https://park.example/{number}")

    said = words(officer.get("/desk/together/?since=1/3/2026"))
    assert "These are the first hundred of 101" in said
    assert said.count("“We planted bulbs") == 100
