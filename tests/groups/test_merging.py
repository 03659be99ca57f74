"""Two groups made one and taken apart: what is chosen, what is refused, and what changed meanwhile."""

import json
from pathlib import Path

import pytest

from bandstand.config.command import main
from bandstand.gatherings.models import PairLetter, SuggestedPair
from bandstand.groups.actions.groups import change_group, free_slugs
from bandstand.groups.actions.merging import MergeError, decide, make_branches, merge, take_apart
from bandstand.groups.models import Group, MatchDecision, Merge, OnlinePlace
from bandstand.groups.queries import deeds_about
from bandstand.groups.queries.directory import moved_to
from bandstand.groups.queries.duplicates import default_choices
from bandstand.people.models import Hub
from bandstand.presence.models import OnlineTie
from tests.borough import make_group

pytestmark = pytest.mark.database


@pytest.fixture
def green(hub: Hub) -> Group:
    return make_group(
        hub, "Friends of Mill Green", about="We look after the green.", website="http://a.example"
    )


@pytest.fixture
def meadow(hub: Hub) -> Group:
    return make_group(
        hub, "Mill Green Friends", about="Park group", phone="01632 960001", notes={"Size": "30"}
    )


def test_what_was_said_of_a_pair_moves_along_and_comes_back(hub: Hub, green: Group, meadow: Group) -> None:
    first = make_group(hub, "Mill Green Runners", kind="sports-club")
    pairs = [
        SuggestedPair.objects.create(hub=hub, one=one, other=other, state=state)
        for one, other, state in (
            (green, meadow, "open"),
            (green, first, "asked"),
            (meadow, first, "dismissed"),
        )
    ]
    PairLetter.objects.create(hub=hub, pair=pairs[2], group=meadow)
    before = [list(rows.values()) for rows in (SuggestedPair.objects.all(), PairLetter.objects.all())]
    done = merge(meadow, green, {}, by=None)

    (left,) = SuggestedPair.objects.all()
    assert (left.one, left.other, left.state) == (meadow, first, "dismissed")
    assert take_apart(done, by=None) == []
    assert [list(rows.values()) for rows in (SuggestedPair.objects.all(), PairLetter.objects.all())] == before


def test_pages_that_point_to_each_other_do_not_stand_in_the_way(
    hub: Hub, green: Group, meadow: Group
) -> None:
    for source, target in ((green, meadow), (meadow, green)):
        OnlineTie.objects.create(hub=hub, source=source, target=target, how="site", key="k", address="/")
    done = merge(meadow, green, {}, by=None)
    assert not OnlineTie.objects.exists()

    assert take_apart(done, by=None) == []
    assert OnlineTie.objects.count() == 2


def test_the_fuller_word_is_kept_and_the_other_becomes_a_note(green: Group, meadow: Group) -> None:
    merge(green, meadow, {}, by=None)

    green.refresh_from_db()
    assert (green.about, green.phone) == ("We look after the green.", "01632 960001")
    assert green.notes == {"Size": "30", "What it does (Mill Green Friends)": "Park group"}
    assert green.other_names == ["Mill Green Friends"]


def test_what_the_group_said_itself_is_chosen_before_what_is_longer(green: Group, meadow: Group) -> None:
    meadow.said_by = {"about": {"how": "group", "at": "2026-05-03T10:00:00"}}
    meadow.save()

    assert default_choices(green, meadow)["about"] == "absorbed"


def test_whoever_asked_to_be_seen_less_is_seen_less(green: Group, meadow: Group) -> None:
    Group.objects.filter(pk=meadow.pk).update(listed=False, hidden_why="Asked by Joan", place_shown="none")

    merge(green, meadow, {}, by=None)

    green.refresh_from_db()
    assert (green.listed, green.hidden_why, green.place_shown) == (False, "Asked by Joan", "none")


def test_its_address_its_links_and_what_was_done_lead_to_the_one_that_is_left(
    hub: Hub, green: Group, meadow: Group
) -> None:
    change_group(meadow, by=None, about="Planting on Saturdays")

    merge(green, meadow, {}, by=None)

    assert moved_to(meadow.slug) == green
    assert {deed.verb for deed in deeds_about(green)} == {"changed a group", "merged groups"}


def test_the_second_officer_to_press_is_told_that_somebody_was_quicker(green: Group, meadow: Group) -> None:
    merge(green, meadow, {}, by=None)

    with pytest.raises(MergeError, match="Mill Green Friends is not there any more"):
        merge(green, meadow, {}, by=None)
    with pytest.raises(MergeError, match="That is one and the same group"):
        merge(green, green, {}, by=None)
    assert Merge.objects.count() == 1


