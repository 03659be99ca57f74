"""What officers read about all groups, and about one."""

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Hub, Person
from bandstand.presence import actions, queries
from bandstand.presence.models import CheckUp
from tests.borough import make_group
from tests.presence.site import LINKED, Site, serving
from tests.presence.test_looking import look_at


def test_overview_counts_groups_by_their_last_look(friends: Group, hub: Hub, site: Site) -> None:
    make_group(hub, "Tea and Tai Chi")
    make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    with serving() as other:
        other.status = 500
        dead = make_group(hub, "Priory Singers", website=other.url)
        look_at(dead)
    look_at(friends)
    seen = queries.overview()
    assert (seen.groups, seen.with_website, seen.without_website) == (4, 3, 1)
    assert (seen.looked_at, seen.could_not, seen.never) == (1, 1, 1)
    assert (seen.open, seen.mended) == (1, 0)
    assert [check_up.group for check_up in queries.could_nots()] == [dead]


def test_a_group_is_counted_by_its_newest_look_only(friends: Group, site: Site) -> None:
    site.status = 503
    look_at(friends)
    site.status = 200
    look_at(friends)
    assert queries.overview().could_not == 0
    assert list(queries.could_nots()) == []


def test_most_common_counts_groups_open_and_mended(friends: Group, site: Site) -> None:
    look_at(friends)
    [common] = [one for one in queries.most_common() if one.look == "fb-link"]
    assert (common.groups, common.mended) == (1, 0)
    site.html = LINKED
    look_at(friends)
    [common] = [one for one in queries.most_common() if one.look == "fb-link"]
    assert (common.groups, common.mended) == (0, 1)


def test_progress_counts_the_round_under_way(friends: Group, hub: Hub) -> None:
    make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    assert queries.progress().finished
    check_ups = actions.ask_for_check(hub, Group.objects.all(), by=None)
    assert queries.progress() == queries.Progress(done=0, total=2)
    actions.look(next(one for one in check_ups if one.group == friends))
    assert queries.progress() == queries.Progress(done=1, total=2)


def test_last_looks_counts_open_findings_once_a_group(friends: Group) -> None:
    look_at(friends)
    look_at(friends)
    [group] = queries.last_looks()
    assert (group.open_count, group.look_state) == (1, CheckUp.State.DONE)  # type: ignore[attr-defined]


def test_an_account_seen_on_the_website_is_offered_and_added(
    friends: Group, site: Site, olive: Person
) -> None:
    site.html = LINKED.replace(
        "</footer>", '<a href="https://www.instagram.com/leasowpark/">Instagram</a></footer>'
    )
    look_at(friends)
    [offered] = queries.findings_of(friends).suggestions
    assert (offered.platform, offered.network) == ("instagram", "Instagram")
    added = actions.add_account(friends, offered.url, by=olive)
    assert added is not None
    assert (added.kind, added.source) == (OnlinePlace.Kind.INSTAGRAM, OnlinePlace.Source.WEBSITE)
    assert queries.findings_of(friends).suggestions == []


def test_an_account_that_was_not_seen_is_not_added(friends: Group, olive: Person) -> None:
    look_at(friends)
    assert actions.add_account(friends, "https://www.facebook.com/SomebodyElse", by=olive) is None


def test_findings_of_a_group_tells_open_from_mended(friends: Group, site: Site) -> None:
    assert queries.findings_of(friends).latest is None
    look_at(friends)
    found = queries.findings_of(friends)
    assert [finding.look for finding in found.open] == ["fb-link"]
    assert found.website == site.url
    site.html = LINKED
    look_at(friends)
    found = queries.findings_of(friends)
    assert found.open == []
    assert [finding.look for finding in found.closed] == ["fb-link"]


def test_a_group_on_facebook_only_has_nothing_to_look_at(hub: Hub) -> None:
    choir = make_group(hub, "Priory Singers")
    found = queries.findings_of(choir)
    assert (found.website, found.latest, found.open) == ("", None, [])
