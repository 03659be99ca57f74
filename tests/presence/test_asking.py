"""Asking for a look at websites."""

from datetime import timedelta

from django.utils import timezone

from bandstand.groups.models import Group, OnlinePlace
from bandstand.jobs.models import Job
from bandstand.people.models import Deed, Hub, Person
from bandstand.presence.actions import LOST_AFTER, ask_for_check
from bandstand.presence.models import CheckUp
from tests.borough import make_group


def jobs() -> list[list[int]]:
    return list(
        Job.objects.filter(task="bandstand.presence.tasks.look_at_group")
        .order_by("pk")
        .values_list("args", flat=True)
    )


def test_asking_queues_one_look_a_group_with_a_website(hub: Hub, olive: Person) -> None:
    park = make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    runners = make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    make_group(hub, "Tea and Tai Chi")
    asked = ask_for_check(hub, Group.objects.all(), by=olive)
    assert [check_up.group for check_up in asked] == [park, runners]
    assert [check_up.url for check_up in asked] == [
        "https://leasowpark.example/",
        "https://millgreen.example/",
    ]
    assert jobs() == [[check_up.pk] for check_up in asked]
    assert Deed.objects.get(verb="asked for checks").words == "asked for a look at the websites of 2 groups"


def test_a_group_with_only_a_facebook_page_is_passed_over(hub: Hub, olive: Person) -> None:
    choir = make_group(hub, "Priory Singers")
    OnlinePlace.objects.create(
        hub=hub,
        group=choir,
        kind="facebook",
        raw="fb.com/priory",
        url="https://fb.com/priory",
        match_key="priory",
    )
    assert ask_for_check(hub, [choir], by=olive) == []
    assert jobs() == []
    assert not Deed.objects.filter(verb="asked for checks").exists()


def test_asking_twice_is_asking_once(hub: Hub, olive: Person) -> None:
    park = make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    first = ask_for_check(hub, [park], by=olive)
    second = ask_for_check(hub, [park], by=None)
    assert first == second
    assert CheckUp.objects.count() == 1
    assert jobs() == [[first[0].pk]]


def test_a_look_that_lost_its_job_is_queued_again(hub: Hub, olive: Person) -> None:
    park = make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    lost = ask_for_check(hub, [park], by=None)[0]
    long_ago = timezone.now() - LOST_AFTER - timedelta(minutes=1)
    CheckUp.objects.update(asked_at=long_ago, state=CheckUp.State.LOOKING)
    Job.objects.all().delete()
    assert ask_for_check(hub, [park], by=olive) == [lost]
    assert jobs() == [[lost.pk]]


def test_a_finished_look_does_not_stand_in_the_way_of_the_next(hub: Hub) -> None:
    park = make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    ask_for_check(hub, [park], by=None)
    CheckUp.objects.update(state=CheckUp.State.DONE)
    ask_for_check(hub, [park], by=None)
    assert CheckUp.objects.count() == 2
