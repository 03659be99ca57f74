"""Which group points to which, from look to look: added, still there, gone, denied, left out, merged."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bandstand.groups.actions.listing import join_picture, leave_picture
from bandstand.groups.actions.merging import merge, take_apart
from bandstand.groups.models import Group
from bandstand.people.models import Hub
from bandstand.presence.actions.alone import leave_alone
from bandstand.presence.actions.ties import deny_tie
from bandstand.presence.models import CheckUp, OnlineTie, PageMemory
from bandstand.presence.queries.ties import standing, standing_on, who_points_to_it, whom_it_points_to
from tests import borough
from tests.presence.site import NOT_LINKED, Site
from tests.presence.test_looking import look_at

SAID = "We planted bulbs with Mill Green Runners in May."
NAMES_RUNNERS = NOT_LINKED.replace("</body>", f"<p>{SAID}</p></body>")


@pytest.fixture
def runners(hub: Hub) -> Group:
    return borough.make_group(hub, "Mill Green Runners", kind="sports-club")


def test_a_name_is_kept_with_its_sentence_and_page(friends: Group, runners: Group, site: Site) -> None:
    site.html = NAMES_RUNNERS
    seen = look_at(friends)

    [tie] = whom_it_points_to(friends)
    assert (tie.target, tie.how, tie.sentence, tie.address) == (runners, "named", SAID, site.url)
    assert (tie.first_seen_at, tie.not_yet_at, tie.seen_by) == (seen.looked_at, None, seen)
    assert list(who_points_to_it(runners)) == [tie]


def test_still_there_then_gone_then_there_again(friends: Group, runners: Group, site: Site) -> None:
    site.html = NAMES_RUNNERS
    first = look_at(friends)
    second = look_at(friends)
    site.html = NOT_LINKED
    third = look_at(friends)
    site.html = NAMES_RUNNERS
    fourth = look_at(friends)

    gone, again = OnlineTie.objects.order_by("pk")
    assert (gone.first_seen_at, gone.last_seen_at, gone.gone_at) == (
        first.looked_at, second.looked_at, third.looked_at,
    )  # fmt: skip
    assert (again.first_seen_at, again.not_yet_at) == (fourth.looked_at, third.looked_at)


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_look_that_could_not_look_changes_nothing(
    friends: Group, runners: Group, site: Site, status: int
) -> None:
    site.html = NAMES_RUNNERS
    look_at(friends)
    before = list(OnlineTie.objects.values())
    site.status = status
    assert look_at(friends).state == CheckUp.State.NOT_ABLE
    assert list(OnlineTie.objects.values()) == before


def test_an_unchanged_page_keeps_its_ties(friends: Group, runners: Group, site: Site) -> None:
    site.html, site.etag = NAMES_RUNNERS, '"v1"'
    look_at(friends)
    again = look_at(friends)

    assert site.unchanged == 1
    [tie] = standing()
    assert tie.last_seen_at == again.looked_at


def test_a_page_is_read_whole_again_once_in_three_months(friends: Group, site: Site) -> None:
    site.html, site.etag = NAMES_RUNNERS, '"v1"'
    look_at(friends)
    newcomers = borough.make_group(friends.hub, "Mill Green Runners")
    PageMemory.objects.update(read_at=timezone.now() - timedelta(days=91))
    look_at(friends)

    assert site.unchanged == 0
    assert [tie.target for tie in standing()] == [newcomers]


def test_this_is_not_us_is_remembered(friends: Group, runners: Group, site: Site) -> None:
    site.html = NAMES_RUNNERS
    look_at(friends)
    [tie] = standing()
    deny_tie(tie, of=runners, by=None)
    assert list(standing()) == []
    tie.refresh_from_db()
    assert tie.sentence == ""

    site.html = NOT_LINKED
    look_at(friends)
    site.html = NAMES_RUNNERS
    look_at(friends)
    assert list(standing()) == []
    assert OnlineTie.objects.filter(gone_at=None, sentence="").count() == 1


def test_a_third_group_cannot_deny_it(friends: Group, runners: Group, site: Site) -> None:
    site.html = NAMES_RUNNERS
    look_at(friends)
    deny_tie(standing().get(), of=borough.make_group(friends.hub, "Singing for Breathing"), by=None)
    assert standing().count() == 1


@pytest.mark.parametrize("leaver", ["friends", "runners"])
def test_a_group_off_the_picture_is_neither_looked_for_nor_kept(
    request: Any, friends: Group, runners: Group, site: Site, leaver: str
) -> None:
    site.html, site.etag = NAMES_RUNNERS, '"v1"'
    look_at(friends)
    leaves: Group = request.getfixturevalue(leaver)
    leave_picture(leaves, by=None)

    assert list(standing_on(timezone.localdate())) == []
    assert [tie.sentence for tie in OnlineTie.objects.all()] == [""]
    assert PageMemory.objects.count() == 0
    before = list(OnlineTie.objects.values("pk", "last_seen_at", "gone_at"))
    friends.refresh_from_db()
    look_at(friends)
    assert list(OnlineTie.objects.values("pk", "last_seen_at", "gone_at")) == before

    join_picture(leaves, by=None)
    friends.refresh_from_db()
    look_at(friends)
    assert [(tie.sentence, tie.not_yet_at) for tie in standing()] == [(SAID, None)]
    assert OnlineTie.objects.count() == 1


def test_a_look_before_a_group_was_known_cannot_tell_that_it_was_not_named(
    friends: Group, site: Site
) -> None:
    site.html = NAMES_RUNNERS
    look_at(friends)
    borough.make_group(friends.hub, "Mill Green Runners", kind="sports-club")
    PageMemory.objects.all().delete()
    look_at(friends)

    [tie] = standing()
    assert tie.not_yet_at is None


@pytest.mark.parametrize("odd", [".", " , ", "The .", "a", "we", "the club"])
def test_a_group_of_an_odd_name_takes_nothing_from_others(
    friends: Group, runners: Group, site: Site, odd: str
) -> None:
    site.html = NAMES_RUNNERS
    other = borough.make_group(friends.hub, "Wendle Walkers", other_names=[odd])
    assert look_at(friends).state == "done"
    leave_picture(other, by=None)

    assert [tie.target for tie in standing()] == [runners]
    assert [tie.sentence for tie in standing()] == [SAID]


def test_what_two_say_of_one_that_left_the_picture_goes(friends: Group, runners: Group, site: Site) -> None:
    site.html = NAMES_RUNNERS.replace("bulbs with", "bulbs with RVS and")
    look_at(friends)
    leave_picture(borough.make_group(friends.hub, "RVS"), by=None)

    assert [tie.sentence for tie in standing()] == [""]


def test_a_website_left_alone_is_spoken_of_no_more(hub: Hub, friends: Group, site: Site) -> None:
    weir = borough.make_group(hub, "Friends of the Wendle Weir", website="https://weir.example/")
    site.html = NOT_LINKED.replace(
        "</body>",
        "<p>Our friends at <a href='https://weir.example/'>the weir</a> have tea on Fridays</p></body>",
    )
    look_at(friends)
    assert [tie.target for tie in standing()] == [weir]
    leave_alone(hub, "weir.example", by=None)
    assert [(tie.sentence, tie.gone_at is None) for tie in OnlineTie.objects.all()] == [("", False)]
    look_at(friends)
    assert list(standing()) == []


def test_merged_groups_keep_their_ties_but_to_themselves(friends: Group, runners: Group, site: Site) -> None:
    twin = borough.make_group(friends.hub, "Millgreen Running Club")
    site.html = NAMES_RUNNERS
    look_at(friends)
    OnlineTie.objects.create(
        hub=friends.hub, source=twin, target=runners, how="site", address="http://x.example/", key="x"
    )
    done = merge(twin, runners, {}, by=None)

    [tie] = standing()
    assert (tie.source, tie.target, tie.sentence) == (friends, twin, SAID)
    friends.refresh_from_db()
    look_at(friends)
    assert [(one.pk, one.gone_at) for one in OnlineTie.objects.all()] == [(tie.pk, None)]
    take_apart(done, by=None)
    assert OnlineTie.objects.filter(source__isnull=False).count() == 2


def test_a_day_that_is_past_stays_as_it_was(friends: Group, runners: Group, site: Site) -> None:
    site.html = NAMES_RUNNERS
    look_at(friends)
    OnlineTie.objects.update(first_seen_at=timezone.now() - timedelta(days=40))
    then = timezone.localdate() - timedelta(days=30)
    fields = ("source", "target", "how", "address", "sentence", "everywhere", "dated", "first_seen_at")
    before = list(standing_on(then).values(*fields))
    site.html = NOT_LINKED
    look_at(friends)

    assert len(before) == 1
    assert list(standing_on(then).values(*fields)) == before
    assert list(standing_on(timezone.localdate())) == []
    assert list(standing_on(date(2020, 1, 1))) == []


def test_letters_and_numbers_of_people_are_left_out_of_sentences(
    friends: Group, runners: Group, site: Site
) -> None:
    site.html = NOT_LINKED.replace(
        "</body>", "<p>Ask Jean of Mill Green Runners: jean@example.org or 01384 555 123</p></body>"
    )
    look_at(friends)
    [tie] = standing()
    assert "jean@example.org" not in tie.sentence
    assert "555" not in tie.sentence
    assert tie.sentence.startswith("Ask Jean of Mill Green Runners")
