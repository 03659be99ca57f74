"""Looks still to come: after help, a day after we could not get in, and as often as the hub likes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from bandstand.groups.actions.merging import merge
from bandstand.groups.models import Group, OnlinePlace
from bandstand.jobs.models import Job
from bandstand.people.models import Hub, Person
from bandstand.presence import actions, queries
from bandstand.presence.actions.rhythm import is_due
from bandstand.presence.models import CheckUp, PlannedLook, Rhythm, Sweep
from bandstand.presence.tasks import queue_planned_looks, start_rounds
from tests.borough import make_group
from tests.presence.site import Site
from tests.presence.test_looking import look_at

pytestmark = pytest.mark.database
SURGERY = "the surgery at Priory Hall"


def plan(group: Group, weeks_ago: float = 0) -> list[int]:
    when = timezone.now() - timedelta(weeks=weeks_ago)
    return actions.plan_looks(group.hub, [group], after=when, because=SURGERY)


def make_due() -> None:
    PlannedLook.objects.update(due_at=timezone.now() - timedelta(minutes=1))


def test_a_group_that_was_helped_is_looked_at_three_times_more(friends: Group) -> None:
    plan(friends)
    planned = queries.planned_looks(friends)
    assert [one.because for one in planned] == [
        "a week after the surgery at Priory Hall",
        "6 weeks after the surgery at Priory Hall",
        "12 weeks after the surgery at Priory Hall",
    ]
    assert [round((one.due_at - timezone.now()) / timedelta(weeks=1)) for one in planned] == [1, 6, 12]


def test_a_group_without_a_website_is_passed_over(hub: Hub) -> None:
    assert plan(make_group(hub, "Tea and Tai Chi")) == []


def test_written_up_late_only_what_is_still_to_come_is_planned(friends: Group) -> None:
    plan(friends, weeks_ago=2)
    assert [one.because[:8] for one in queries.planned_looks(friends)] == ["6 weeks ", "12 weeks"]


def test_what_is_taken_back_is_not_made(friends: Group) -> None:
    assert actions.take_back_planned(plan(friends)) == 3
    assert PlannedLook.objects.count() == 0


def test_what_is_due_is_queued_once(friends: Group) -> None:
    [first, *_] = plan(friends)
    PlannedLook.objects.filter(pk=first).update(due_at=timezone.now())
    queue_planned_looks.call()
    queue_planned_looks.call()
    [check_up] = CheckUp.objects.all()
    assert PlannedLook.objects.get(pk=first).check_up == check_up
    assert list(Job.objects.filter(task=actions.LOOK).values_list("args", "priority")) == [([check_up.pk], 5)]
    assert queries.planned_looks(friends).count() == 2


def test_one_that_is_due_while_another_waits_is_that_one(friends: Group) -> None:
    [waiting] = actions.ask_for_check(friends.hub, [friends], by=None)
    plan(friends)
    make_due_one_by_one()
    queue_planned_looks.call()
    assert set(PlannedLook.objects.values_list("check_up", flat=True)) == {waiting.pk}
    assert Job.objects.filter(task=actions.LOOK).count() == 1


def make_due_one_by_one() -> None:
    for number, one in enumerate(PlannedLook.objects.all(), start=1):
        one.due_at = timezone.now() - timedelta(minutes=number)
        one.save()


def test_a_website_given_up_meanwhile_is_no_trouble(friends: Group) -> None:
    plan(friends)
    make_due_one_by_one()
    OnlinePlace.objects.filter(group=friends, kind="website").delete()
    queue_planned_looks.call()
    assert (PlannedLook.objects.count(), CheckUp.objects.count()) == (0, 0)


def test_two_groups_made_one_keep_what_was_planned(friends: Group, hub: Hub, olive: Person) -> None:
    double = make_group(hub, "Leasow Park Friends", website="https://leasowpark.example/")
    plan(double)
    merge(friends, double, {}, by=olive)
    assert queries.planned_looks(friends).count() == 3


# Two tries


def unreachable(group: Group) -> None:
    OnlinePlace.objects.filter(group=group, kind="website").update(url="http://127.0.0.1:9/")


def test_where_we_could_not_get_in_we_try_again_a_day_later_once(friends: Group) -> None:
    unreachable(friends)
    first = look_at(friends)
    assert first.report["outcome"] == "refused"
    [again] = queries.planned_looks(friends)
    assert first.looked_at is not None
    assert again.due_at - first.looked_at == timedelta(hours=24)
    assert again.because == "a second try, a day after we could not get in"
    make_due()
    queue_planned_looks.call()
    look_at(friends)
    assert queries.planned_looks(friends).count() == 0


def test_the_second_try_knows_of_the_first(friends: Group) -> None:
    unreachable(friends)
    first = look_at(friends)
    [second] = actions.ask_for_check(friends.hub, [friends], by=None)
    visit = actions.begin(second)
    assert visit is not None
    assert visit.known.trouble_before == ("refused", first.looked_at)


def test_a_look_that_got_in_between_is_no_trouble_before(friends: Group, site: Site) -> None:
    unreachable(friends)
    look_at(friends)
    OnlinePlace.objects.filter(group=friends, kind="website").update(url=site.url)
    look_at(friends)
    visit = actions.begin(actions.ask_for_check(friends.hub, [friends], by=None)[0])
    assert visit is not None
    assert visit.known.trouble_before is None


def test_trouble_weeks_later_is_new_trouble(friends: Group) -> None:
    unreachable(friends)
    look_at(friends)
    PlannedLook.objects.all().delete()
    CheckUp.objects.update(looked_at=timezone.now() - timedelta(days=28))
    look_at(friends)
    assert queries.planned_looks(friends).count() == 1


def test_a_website_that_turns_us_away_is_not_tried_again_by_itself(friends: Group, site: Site) -> None:
    site.status = 403
    look_at(friends)
    assert queries.planned_looks(friends).count() == 0


# Rhythm


def days_due(hub: Hub, every: int) -> list[date]:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(every)]
    return [day for day in days if is_due(hub, day)]


def test_without_a_word_it_is_every_four_weeks_on_a_day_of_the_hubs_own(hub: Hub) -> None:
    assert queries.rhythm_of(hub) == 28
    begins = {hub.slug: days_due(hub, 28)[0]}
    for slug in ("harrow", "priory", "mill-green", "boathouse"):
        hub.slug = slug
        begins[slug] = days_due(hub, 28)[0]
    assert len(set(begins.values())) > 2


def test_a_night_that_was_slept_through_is_caught_up_with_within_a_week(hub: Hub) -> None:
    assert len(days_due(hub, 28)) == 8


def test_an_officer_says_how_often(hub: Hub, olive: Person) -> None:
    actions.set_rhythm(hub, Rhythm.Every.QUARTER, by=olive)
    assert queries.rhythm_of(hub) == 91
    actions.set_rhythm(hub, Rhythm.Every.NEVER, by=olive)
    assert queries.rhythm_of(hub) == 0
    assert days_due(hub, 28) == []
    with pytest.raises(ValueError, match="5"):
        actions.set_rhythm(hub, 5, by=olive)


def begin_by_rhythm(hub: Hub) -> Sweep | None:
    """Let the night come on which it is time."""
    start = timezone.localdate().toordinal()
    for number in range(28):
        hub.slug = f"{number}-{start}"
        if is_due(hub, timezone.localdate()):
            break
    hub.save()
    start_rounds.call()
    return Sweep.objects.first()


def test_the_night_begins_a_round_and_only_one(friends: Group, hub: Hub) -> None:
    sweep = begin_by_rhythm(hub)
    assert sweep is not None
    assert (sweep.why, sweep.total, sweep.asked_by) == (Sweep.Why.RHYTHM, 1, None)
    Sweep.objects.update(finished_at=timezone.now())
    CheckUp.objects.update(state=CheckUp.State.DONE, looked_at=timezone.now() - timedelta(days=9))
    start_rounds.call()
    assert Sweep.objects.count() == 1


def test_groups_looked_at_lately_are_passed_over(friends: Group, hub: Hub) -> None:
    runners = make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    look_at(friends)
    begin_by_rhythm(hub)
    assert [one.group for one in CheckUp.objects.exclude(sweep=None)] == [runners]


def test_last_weeks_round_does_not_count_as_lately(friends: Group, hub: Hub, olive: Person) -> None:
    actions.set_rhythm(hub, Rhythm.Every.WEEK, by=olive)
    last = Sweep.objects.create(hub=hub, why=Sweep.Why.RHYTHM, finished_at=timezone.now())
    Sweep.objects.update(started_at=timezone.now() - timedelta(days=7, hours=1))
    look_at(friends)
    CheckUp.objects.update(sweep=last, looked_at=timezone.now() - timedelta(days=6, hours=22))
    begin_by_rhythm(hub)
    assert CheckUp.objects.exclude(sweep=last).count() == 1
