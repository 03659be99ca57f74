"""Two evenings, one list: whose only evening is called off or has been hears of it, and may come to the other."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import drawing, evenings, planning
from bandstand.gatherings.actions.booking import Wish, book
from bandstand.gatherings.models import Attendance, Gathering, SignUp, TwoEvenings
from bandstand.people.actions.links import token_of
from bandstand.people.models import Hub, Message
from tests.borough import make_group
from tests.evenings import evening, joins, letters_to
from tests.web.test_evenings import rows, signs_up
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database
NONE_LEFT = "Not going ahead: "


def draws(both: TwoEvenings) -> None:
    drawing.draw_lots(TwoEvenings.objects.get(pk=both.pk), by=None)


def last_letter(one: SignUp) -> str:
    return " ".join(Message.objects.filter(to_address=one.email).latest("pk").text.split())


def own_page(one: SignUp) -> str:
    """Return the address of somebody's page, as the last letter about the list has it."""
    letter = Message.objects.filter(to_address=one.email, link__purpose="sign-up").latest("pk")
    assert letter.link is not None
    return f"/e/{token_of(letter.link)}/"


def test_whose_only_evening_is_called_off_hears_of_it_when_the_draw_has_been(both: TwoEvenings) -> None:
    either, only = joins(both, "Meena Patel"), joins(both, "Sid Singer", can="first")
    planning.call_off(both.first, by=None)
    assert "it is the one you could come to. We write once more" in last_letter(only)
    assert "the one you could come to" not in last_letter(either)
    for _ in range(3):
        draws(both)

    assert [one.startswith(NONE_LEFT) for one in letters_to(only)] == [False, False, True]
    said = last_letter(only)
    assert "signed up for one of two evenings: the Boathouse Café. It is settled now" in said
    assert "that one is called off, so you are not down for either. We are sorry." in said
    assert "If you can come to the other after all, one press on your own page puts you down" in said
    assert len(letters_to(either)) == 3
    assert letters_to(either)[-1].startswith("Your evening is ")


def test_cut_short_in_the_middle_nobody_has_a_letter_and_then_one_each(both: TwoEvenings) -> None:
    one = joins(both, "Sid Singer", can="first")
    planning.call_off(both.first, by=None)
    before = letters_to(one)
    with suppress(KeyboardInterrupt), transaction.atomic():
        draws(both)
        raise KeyboardInterrupt
    assert letters_to(one) == before
    assert TwoEvenings.objects.get().drawn_at is None
    draws(both)
    draws(both)
    assert len(letters_to(one)) == len(before) + 1


def test_who_can_come_to_either_comes_to_the_other_though_one_of_their_group_cannot(
    hub: Hub, both: TwoEvenings
) -> None:
    choir = make_group(hub, "Leasow Choir")
    shona, sid = joins(both, "Shona Shift", can="first", group=choir), joins(both, "Sid Singer", group=choir)
    planning.call_off(both.first, by=None)
    draws(both)

    for one in (shona, sid):
        one.refresh_from_db()
    assert (shona.comes_to, sid.comes_to) == (None, both.second)
    assert [(lot["evening"], lot["why"]) for lot in TwoEvenings.objects.get().lots] == [
        (1, drawing.NONE_LEFT),
        (2, drawing.NO_OTHER),
    ]


def test_who_booked_the_other_meanwhile_is_down_for_it(both: TwoEvenings) -> None:
    one = joins(both, "Sid Singer", can="first")
    planning.call_off(both.first, by=None)
    book(both.second, Wish("Sid Singer", email=one.email))
    draws(both)

    one.refresh_from_db()
    assert one.comes_to == both.second
    assert letters_to(one)[-1].startswith("Your evening is ")


def test_an_evening_that_has_been_is_not_said_to_be_called_off(both: TwoEvenings) -> None:
    one = joins(both, "Sid Singer", can="first")
    ago = timezone.now() - timedelta(days=1)
    Gathering.objects.filter(pk=both.first.pk).update(starts_at=ago, ends_at=ago + timedelta(hours=1))
    draws(both)

    assert letters_to(one)[-1] == "It is settled who comes to the other of two evenings"
    assert "that one has been. If you were there, thank you for coming." in last_letter(one)


