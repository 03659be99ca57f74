"""What groups are about: lists, suggestions from their own words, and an officer's yes or no."""

from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bandstand.groups.actions.interests import (
    add_interest,
    load_interests,
    retire_interest,
    settle_interests,
    start_interests,
    suggest_interests,
)
from bandstand.groups.interests.sources import NotAListError, read
from bandstand.groups.interests.starting import starting_interests
from bandstand.groups.interests.suggesting import Suggester
from bandstand.groups.models import Group, GroupInterest, Interest
from bandstand.groups.queries.interests import interests_of
from bandstand.people.models import Deed, Hub
from tests.borough import make_group

UKCAT = (
    "Code,tag,Category,Subcategory,Level,Regular expression,Exclude regular expression\n"
    "AN,Animals,Animals,,1,\\b(animals?|dogs?)\\b,\n"
    "AN102,Dogs,Animals,,3,\\b(dogs?|kennels?)\\b,\\bhot dogs?\\b\n"
    "AN103,Broken,Animals,,3,\\b(unclosed,\n"
)
OPENACTIVE = """{"concept": [
  {"id": "https://openactive.io/activity-list#w1", "prefLabel": "Walking", "broader": []},
  {"id": "https://openactive.io/activity-list#f1", "prefLabel": "Football"},
  {"id": "https://openactive.io/activity-list#wf", "prefLabel": "Walking Football",
   "broader": ["https://openactive.io/activity-list#f1"], "altLabel": ["Strolling Soccer"]}
]}"""


@pytest.fixture
def lists(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "ukcat.csv").write_text(UKCAT)
    (tmp_path / "activities.jsonld").write_text(OPENACTIVE)
    return {"ukcat": tmp_path / "ukcat.csv", "openactive": tmp_path / "activities.jsonld"}


def suggested(group: Group) -> list[str]:
    rows = GroupInterest.objects.filter(group=group, state="suggested")
    return sorted(rows.values_list("interest__name", flat=True))


@pytest.mark.django_db
@pytest.mark.database
class TestSuggesting:
    def test_the_usual_ones_are_suggested_from_a_name(self, hub: Hub) -> None:
        start_interests(hub)
        harriers = make_group(hub, "Leasow Harriers", about="We run on Tuesdays.")

        assert suggest_interests(hub, [harriers]) == 1
        assert suggested(harriers) == ["Running and athletics"]
        assert GroupInterest.objects.get().why == "“Harriers” in its name"

    def test_a_suggestion_is_not_said_until_an_officer_says_yes(self, hub: Hub) -> None:
        start_interests(hub)
        harriers = make_group(hub, "Leasow Harriers")
        suggest_interests(hub, [harriers])
        assert interests_of(harriers) == []

        settle_interests(hub, {GroupInterest.objects.get().pk: True}, by=None)

        assert [interest.name for interest in interests_of(harriers)] == ["Running and athletics"]
        assert Deed.objects.get().words == "said what Leasow Harriers is about: Running and athletics"

    def test_a_no_is_remembered(self, hub: Hub) -> None:
        start_interests(hub)
        band = make_group(hub, "Mill Green Rubber Band Collectors")
        suggest_interests(hub, [band])
        settle_interests(hub, {GroupInterest.objects.get().pk: False}, by=None)

        assert suggest_interests(hub, [band]) == 0
        assert suggested(band) == []

    def test_a_suggestion_goes_when_its_words_go(self, hub: Hub) -> None:
        start_interests(hub)
        club = make_group(hub, "Priory Club", about="Chess every Monday.")
        suggest_interests(hub, [club])
        club.about = "Closed for now."
        suggest_interests(hub, [club])

        assert suggested(club) == []

    @pytest.mark.parametrize("many", [1, 3])
    def test_any_number_of_groups_takes_the_same_queries(
        self, hub: Hub, many: int, django_assert_num_queries: object
    ) -> None:
        start_interests(hub)
        groups = [make_group(hub, f"Leasow Cricket Club {number}") for number in range(many)]
        with django_assert_num_queries(5):  # type: ignore[operator]
            assert suggest_interests(hub, groups) == many


