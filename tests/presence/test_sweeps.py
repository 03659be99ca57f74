"""Rounds over all websites of a hub: begun, followed, stopped, and ended by the last look."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.jobs.models import Job
from bandstand.jobs.runner import run_ready
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Deed, Hub, Person
from bandstand.presence import actions, queries
from bandstand.presence.models import CheckUp, Finding, Sweep
from bandstand.presence.tasks import queue_planned_looks
from bandstand.presence.websites import see
from tests import borough
from tests.presence.site import Site, serving

pytestmark = pytest.mark.database
ASKED, COMMAND = Sweep.Why.ASKED, Sweep.Why.COMMAND


def begin(hub: Hub, by: Person | None = None) -> Sweep:
    sweep = actions.start_sweep(hub, by, ASKED if by else COMMAND)
    assert sweep is not None
    return sweep


def jobs() -> list[list[int]]:
    return list(Job.objects.filter(task=actions.LOOK).order_by("pk").values_list("args", flat=True))


def test_a_round_is_one_look_and_one_job_a_website(hub: Hub, olive: Person) -> None:
    park = borough.make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    runners = borough.make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    borough.make_group(hub, "Tea and Tai Chi")
    sweep = begin(hub, olive)
    looks = CheckUp.objects.filter(sweep=sweep).order_by("pk")
    assert {one.group for one in looks} == {park, runners}
    assert jobs() == [[one.pk] for one in looks]
    assert (sweep.total, sweep.asked_by, sweep.finished_at) == (2, olive, None)
    assert Deed.objects.get(verb="asked for checks").words == "asked for a look at all 2 websites"


def test_a_round_asked_for_twice_is_one_round(hub: Hub, olive: Person) -> None:
    borough.make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    assert begin(hub) == begin(hub, olive)
    assert len(jobs()) == 1


def test_where_nobody_has_a_website_there_is_no_round(hub: Hub, olive: Person) -> None:
    borough.make_group(hub, "Tea and Tai Chi")
    assert actions.start_sweep(hub, olive, ASKED) is None
    assert Sweep.objects.count() == Deed.objects.filter(verb="asked for checks").count() == 0


def test_what_waits_already_is_part_of_the_round_and_queued_once(hub: Hub, olive: Person) -> None:
    park = borough.make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    borough.make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    [asked] = actions.ask_for_check(hub, [park], by=olive)
    sweep = begin(hub)
    asked.refresh_from_db()
    assert (asked.sweep, sweep.total, len(jobs())) == (sweep, 2, 2)


def test_asking_for_one_of_a_round_moves_it_forward(hub: Hub, olive: Person) -> None:
    park = borough.make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    begin(hub)
    actions.ask_for_check(hub, [park], by=olive)
    assert list(Job.objects.filter(task=actions.LOOK).values_list("priority", flat=True)) == [20]


def test_the_last_look_ends_the_round(friends: Group, hub: Hub) -> None:
    with serving() as other:
        other.status = 500
        borough.make_group(hub, "Priory Singers", website=other.url)
        sweep = begin(hub)
        assert queries.progress_of(sweep).left == 2
        assert run_ready() == 2
    sweep.refresh_from_db()
    assert sweep.finished_at is not None
    so_far = queries.progress_of(sweep)
    assert (so_far.looked, so_far.could_not, so_far.left, so_far.seconds_left) == (1, 1, 0, 0)
    assert queries.sweep_under_way() is None


def test_how_long_it_may_take_goes_by_the_last_minutes(hub: Hub) -> None:
    for number in range(6):
        borough.make_group(hub, f"Group {number}", website=f"https://group{number}.example/")
    sweep = begin(hub)
    assert queries.progress_of(sweep).seconds_left is None
    Sweep.objects.update(started_at=timezone.now() - timedelta(seconds=60))
    sweep.refresh_from_db()
    some = list(CheckUp.objects.values_list("pk", flat=True)[:3])
    CheckUp.objects.filter(pk__in=some).update(state=CheckUp.State.DONE, looked_at=timezone.now())
    assert queries.progress_of(sweep).seconds_left == pytest.approx(60, abs=2)


def test_stopping_drops_what_waits_and_lets_finish_what_is_under_way(
    friends: Group, hub: Hub, olive: Person
) -> None:
    borough.make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    sweep = begin(hub)
    under_way = CheckUp.objects.get(group=friends)
    actions.begin(under_way)
    assert actions.stop_sweep(sweep, by=olive)
    assert not actions.stop_sweep(sweep, by=olive)  # pressed twice
    assert list(CheckUp.objects.all()) == [under_way]
    assert jobs() == [[under_way.pk]]
    sweep.refresh_from_db()
    assert (sweep.finished_at, sweep.stopped_at is None) == (None, False)
    run_ready()
    sweep.refresh_from_db()
    assert sweep.finished_at is not None
    said = Deed.objects.get(verb="stopped checks").words
    assert said == "stopped a round of checks, 1 still waiting"


def test_stopping_where_all_still_waits_ends_it_at_once(hub: Hub, olive: Person) -> None:
    borough.make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    sweep = begin(hub)
    actions.stop_sweep(sweep, by=olive)
    assert queries.sweep_under_way() is None
    assert jobs() == []
    assert begin(hub) != sweep


def test_each_hub_has_rounds_of_its_own(hub: Hub, olive: Person) -> None:
    borough.make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    ours = begin(hub)
    harrow = open_hub("Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")
    with hub_scope(harrow):
        borough.make_kinds(harrow)
        assert queries.sweep_under_way() is None
        borough.make_group(harrow, "Harrow Singers", website="https://singers.example/")
        theirs = begin(harrow)
        assert queries.progress_of(theirs).total == 1
        assert not actions.stop_sweep(ours, by=None)
    assert queries.sweep_under_way() == ours
    assert queries.progress_of(ours).waiting == 1


@pytest.mark.parametrize("groups", [1, 30])
def test_queueing_takes_the_same_few_statements_for_many(hub: Hub, groups: int) -> None:
    for number in range(groups):
        borough.make_group(hub, f"Group {number}", website=f"https://group{number}.example/")
    with CaptureQueriesContext(connection) as asked:
        begin(hub)
    assert len(asked) == 12


@pytest.mark.parametrize("looks", [1, 2])
def test_keeping_a_look_takes_few_statements(friends: Group, looks: int) -> None:
    for _ in range(looks):
        [check_up] = actions.ask_for_check(friends.hub, [friends], by=None)
        visit = actions.begin(check_up)
        assert visit is not None
        report = see(visit)
        with CaptureQueriesContext(connection) as asked:
            actions.keep(check_up, report, visit)
    assert Finding.objects.exists()
    assert len(asked) <= 9


def test_a_look_whose_job_was_given_up_says_so_and_ends_the_round(friends: Group, hub: Hub) -> None:
    sweep = begin(hub)
    CheckUp.objects.update(state=CheckUp.State.LOOKING, asked_at=timezone.now() - timedelta(hours=2))
    assert actions.give_up_lost(hub) == 0  # its job is waiting still
    Job.objects.update(state=Job.State.DEAD)
    assert actions.give_up_lost(hub) == 1
    check_up = CheckUp.objects.get()
    assert check_up.state == CheckUp.State.NOT_ABLE
    assert check_up.says.startswith("Something on our side went wrong")
    sweep.refresh_from_db()
    assert sweep.finished_at is not None


def test_a_round_whose_last_group_has_gone_is_over(friends: Group, hub: Hub) -> None:
    gone = begin(hub)
    CheckUp.objects.all().delete()  # as when the group is made one with another, or leaves
    again = begin(hub)
    gone.refresh_from_db()
    assert gone.finished_at is not None
    assert again != gone
    assert CheckUp.objects.filter(sweep=again).count() == 1

    CheckUp.objects.all().delete()
    queue_planned_looks.call()
    again.refresh_from_db()
    assert again.finished_at is not None


def test_what_goes_wrong_on_our_side_is_said_and_holds_nothing_up(
    friends: Group, hub: Hub, settings: Any
) -> None:
    settings.CHECKS_CA_BUNDLE = "/nowhere/at/all.pem"
    sweep = begin(hub)
    run_ready()
    check_up = CheckUp.objects.get()
    assert (check_up.state, check_up.report["outcome"]) == (CheckUp.State.NOT_ABLE, "our side")
    assert Job.objects.get(task=actions.LOOK).state == Job.State.DONE
    sweep.refresh_from_db()
    assert sweep.finished_at is not None


def test_a_look_that_finishes_twice_is_kept_once(friends: Group, hub: Hub, site: Site) -> None:
    sweep = begin(hub)
    check_up = CheckUp.objects.get()
    visit = actions.begin(check_up)
    assert visit is not None
    report = see(visit)
    actions.keep(check_up, report, visit)
    before = list(CheckUp.objects.values()), list(Finding.objects.values()), Sweep.objects.values().get()
    site.html = "<p>another page"
    actions.keep(check_up, see(visit), visit)
    after = list(CheckUp.objects.values()), list(Finding.objects.values()), Sweep.objects.values().get()
    assert after == before
    assert after[2]["id"] == sweep.pk