def test_of_two_merges_the_later_comes_apart_first(hub: Hub, green: Group, meadow: Group) -> None:
    early = merge(green, meadow, {}, by=None)
    late = merge(green, make_group(hub, "MGF"), {}, by=None)

    with pytest.raises(MergeError, match="MGF was made part of it later"):
        take_apart(early, by=None)

    assert (take_apart(late, by=None), take_apart(early, by=None)) == ([], [])
    with pytest.raises(MergeError, match="taken apart already"):
        take_apart(early, by=None)


def test_what_was_changed_since_stays_and_is_listed(hub: Hub, green: Group, meadow: Group) -> None:
    done = merge(green, meadow, {}, by=None)
    green.refresh_from_db()
    change_group(green, by=None, about="Bulbs and benches")
    OnlinePlace.objects.get(group=green).delete()
    stranger = make_group(hub, "Mill Green Friends")

    stays = take_apart(done, by=None)

    green.refresh_from_db()
    back = Group.objects.get(pk=meadow.pk)
    assert (green.about, green.phone, green.other_names) == ("Bulbs and benches", "", [])
    assert (back.about, back.phone) == ("Park group", "01632 960001")
    assert back.slug != stranger.slug
    assert stays == [
        f"Another group has its address now, so it is at /groups/{back.slug}/.",
        "Of Friends of Mill Green, what it does changed since, and stays as it is.",
    ]


def test_a_copy_let_go_is_told_in_words(green: Group, meadow: Group) -> None:
    done = merge(green, meadow, {}, by=None)
    Merge.objects.update(snapshot={})

    with pytest.raises(MergeError, match="The copy this needs was let go"):
        take_apart(done, by=None)


def test_a_group_made_part_of_its_own_branch_goes_round_no_circle(green: Group, meadow: Group) -> None:
    meadow.parent = green
    meadow.save()

    merge(meadow, green, {}, by=None)

    meadow.refresh_from_db()
    assert meadow.parent is None


def test_branches_get_a_body_and_no_body_becomes_its_own(hub: Hub, green: Group, meadow: Group) -> None:
    body = make_branches(hub, green, meadow, parent="Leasow Parks Trust", by=None)
    assert set(body.branches.all()) == {green, meadow}
    assert MatchDecision.objects.get().said == "different"

    with pytest.raises(MergeError, match="already belongs to"):
        make_branches(hub, body, meadow, parent=green, by=None)


def test_the_last_word_on_a_pair_holds(green: Group, meadow: Group) -> None:
    decide(green, meadow, "different", by=None)
    decide(meadow, green, "later", by=None)

    decision = MatchDecision.objects.get()
    assert (decision.said, decision.first, decision.second) == ("later", green, meadow)


def test_no_group_takes_the_address_of_the_screen(hub: Hub) -> None:
    assert free_slugs([Group(hub=hub, name="Duplicates", postcode="LV1 2AB")]) == ["duplicates-lv1"]


def test_the_command_looks_through_a_sheet_and_touches_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "groups.csv"
    sheet.write_text(
        "Name,Postcode,Telephone\n"
        "Friends of Mill Green,LV1 2AB,\n"
        "Quarry Bank Choir,LV9 9ZZ,01632 960001\n\n"
        "Freinds of Mill Green,LV1 2AB,\n"
    )

    assert main(["groups", "duplicates", str(sheet), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "rows": 3,
        "pairs": [
            {
                "first": {"row": 2, "index": 0, "name": "Friends of Mill Green"},
                "second": {"row": 5, "index": 2, "name": "Freinds of Mill Green"},
                "tier": "certain",
                "reasons": ["Same postcode; the names differ by a letter or two."],
            }
        ],
    }
    sheet.write_text("Name\nFriends of Mill Green\nQuarry Bank Choir\n")
    assert main(["groups", "duplicates", str(sheet)]) == 0
    assert "2 looked through: 0 pairs that look alike." in capsys.readouterr().out
    assert main(["groups", "duplicates", str(tmp_path / "none.csv")]) == 2


def test_the_command_looks_through_the_directory(
    hub: Hub, green: Group, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = make_group(hub, "Freinds of Mill Green")

    assert main(["groups", "duplicates", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["rows"] == 2
    assert found["pairs"][0]["second"] == {"id": twin.pk, "slug": twin.slug, "name": twin.name}
