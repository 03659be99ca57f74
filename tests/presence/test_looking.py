"""Looking at a real website on loopback, and what becomes of its findings."""

from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Hub
from bandstand.presence import actions
from bandstand.presence.actions.answers import answer
from bandstand.presence.actions.findings import settle_findings
from bandstand.presence.models import CheckUp, Finding
from bandstand.presence.tasks import look_at_group
from bandstand.presence.websites import see, storable
from tests.presence.site import BARE, FACEBOOK, LINKED, NOT_LINKED, Site


def look_at(group: Group) -> CheckUp:
    check_up = actions.ask_for_check(group.hub, [group], by=None)[0]
    look_at_group.call(check_up.pk)
    check_up.refresh_from_db()
    return check_up


def facebook_findings() -> list[Finding]:
    return list(Finding.objects.filter(look="fb-link").order_by("pk"))


def test_a_website_that_does_not_show_its_facebook_page_has_an_easy_win(friends: Group) -> None:
    check_up = look_at(friends)
    assert check_up.state == CheckUp.State.DONE
    assert check_up.says == ""
    [finding] = facebook_findings()
    assert finding.state == Finding.State.EASY_WIN
    assert (finding.opened_by, finding.closed_at, finding.ending) == (check_up, None, "")
    assert finding.first_seen == finding.last_seen == check_up.looked_at
    assert finding.why
    assert finding.advice
    assert finding.effort_minutes


def test_looking_again_moves_last_seen_and_keeps_first_seen(friends: Group) -> None:
    first = look_at(friends)
    second = look_at(friends)
    [finding] = facebook_findings()
    assert finding.opened_by == first
    assert finding.first_seen == first.looked_at
    assert finding.last_seen == second.looked_at


def test_a_finding_closes_when_a_look_sees_it_mended(friends: Group, site: Site) -> None:
    look_at(friends)
    site.html = LINKED
    closing = look_at(friends)
    [finding] = facebook_findings()
    assert (finding.closed_by, finding.closed_at) == (closing, closing.looked_at)
    assert finding.ending == Finding.Ending.MENDED
    assert finding.mended_headline


def test_what_comes_back_is_a_new_finding(friends: Group, site: Site) -> None:
    look_at(friends)
    site.html = LINKED
    look_at(friends)
    site.html = NOT_LINKED
    look_at(friends)
    mended, again = facebook_findings()
    assert mended.ending == Finding.Ending.MENDED
    assert again.closed_at is None


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_website_that_cannot_be_looked_at_is_neither_missing_nor_mended(
    friends: Group, site: Site, status: int
) -> None:
    look_at(friends)
    before = Finding.objects.values().get(look="fb-link")
    site.status = status
    check_up = look_at(friends)
    assert check_up.state == CheckUp.State.NOT_ABLE
    assert check_up.says.endswith(".")
    assert Finding.objects.values().get(look="fb-link") == before


def test_a_first_look_that_cannot_see_opens_nothing(friends: Group, site: Site) -> None:
    site.status = 500
    look_at(friends)
    assert Finding.objects.count() == 0


def test_giving_up_the_website_does_not_count_as_mending_it(friends: Group) -> None:
    look_at(friends)
    check_up = actions.ask_for_check(friends.hub, [friends], by=None)[0]
    OnlinePlace.objects.filter(group=friends, kind="website").delete()
    actions.look(check_up)
    check_up.refresh_from_db()
    assert check_up.state == CheckUp.State.DONE
    assert "which is fine" in check_up.says
    [finding] = facebook_findings()
    assert finding.ending == Finding.Ending.MOVED_ON
    assert finding.mended_headline == ""


def test_what_we_were_told_was_right_all_along_is_not_mended(friends: Group, site: Site) -> None:
    site.html = BARE.format(
        more=f'<footer><a href="{FACEBOOK}">One</a><a href="{FACEBOOK}Too">Two</a></footer>'
    )
    look_at(friends)
    answer(friends, {"only-one": "yes"}, how="group", by=None)
    look_at(friends)
    finding = Finding.objects.get(look="social-two")
    assert finding.ending == Finding.Ending.MOVED_ON


def test_what_our_directory_had_wrong_is_not_mended(friends: Group, site: Site) -> None:
    site.html = BARE.format(more=f'<footer><a href="{FACEBOOK}Friends">Find us on Facebook</a></footer>')
    look_at(friends)
    [finding] = facebook_findings()
    assert finding.says == "another"
    OnlinePlace.objects.filter(group=friends, kind="facebook").update(
        url=f"{FACEBOOK}Friends", match_key="facebook.com/leasowparkfriends"
    )
    look_at(friends)
    [finding] = facebook_findings()
    assert finding.ending == Finding.Ending.MOVED_ON