def test_called_off_both_nothing_more_is_promised(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    planning.call_off(both.first, by=None)
    planning.call_off(Gathering.objects.get(pk=both.second.pk), by=None)

    assert "We write again once it is settled" not in last_letter(one)
    assert "the other is no longer to come either. So nothing is drawn" in last_letter(one)
    assert "(called off) is not going ahead" not in last_letter(one)


def test_on_after_all_is_told_as_that(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Sid Singer", can="first")
    planning.call_off(both.first, by=None)
    assert planning.put_back_on(both.first, by=None) == 1
    assert letters_to(one)[-1].startswith("It is on after all: ")
    assert "Your name is on the list as before." in last_letter(one)

    planning.call_off(both.first, by=None)
    draws(both)
    assert planning.put_back_on(both.first, by=None) == 1
    assert "You are not down for it as yet." in last_letter(one)
    mine = own_page(one)
    assert "Your evening is on after all" in words(client.get(mine))
    client.post(f"{mine}first/")
    one.refresh_from_db()
    assert one.comes_to == both.first


def test_their_own_page_puts_them_down_for_the_other(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Sid Singer", can="first")
    planning.call_off(both.first, by=None)
    draws(both)
    mine = own_page(one)
    before = rows()
    shown = words(client.get(mine))
    for said in ("Your evening is called off", "you are not down for either", "one press puts you down"):
        assert said in shown
    assert "can’t come after all" not in shown
    assert client.get(f"{mine}second/").status_code == 405
    assert rows() == before

    client.post(f"{mine}first/")
    assert not Attendance.objects.exists()
    for _ in range(3):
        client.post(f"{mine}second/")
    assert Attendance.objects.get().gathering == both.second
    assert "Your evening is" in words(client.get(mine))
    assert letters_to(one)[-1].startswith("Your place at ")


def test_before_the_draw_they_say_so_and_are_drawn_in(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both, can="first")["Location"]
    assert client.post(f"{mine}second/").status_code == 302
    assert SignUp.objects.get().can == "first"  # nothing is called off: that is changed on its own form
    planning.call_off(both.first, by=None)
    assert "one press tells us" in words(client.get(mine))
    client.post(f"{mine}second/")

    assert SignUp.objects.get().can == "second"
    assert "one press" not in words(client.get(mine))
    draws(both)
    assert SignUp.objects.get().comes_to == both.second


def test_whose_evening_is_called_off_after_the_draw_may_come_to_the_other(
    client: Client, both: TwoEvenings
) -> None:
    mine = signs_up(client, both)["Location"]
    draws(both)
    here = SignUp.objects.get().comes_to
    assert here is not None
    planning.call_off(here, by=None)
    (other,) = {both.first, both.second} - {here}
    client.post(f"{mine}{'first' if other == both.first else 'second'}/")

    assert SignUp.objects.get().comes_to == other
    assert Attendance.objects.get(booking="booked").gathering == other


def test_neither_a_taken_off_name_nor_too_late_books_anything(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Sid Singer", can="first")
    planning.call_off(both.first, by=None)
    draws(both)
    mine = own_page(one)
    evenings.take_off(one)
    client.post(f"{mine}second/")
    assert not Attendance.objects.exists()

    SignUp.objects.update(left_at=None)
    Gathering.objects.filter(pk=both.second.pk).update(starts_at=timezone.now() - timedelta(minutes=5))
    client.post(f"{mine}second/")
    assert not Attendance.objects.exists()


def test_the_officer_sees_whom_to_ring(officer: Client, both: TwoEvenings) -> None:
    joins(both, "Una Unbound")
    joins(both, "Sid Singer", can="first")
    joins(both, "Rita Rings", email="", phone="01632 960101", can="first", group_words="Knitters")
    planning.call_off(both.first, by=None)
    told = "2 people could come only to the evening that is called off or has been"
    ring = "Rita Rings, Knitters Ring them 01632 960101"
    before = words(officer.get(f"/desk/evenings/{both.slug}/draw/"))
    for said in (told, ring, "Sid Singer by letter", "gets a letter", "Everybody else gets a booking"):
        assert said in before

    officer.post(f"/desk/evenings/{both.slug}/draw/")
    after = words(officer.get(f"/desk/evenings/{both.slug}/"))
    for said in (told, ring, "has had a letter"):
        assert said in after


def test_nobody_is_left_out_of_two_that_go_ahead(officer: Client, hub: Hub) -> None:
    both = evenings.pair_up(hub, evening(hub, 3), evening(hub, 5), by=None)
    joins(both, "Sid Singer", can="first")
    page = f"/desk/evenings/{both.slug}/"
    assert "down for neither" not in words(officer.get(f"{page}draw/"))
    draws(both)
    assert "down for neither" not in words(officer.get(page))


def test_calling_off_says_who_of_the_list_hears_and_whom_to_ring(officer: Client, both: TwoEvenings) -> None:
    page = f"/desk/gatherings/{both.first.slug}/call-off/"
    assert "no letter goes out" in words(officer.get(page))
    joins(both, "Una Unbound")
    joins(both, "Rita Rings", email="", phone="01632 960101")
    shown = words(officer.get(page))

    assert "no letter goes out" not in shown
    assert "1 person who signed up for one of two evenings gets a letter at once." in shown
    assert "Rita Rings: 01632 960101 (on the list of two evenings)" in shown
