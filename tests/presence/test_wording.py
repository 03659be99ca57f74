"""What looks found, said in a hub's own words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checkup
from bandstand.groups.models import Group
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.models import Deed, Hub, Person, Role
from bandstand.presence import actions
from bandstand.presence.actions.wording import go_back, put_back_words, reword
from bandstand.presence.models import CheckUp, Finding, Wording
from bandstand.presence.queries import look_title, most_common
from bandstand.presence.queries.standing import standing_of
from bandstand.presence.queries.wording import (
    Words,
    blanks_in,
    our_words,
    rewordings_of,
    tidy_blanks,
    worded_looks,
    words_for,
)
from tests.impact.stories import finding
from tests.presence.site import LINKED, Site

OURS = "Your website does not show your {networks} yet."
EVERY = [(look, part) for look in checkup.LOOKS for part in our_words(look)]
MISSING = {
    "look": "social-links",
    "headline": "Your website does not show your Instagram yet.",
    "advice": "Ours.",
    "says": "missing",
    "values": {"networks": "Instagram"},
    "advises": "fix:Wix",
}


def looked_at(group: Group) -> list[Finding]:
    [check_up] = actions.ask_for_check(group.hub, [group], by=None)
    actions.look(check_up)
    return list(Finding.objects.filter(group=group))


def seen(group: Group, **said: Any) -> Finding:
    """A finding of the social links, open since January."""
    one = finding(group, "2026-01-10 03:00", look="social-links")
    Finding.objects.filter(pk=one.pk).update(**{**{k: v for k, v in MISSING.items() if k != "look"}, **said})
    return Finding.objects.get(pk=one.pk)


def test_without_words_of_its_own_a_hub_says_it_as_we_do(hub: Hub) -> None:
    said = words_for(hub.pk).worded(MISSING)
    assert said["headline"] == "Your website does not show your Instagram yet."
    assert said["why"].startswith("People use different networks.")


def test_olive_s_words_are_filled_with_what_was_seen(hub: Hub, olive: Person) -> None:
    parts = {
        "says:missing": "No {networks} button yet?",
        "fix:Wix": "Ring Gareth.",
        "why": "Because we say so.",
    }
    assert reword(hub, "social-links", parts, by=olive) == 3
    said = words_for(hub.pk).worded(MISSING)
    assert (said["headline"], said["advice"], said["why"]) == (
        "No Instagram button yet?", "Ring Gareth.", "Because we say so.",
    )  # fmt: skip


def test_a_finding_is_kept_in_the_hub_s_words_from_the_first_look(
    hub: Hub, olive: Person, friends: Group
) -> None:
    reword(hub, "fb-link", {"says:missing": "Where is your Facebook page?"}, by=olive)
    assert "Where is your Facebook page?" in [one.headline for one in looked_at(friends)]


def test_what_is_mended_is_said_in_the_words_of_that_day(
    hub: Hub, olive: Person, friends: Group, site: Site
) -> None:
    looked_at(friends)
    reword(hub, "fb-link", {"says:shown": "There it is."}, by=olive)
    site.html = LINKED
    looked_at(friends)
    reword(hub, "fb-link", {"says:shown": "Found it."}, by=olive)
    mended = Finding.objects.get(group=friends, look="fb-link")
    assert (mended.ending, mended.mended_headline) == ("mended", "There it is.")
    assert [one.headline for one in standing_of(friends).good if one.look == "fb-link"] == ["Found it."]


def test_open_findings_are_said_anew_at_once_and_mended_ones_are_not(
    hub: Hub, olive: Person, friends: Group
) -> None:
    mended = finding(friends, "2026-01-10 03:00", "2026-02-10 03:00", look="social-links")
    open_one = seen(friends)
    reword(hub, "social-links", {"says:missing": "No {networks} yet."}, by=olive)
    open_one.refresh_from_db()
    before = mended.headline
    mended.refresh_from_db()
    assert (open_one.headline, mended.headline) == ("No Instagram yet.", before)


def test_going_back_says_it_as_we_do_everywhere(hub: Hub, olive: Person, friends: Group) -> None:
    open_one = seen(friends)
    reword(hub, "social-links", {"says:missing": "No {networks} yet.", "title": "All shown"}, by=olive)
    assert look_title("social-links") == "All shown"
    assert go_back(hub, "social-links", by=olive) == 2
    open_one.refresh_from_db()
    assert (open_one.headline, look_title("social-links")) == (
        "Your website does not show your Instagram yet.",
        "Your website shows your other accounts",
    )
    assert Wording.objects.count() == 0


def test_each_change_can_be_put_back(hub: Hub, olive: Person, friends: Group) -> None:
    seen(friends)
    reword(hub, "social-links", {"says:missing": "First {networks}."}, by=olive)
    reword(hub, "social-links", {"says:missing": "Second {networks}."}, by=olive)
    newest, oldest = rewordings_of("social-links")
    assert put_back_words(oldest, hub, by=olive) == 0  # it was worded again since
    assert put_back_words(newest, hub, by=olive) == 1
    assert Finding.objects.get(look="social-links").headline == "First Instagram."


def test_saying_the_same_again_changes_nothing(hub: Hub, olive: Person) -> None:
    parts = {"says:missing": "No {networks} yet."}
    assert [reword(hub, "social-links", parts, by=olive) for _ in range(2)] == [1, 0]
    assert Deed.objects.filter(verb="reworded a look").count() == 1


def test_the_words_of_one_hub_are_not_another_s(hub: Hub, olive: Person, friends: Group) -> None:
    open_one = seen(friends)
    harrow = open_hub("Harrow Edge", slug="harrow", host="harrow.example")
    with hub_scope(harrow):
        holly = give_role(harrow, name="Holly", email="h@h.example", role=Role.Name.OFFICER, by=None).person
        reword(harrow, "social-links", {"says:missing": "Harrow {networks}.", "title": "Harrow"}, by=holly)
        assert look_title("social-links") == "Harrow"
    open_one.refresh_from_db()
    assert open_one.headline == "Your website does not show your Instagram yet."
    assert look_title("social-links") == "Your website shows your other accounts"
    assert words_for(hub.pk).worded(MISSING)["headline"] == MISSING["headline"]
    assert rewordings_of("social-links") == []


def test_the_overview_calls_looks_as_the_hub_does(hub: Hub, olive: Person, friends: Group) -> None:
    finding(friends, "2026-01-10 03:00")
    reword(hub, "fb-link", {"title": "Facebook is shown"}, by=olive)
    assert [one.title for one in most_common()] == ["Facebook is shown"]


def test_what_an_older_version_said_stays_as_it_was_said(hub: Hub, olive: Person, friends: Group) -> None:
    old = seen(friends, says="long gone", values={}, advises="", headline="As it was said.", advice="")
    reword(hub, "social-links", {"says:missing": "No {networks} yet."}, by=olive)
    old.refresh_from_db()
    assert (old.headline, old.advice) == ("As it was said.", "")
    assert words_for().worded({**MISSING, "look": "gone"})["headline"] == MISSING["headline"]


def test_looks_are_found_by_any_words_in_them(hub: Hub, olive: Person) -> None:
    assert {one.id for one in worded_looks("Social Icons block")} >= {"fb-link", "social-links"}
    assert worded_looks("zebra crossing") == []
    reword(hub, "phone-size", {"why": "Zebra crossing."}, by=olive)
    assert [one.id for one in worded_looks("zebra")] == ["phone-size"]


def test_many_findings_are_said_anew_in_few_queries(
    hub: Hub, olive: Person, friends: Group, django_assert_max_num_queries: Any
) -> None:
    groups = [
        Group(hub=hub, name=f"Group {n}", slug=f"group-{n}", plain_name=f"group {n}") for n in range(60)
    ]
    Group.objects.bulk_create(groups)
    for group in groups:
        seen(group)
    with django_assert_max_num_queries(15):
        reword(hub, "social-links", {"says:missing": "No {networks} yet."}, by=olive)
    assert Finding.objects.filter(headline="No Instagram yet.").count() == 60
    assert CheckUp.objects.count() == 60


@pytest.mark.parametrize(("look", "part"), EVERY)
def test_every_sentence_is_short_enough_for_its_box(look: checkup.Look, part: str) -> None:
    most = {"title": 120, "says": 180}.get(part.partition(":")[0], 1000)
    assert len(our_words(look)[part]) <= most


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@given(before=WORDS, after=WORDS, value=WORDS)
def test_any_words_with_the_blank_are_filled(before: str, after: str, value: str) -> None:
    """Braces typed by an officer, or met on a website, break nothing and fill nothing they should not."""
    sentence = f"{before}{{networks}}{after}"
    words = Words({("social-links", "says:missing"): sentence})
    said = words.worded({**MISSING, "values": {"networks": value}})
    filled = checkup.filled(sentence, {"networks": value})[:200]
    assert said["headline"] == (filled or MISSING["headline"])  # nothing at all is no sentence
    if "{" not in before + after:
        assert filled == f"{before}{value}{after}"[:200]


@given(WORDS)
def test_tidying_blanks_keeps_everything_else(words: str) -> None:
    assert tidy_blanks(tidy_blanks(words)) == tidy_blanks(words)
    assert "".join(tidy_blanks(words).split()) == "".join(words.split())
    assert blanks_in(tidy_blanks(words)) == blanks_in(words)
