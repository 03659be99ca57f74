"""Two evenings, one list: who may be paired, how people sign up, and what the lot does, told of Leasow Vale."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import drawing, evenings, planning
from bandstand.gatherings.actions.booking import OneListError, Wish, book
from bandstand.gatherings.actions.evenings import Joining, ListClosedError, NotAlikeError
from bandstand.gatherings.lot import Lot, draw
from bandstand.gatherings.models import Attendance, Gathering, SignUp, TwoEvenings
from bandstand.gatherings.queries.evenings import as_drawn
from bandstand.kit import dates
from bandstand.people.models import Hub, Message, Person
from bandstand.places.models import Area
from tests.borough import make_group, make_person, make_venue
from tests.evenings import evening, joins, letters_to, lot_of

EITHER, FIRST, SECOND = SignUp.Can.EITHER, SignUp.Can.FIRST, SignUp.Can.SECOND


def test_the_earlier_one_is_the_first(hub: Hub) -> None:
    both = evenings.pair_up(hub, evening(hub, 21), evening(hub, 14), by=None)

    assert [one.title for one in both.both] == ["Evening 14", "Evening 21"]
    assert both.is_open
    assert both.title == "Two evenings, one list: the Boathouse Café"


def test_only_two_like_evenings_share_a_list(hub: Hub, both: TwoEvenings) -> None:
    hall = make_venue(hub, "Priory Hall")
    fair = evening(hub, 5)
    for other, says in [
        (fair, "one and the same"),
        (both.first, "on a list already"),
        (evening(hub, -1), "One of them has begun"),
        (evening(hub, 6, state=Gathering.State.CANCELLED), "is called off"),
        (evening(hub, 7, state=Gathering.State.DRAFT), "Choose two others"),
        (evening(hub, 8, kind=Gathering.Kind.NETWORKING), "Choose two of one kind"),
        (evening(hub, 9, venue=hall), "different localities"),
    ]:
        with pytest.raises(NotAlikeError, match=says):
            evenings.pair_up(hub, fair, other, by=None)
    assert TwoEvenings.objects.count() == 1


def test_two_places_of_one_locality_are_like_enough(hub: Hub) -> None:
    meadow = Area.objects.create(
        hub=hub, code="m", name="Meadow", geometry={}, west=0, south=0, east=1, north=1
    )
    halls = [make_venue(hub, name, area=meadow) for name in ("Priory Hall", "Mill Hall")]

    made = evenings.pair_up(
        hub, *(evening(hub, 5 + at, venue=hall) for at, hall in enumerate(halls)), by=None
    )
    assert made.title == "Two evenings, one list: Meadow"


def test_neither_evening_is_announced_where_they_are_no_two(hub: Hub) -> None:
    plan = planning.Plan(
        timezone.now() + timedelta(days=3), timezone.now() + timedelta(days=3, hours=2), "The Hall"
    )
    with pytest.raises(NotAlikeError):
        evenings.announce_both(hub, (plan, plan), by=None)

    assert Gathering.objects.count() == 0


def test_until_the_draw_places_go_by_the_list_only_and_helpers_book_as_ever(both: TwoEvenings) -> None:
    for gathering in both.both:
        with pytest.raises(OneListError):
            book(gathering, Wish("Meena Patel", email="meena@mail.example"))
        book(gathering, Wish("Hari Help", helping=True))
    joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)

    assert book(both.first, Wish("Late Leo")).attendance.booking == "booked"


def test_people_of_one_group_stay_together(hub: Hub, both: TwoEvenings) -> None:
    choir, runners = make_group(hub, "Leasow Choir"), make_group(hub, "Mill Green Runners")
    signed = [joins(both, f"Singer {at}", group=choir) for at in range(3)]
    signed += [joins(both, f"Runner {at}", group=runners) for at in range(3)]
    knitters = [
        joins(both, f"Knitter {at}", group_words=words)
        for at, words in enumerate(["Knitters", "the knitters "])
    ]
    for at, words in enumerate(["Швея", "швея "]):
        joins(both, f"Sewer {at}", group_words=words)
    drawing.draw_lots(both, by=None)

    where = [lot_of(both, one) for one in signed]
    assert (len(set(where[:3])), len(set(where[3:]))) == (1, 1)
    assert where[0] != where[3]
    assert len({lot_of(both, one) for one in knitters}) == 1
    assert [lot["heads"] for lot in both.lots] == [3, 3, 2, 2]


def test_who_can_come_to_one_only_is_placed_and_not_drawn(hub: Hub, both: TwoEvenings) -> None:
    choir = make_group(hub, "Leasow Choir")
    shifts = joins(both, "Shona Shift", can=SECOND, why="Night shifts", group=choir)
    with_her = joins(both, "Sid Singer", group=choir)
    joins(both, "Una Unbound")
    drawing.draw_lots(both, by=None)

    assert (lot_of(both, shifts), lot_of(both, with_her)) == (2, 2)
    (told,) = [lot for lot in both.lots if lot["group"] == str(choir.uid)]
    assert told == {
        "lot": str(choir.uid), "group": str(choir.uid), "name": "Leasow Choir", "heads": 2,
        "drawn": False, "evening": 2, "why": drawing.ONLY_ONE,
    }  # fmt: skip
    assert "Night shifts" not in str(both.lots)


def test_a_group_whose_people_can_come_to_different_ones_is_at_both(hub: Hub, both: TwoEvenings) -> None:
    choir = make_group(hub, "Leasow Choir")
    signed = [
        joins(both, name, can=can, group=choir) for name, can in [("A", FIRST), ("B", SECOND), ("C", EITHER)]
    ]
    drawing.draw_lots(both, by=None)

    assert [lot_of(both, one) for one in signed] == [1, 2, 1]
    assert [(lot["heads"], lot["evening"], lot["drawn"]) for lot in both.lots] == [
        (2, 1, False),
        (1, 2, False),
    ]


def test_who_had_booked_before_stays_there_with_their_group(hub: Hub) -> None:
    first, second = evening(hub, 3), evening(hub, 5)
    choir = make_group(hub, "Leasow Choir")
    book(second, Wish("Bea Booked", email="bea@mail.example", group=choir))
    book(first, Wish("Al Alone", email="al@mail.example"))
    both = evenings.pair_up(hub, first, second, by=None)
    singer, al = joins(both, "Sid Singer", group=choir), joins(both, "Al Alone", email="al@mail.example")
    drawing.draw_lots(both, by=None)

    assert (lot_of(both, singer), lot_of(both, al)) == (2, 1)
    assert Attendance.objects.filter(person__email="al@mail.example").count() == 1
    assert not any(lot["drawn"] for lot in both.lots)
    assert [one.heads for one in as_drawn(both, [])] == [1, 2]  # Al is one, though he is down twice


def test_anybody_can_draw_again_and_gets_the_same(both: TwoEvenings) -> None:
    for at in range(9):
        joins(both, f"Person {at}", can=FIRST if at == 4 else EITHER)
    drawing.draw_lots(both, by=None)
    both.refresh_from_db()

    lots = [Lot(lot["lot"], lot["heads"]) for lot in both.lots if lot["drawn"]]
    taken = [
        sum(lot["heads"] for lot in both.lots if not lot["drawn"] and lot["evening"] == at) for at in (1, 2)
    ]
    again = draw(both.seed or 0, lots, taken=(taken[0], taken[1]), rooms=(both.rooms[0], both.rooms[1]))
    assert {lot["lot"]: lot["evening"] - 1 for lot in both.lots if lot["drawn"]} == again
    assert len(again) == 8


def test_drawn_once_for_good(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    first = drawing.draw_lots(both, by=None)
    again = drawing.draw_lots(both, by=None)

    assert (again.seed, again.lots, again.drawn_at) == (first.seed, first.lots, first.drawn_at)
    assert letters_to(one)[1:] == [f"Your evening is {when(both, one)}: {comes_to(one).title}"]
    with pytest.raises(ListClosedError):
        joins(both, "Late Leo")


def when(both: TwoEvenings, one: SignUp) -> str:
    from bandstand.kit import dates

    return dates.day(both.both[lot_of(both, one) - 1].starts_at, today=timezone.localdate())


def comes_to(one: SignUp) -> Gathering:
    one.refresh_from_db()
    assert one.comes_to is not None
    return one.comes_to


def test_more_people_than_places_wait_by_the_same_guard(hub: Hub) -> None:
    both = evenings.pair_up(hub, evening(hub, 3, places=2), evening(hub, 5, places=3), by=None)
    signed = [joins(both, f"Person {at}") for at in range(7)]
    drawing.draw_lots(both, by=None)

    both.first.refresh_from_db()
    both.second.refresh_from_db()
    assert (both.first.taken, both.second.taken) == (2, 3)
    waiting = Attendance.objects.filter(booking="waiting")
    assert waiting.count() == 2
    assert sum(any("(waiting list)" in subject for subject in letters_to(one)) for one in signed) == 2


def test_the_other_evening_after_all_and_the_lot_stays(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    was, lots = lot_of(both, one), both.lots
    drawing.come_to_other(one)

    assert comes_to(one) == both.both[2 - was]
    assert (lot_of(both, one), both.lots) == (was, lots)
    standing = Attendance.objects.filter(booking="booked")
    assert [row.gathering for row in standing] == [both.both[2 - was]]
    drawing.come_to_other(one)
    assert comes_to(one) == both.both[was - 1]
    assert Attendance.objects.filter(booking="booked").count() == 1


def test_who_took_their_name_off_is_not_drawn_and_may_come_back(both: TwoEvenings) -> None:
    one, stays = joins(both, "Meena Patel"), joins(both, "Sid Singer")
    evenings.take_off(one)
    evenings.take_off(one)
    assert one.person is not None
    evenings.put_back_on(one)
    evenings.take_off(one)
    drawing.draw_lots(both, by=None)

    assert (lot_of(both, one), one.attendance) == (0, None)
    assert comes_to(stays) in both.both
    evenings.take_off(stays)
    assert Attendance.objects.get().booking == "cancelled"
    assert not drawing.come_to_other(stays)
    with pytest.raises(ListClosedError):
        evenings.put_back_on(stays)


def test_an_address_that_is_on_it_is_answered_by_letter_only(both: TwoEvenings) -> None:
    told = Joining("Meena Patel", email="Meena@mail.example")
    first = evenings.sign_up(both, told)
    same_form = evenings.sign_up(both, told)
    somebody = evenings.sign_up(both, Joining("Mallory", email="meena@MAIL.example", wants="to see"))

    assert (first.sign_up, first.link is None) == (same_form.sign_up, False)
    assert (somebody.sign_up, somebody.link) == (first.sign_up, None)
    assert SignUp.objects.get().wants == ""
    assert letters_to(first.sign_up) == [
        "You are on the list for one of two evenings",
        "You are on the list for one of two evenings already",
    ]


def test_who_can_come_to_one_only_is_told_that_it_is_theirs(both: TwoEvenings) -> None:
    either, only = joins(both, "Meena Patel"), joins(both, "Sid Singer", can=SECOND)
    told = {one.to_address: " ".join(one.text.split()) for one in Message.objects.all()}

    assert "is drawn by lot" in told[either.email]
    assert "keep both free" not in told[only.email]
    assert f"that one is yours and you are not drawn: {_day(both.second)}" in told[only.email]


def _day(gathering: Gathering) -> str:
    return dates.day(gathering.starts_at, today=timezone.localdate())


def test_somebody_without_an_address_is_one_person_all_along(both: TwoEvenings) -> None:
    one = joins(both, "Rita Rings", email="", phone="01632 960101")
    drawing.draw_lots(both, by=None)

    assert Person.objects.get(name="Rita Rings").attendances.get().gathering == comes_to(one)
    assert not Message.objects.exists()


def test_one_is_called_off_everybody_hears_and_comes_to_the_other(both: TwoEvenings) -> None:
    either, only = joins(both, "Meena Patel"), joins(both, "Sid Singer", can=FIRST)
    planning.call_off(both.first, by=None)

    assert [letters_to(one)[-1].startswith("Called off: ") for one in (either, only)] == [True, True]
    with pytest.raises(ListClosedError):
        joins(both, "Late Leo")
    book(both.second, Wish("Late Leo"))  # booked as usual again
    drawing.draw_lots(TwoEvenings.objects.get(), by=None)
    assert comes_to(either) == both.second
    only.refresh_from_db()
    assert only.attendance is None
    both.refresh_from_db()
    assert not any(lot["drawn"] for lot in both.lots)


def test_moved_to_another_day_the_list_hears_of_it(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    plan = planning.plan_of(both.second)
    later = timedelta(days=1)
    sent = planning.change_plan(
        both.second,
        planning.replace(plan, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later),
        by=None,
    )

    assert sent == 1
    assert letters_to(one)[-1].startswith("New time or place: ")


def test_given_up_only_while_nobody_is_on_it(hub: Hub, both: TwoEvenings) -> None:
    olive = make_person(hub, "Olive")
    one = joins(both, "Meena Patel")
    assert not evenings.give_up(both, by=olive)
    evenings.take_off(one)
    assert evenings.give_up(both, by=olive)

    assert book(Gathering.objects.get(title="Evening 14"), Wish("Meena Patel")).attendance.has_place


def test_never_drawn_before_it_began_it_holds_up_nothing(both: TwoEvenings) -> None:
    begun = timezone.now() - timedelta(minutes=5)
    Gathering.objects.filter(pk=both.first.pk).update(starts_at=begun)

    assert book(both.second, Wish("Late Leo")).attendance.has_place
