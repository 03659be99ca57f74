"""Kit: what we own, what goes where, and what never came back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions.kit import add_kit, choose_kit, tick
from bandstand.gatherings.models import Gathering, KitItem, KitLoan
from bandstand.gatherings.queries import kit
from bandstand.people.models import Hub
from tests.borough import make_gathering
from tests.web.test_whats_on import words


def box(hub: Hub, *, how_many: int = 1) -> KitItem:
    return add_kit(hub, "Mobile Wi-Fi box", how_many, by=None)


def lend(item: KitItem, gathering: Gathering) -> KitLoan:
    choose_kit(gathering, {item: 1}, by=None)
    return KitLoan.objects.get(item=item, gathering=gathering)


def test_a_name_is_enough_and_the_same_twice_is_one(hub: Hub, officer: Client) -> None:
    officer.post("/desk/kit/", {"name": "Extension lead", "how_many": ""})
    assert "on the list already" in words(officer.post("/desk/kit/", {"name": "Extension lead"}))
    assert KitItem.objects.get().how_many == 1


def test_what_is_no_longer_ours_can_be_put_back(hub: Hub, officer: Client) -> None:
    item = box(hub)
    officer.post(f"/desk/kit/{item.pk}/retire/")
    assert "No longer ours (1)" in words(officer.get("/desk/kit/"))
    officer.post(f"/desk/kit/{item.pk}/retire/", {"act": "back"})
    assert list(kit.kit_we_have()) == [item]
    officer.post(f"/desk/kit/{item.pk}/", {"name": "Wi-Fi box", "how_many": "2"})
    item.refresh_from_db()
    assert (item.name, item.how_many) == ("Wi-Fi box", 2)


def test_chosen_packed_brought_back_and_each_tick_taken_away(hub: Hub, officer: Client) -> None:
    surgery, item = make_gathering(hub), box(hub)
    here = f"/desk/gatherings/{surgery.slug}/kit/"
    officer.post(here, {"item": [item.pk], f"many-{item.pk}": "1"})
    loan = KitLoan.objects.get()
    assert "Mobile Wi-Fi box is packed." in words(
        officer.post(f"{here}tick/", {"loan": loan.pk, "what": "packed"}, follow=True)
    )
    loan.refresh_from_db()
    assert (loan.packed_at is not None, loan.back_at) == (True, None)
    officer.post(f"{here}tick/", {"loan": loan.pk, "what": "packed", "undo": "yes"})
    loan.refresh_from_db()
    assert loan.packed_at is None
    assert "1 thing ticked as back." in words(officer.post(f"{here}tick/", {"what": "back"}, follow=True))
    loan.refresh_from_db()
    assert loan.packed_at is not None
    officer.post(here, {})
    assert KitLoan.objects.count() == 1  # what was packed stays on the list


@pytest.mark.parametrize("typed", ["x", "999999999999999999999", "-1"])
def test_made_up_loans_are_nothing(hub: Hub, officer: Client, typed: str) -> None:
    surgery = make_gathering(hub)
    response = officer.post(f"/desk/gatherings/{surgery.slug}/kit/tick/", {"loan": typed, "what": "back"})
    assert response.status_code == 404


def test_what_never_came_back_is_listed_until_it_does(hub: Hub, officer: Client) -> None:
    past = make_gathering(hub, "Long ago", starts_at=timezone.now() - timedelta(days=9))
    loan = lend(box(hub), past)
    assert list(kit.still_out()) == []
    tick(loan, "packed", on=True)
    assert list(kit.still_out()) == [loan]
    assert "Still out" in words(officer.get("/desk/kit/"))
    tick(loan, "back", on=True)
    assert list(kit.still_out()) == []


def test_one_box_wanted_at_two_places_on_one_day(hub: Hub, officer: Client) -> None:
    starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=5)
    first, second = (
        make_gathering(hub, "Morning", starts_at=starts),
        make_gathering(hub, "Evening", starts_at=starts + timedelta(hours=8)),
    )
    item = box(hub)
    lend(item, first)
    lend(item, second)
    said = "Mobile Wi-Fi box: also wanted for Morning, and we have 1."
    assert kit.short_for(second) == [said]
    assert said in words(officer.get(f"/desk/gatherings/{second.slug}/"))
    KitItem.objects.update(how_many=2)
    assert kit.short_for(second) == []


def test_one_still_out_is_missed_where_it_is_wanted_next(hub: Hub) -> None:
    past = make_gathering(hub, "Long ago", starts_at=timezone.now() - timedelta(days=9))
    item = box(hub)
    tick(lend(item, past), "packed", on=True)
    coming = make_gathering(hub, "Next one")
    lend(item, coming)
    assert kit.short_for(coming) == ["Mobile Wi-Fi box: still out since Long ago, and we have 1."]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    hub: Hub, how_many: int, django_assert_num_queries: object
) -> None:
    surgery = make_gathering(hub)
    things = {add_kit(hub, f"Lead {number}", by=None): 1 for number in range(how_many)}
    choose_kit(surgery, things, by=None)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(kit.kit_for(surgery)) == how_many