def test_a_page_changed_to_the_one_we_know_is_mended(friends: Group, site: Site) -> None:
    site.html = BARE.format(more=f'<footer><a href="{FACEBOOK}Friends">Find us on Facebook</a></footer>')
    look_at(friends)
    site.html = BARE.format(more=f'<footer><a href="{FACEBOOK}">We are on Facebook</a></footer>')
    look_at(friends)
    [finding] = facebook_findings()
    assert finding.ending == Finding.Ending.MENDED


def test_a_padlock_that_renewed_itself_is_not_mended(friends: Group) -> None:
    check_up = look_at(friends)
    soon = finding_of(check_up, "https", "soon")
    for said in check_up.report["findings"]:
        if said["look"] == "https":
            said |= {"state": "good", "says": "shows", "evidence": []}
    settle_findings(check_up, timezone.now())
    soon.refresh_from_db()
    assert soon.ending == Finding.Ending.MOVED_ON


def test_what_nobody_looks_for_any_more_is_put_away(friends: Group) -> None:
    old = finding_of(look_at(friends), "keywords", "few")
    look_at(friends)
    old.refresh_from_db()
    assert (old.ending, old.mended_headline) == (Finding.Ending.MOVED_ON, "")


def test_what_was_seen_on_a_page_that_would_not_open_is_not_mended(friends: Group) -> None:
    check_up = look_at(friends)
    inside = f"{check_up.url}gallery"
    finding = finding_of(check_up, "describe", "short")
    finding.evidence = [{"url": inside, "snippet": "We meet", "where": "on the page"}]
    finding.save()
    for outcome, ending in (("site error", ""), ("page not found", Finding.Ending.MENDED)):
        check_up.report["pages"] = [{"url": inside, "outcome": outcome}]
        settle_findings(check_up, timezone.now())
        finding.refresh_from_db()
        assert finding.ending == ending


def finding_of(check_up: CheckUp, look: str, says: str) -> Finding:
    return Finding.objects.create(
        hub_id=check_up.hub_id,
        group_id=check_up.group_id,
        look=look,
        state=Finding.State.DECISION,
        headline="Open before",
        says=says,
        first_seen=timezone.now(),
        last_seen=timezone.now(),
        opened_by=check_up,
    )


def test_a_look_that_was_killed_in_the_middle_is_finished_by_the_next(friends: Group) -> None:
    check_up = actions.ask_for_check(friends.hub, [friends], by=None)[0]
    actions.begin(check_up)  # and here the worker is killed
    look_at_group.call(check_up.pk)
    check_up.refresh_from_db()
    assert check_up.state == CheckUp.State.DONE
    assert len(facebook_findings()) == 1


def test_a_job_that_runs_twice_changes_nothing_the_second_time(friends: Group, site: Site) -> None:
    check_up = look_at(friends)
    before = list(CheckUp.objects.values()), list(Finding.objects.values())
    site.html = LINKED
    look_at_group.call(check_up.pk)
    assert (list(CheckUp.objects.values()), list(Finding.objects.values())) == before


def test_the_slower_of_two_workers_changes_nothing(friends: Group, site: Site) -> None:
    check_up = actions.ask_for_check(friends.hub, [friends], by=None)[0]
    visit = actions.begin(check_up)
    assert visit is not None
    slow = see(visit)
    site.html = LINKED
    look_at_group.call(check_up.pk)
    kept = actions.keep(check_up, slow)
    assert kept.looked_at != slow.finished
    assert Finding.objects.count() == 0


def test_a_group_taken_off_the_list_meanwhile_is_no_trouble(friends: Group) -> None:
    check_up = actions.ask_for_check(friends.hub, [friends], by=None)[0]
    friends.delete()
    look_at_group.call(check_up.pk)
    assert CheckUp.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_we_wait_for_a_website(friends: Group, site: Site) -> None:
    ours = connections["default"]  # of this thread; the website is served by another
    seen: list[bool] = []
    site.on_visit = lambda: seen.append(ours.in_atomic_block)
    look_at(friends)
    assert seen
    assert not any(seen)


def test_private_addresses_are_refused_unless_the_switch_is_on(friends: Group, settings: Any) -> None:
    settings.CHECKS_ALLOW_PRIVATE = False
    check_up = look_at(friends)
    assert check_up.state == CheckUp.State.NOT_ABLE
    assert check_up.says.startswith("This is not a public web address")


def test_nuls_and_half_characters_are_not_kept() -> None:
    kept = storable({"findings": [{"snippet": "a\x00b", "url": "x\ud800"}], "n": 1})
    assert kept == {"findings": [{"snippet": "ab", "url": "x?"}], "n": 1}


def test_each_hub_looks_for_itself(friends: Group, hub: Hub) -> None:
    assert look_at(friends).hub == hub
    assert set(Finding.objects.values_list("hub", flat=True)) == {hub.pk}