@pytest.mark.django_db
@pytest.mark.database
class TestLists:
    def test_a_list_again_changes_nothing(self, hub: Hub, lists: dict[str, Path]) -> None:
        first = load_interests(hub, lists["ukcat"], by=None)
        again = load_interests(hub, lists["ukcat"], by=None)

        assert (first.new, again.new, again.changed, again.same) == (3, 0, 0, 3)
        assert Interest.objects.get(code="AN102").broader == Interest.objects.get(code="AN")

    def test_the_narrowest_is_suggested_and_exclusions_hold(self, hub: Hub, lists: dict[str, Path]) -> None:
        load_interests(hub, lists["ukcat"], by=None)
        kennels, vans = make_group(hub, "Leasow Dogs"), make_group(hub, "Hot Dogs of Mill Green")
        suggest_interests(hub, [kennels, vans])

        assert suggested(kennels) == ["Dogs"]
        assert suggested(vans) == ["Animals"]

    def test_walking_football_is_neither_walking_nor_football(self, hub: Hub, lists: dict[str, Path]) -> None:
        load_interests(hub, lists["openactive"], by=None)
        club = make_group(hub, "Priory Walking Football")
        other = make_group(hub, "Priory Strolling Soccer")
        suggest_interests(hub, [club, other])

        assert suggested(other) == ["Walking Football"]
        assert suggested(club) == ["Walking Football"]

    def test_two_lists_with_one_name_keep_two_addresses(self, hub: Hub, lists: dict[str, Path]) -> None:
        add_interest(hub, "Walking", by=None)
        load_interests(hub, lists["openactive"], by=None)

        assert sorted(Interest.objects.filter(name="Walking").values_list("slug", flat=True)) == [
            "walking",
            "walking-2",
        ]

    def test_a_retired_one_is_not_suggested(self, hub: Hub) -> None:
        start_interests(hub)
        retire_interest(Interest.objects.get(name="Cricket"), retired=True, by=None)
        club = make_group(hub, "Leasow Cricket Club")

        assert suggest_interests(hub, [club]) == 0


@pytest.mark.parametrize("text", ["", "name,postcode\nLeasow,DY1 1AE\n", "{", '{"concept": 3}', "[1, 2]"])
def test_another_file_is_refused_plainly(text: str, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text)
    with pytest.raises(NotAListError) as told:
        read(file)
    assert str(told.value).endswith(".")


USUAL = Suggester(
    [
        Interest(pk=number, name=name, pattern=words)
        for number, (name, words) in enumerate(starting_interests(), 1)
    ]
)


@given(st.text(max_size=200), st.text(max_size=400))
def test_no_text_is_too_odd(name: str, about: str) -> None:
    found = USUAL.of(name, about)
    assert len({suggestion.interest.pk for suggestion in found}) == len(found)


@pytest.mark.django_db
class TestAtTheDesk:
    def test_dawn_unticks_what_does_not_fit(self, hub: Hub, officer: Client) -> None:
        start_interests(hub)
        friends = make_group(hub, "Friends of Mill Green Park", about="Gardening, and a brass band in June.")
        suggest_interests(hub, [friends])
        page = officer.get("/desk/interests/suggested/").content.decode()
        assert "Friends of Mill Green Park" in page
        rows = list(GroupInterest.objects.order_by("interest__name"))
        kept = [row for row in rows if row.interest.name != "Music"]

        officer.post(
            "/desk/interests/suggested/",
            {"shown": [row.pk for row in rows], "yes": [row.pk for row in kept]},
        )

        assert [interest.name for interest in interests_of(friends)] == [row.interest.name for row in kept]
        assert GroupInterest.objects.get(interest__name="Music").state == "refused"

    def test_one_of_our_own_is_added_once(self, hub: Hub, officer: Client) -> None:
        assert officer.post("/desk/interests/", {"name": "Wild swimming"}).status_code == 302
        again = officer.post("/desk/interests/", {"name": "wild swimming"})

        assert again.status_code == 422
        assert "There is an interest called “wild swimming” already." in again.content.decode()
        assert Interest.objects.count() == 1

    def test_nonsense_is_ignored(self, hub: Hub, officer: Client) -> None:
        sent = {"shown": ["²", "-1", "9" * 30, "x"], "yes": ["²"]}
        assert officer.post("/desk/interests/suggested/", sent).status_code == 302
