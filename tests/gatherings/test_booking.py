"""Booking a place: people of Leasow Vale and the Boathouse Café."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings import words
from bandstand.gatherings.actions import booking, details, letters, planning
from bandstand.gatherings.actions.booking import Answer, BookingClosedError, Wish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.bookings import booking_of_link
from bandstand.gatherings.tasks import forget_what_made_it_easier
from bandstand.people.actions.links import make_link
from bandstand.people.actions.outbox import written_out
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Consent, Deed, Hub, Message, Person, PrivateLink, Role, Topic
from tests.borough import make_arrival, make_gathering, make_group, make_person

pytestmark = pytest.mark.database


def subjects() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def taken(gathering: Gathering) -> int:
    """Return what the guard counted, having checked it against the bookings themselves."""
    gathering.refresh_from_db()
    there = list(Attendance.objects.filter(gathering=gathering, has_place=True, undone_at=None))
    assert gathering.taken == sum(one.heads for one in there if not one.place_helping)
    assert gathering.helpers_taken == sum(one.heads for one in there if one.place_helping)
    return gathering.taken


def test_meena_books_with_only_her_name(hub: Hub) -> None:
    surgery = make_gathering(hub)
    booked = booking.book(surgery, Wish(name="Meena"))
    assert (booked.answer, booked.attendance.called) == (Answer.BOOKED, "Meena")
    assert (booked.attendance.looking, booked.attendance.helping) == (True, False)
    assert booked.attendance.arrival == Attendance.Arrival.EXPECTED
    assert Message.objects.count() == 0
    assert taken(surgery) == 1


def test_what_meena_typed_is_kept_with_her_booking(hub: Hub) -> None:
    runners = make_group(hub, "Mill Green Runners", kind="sports-club")
    topic = Topic.objects.get(name="Facebook page")
    wish = Wish(name="Meena", group=runners, wants="Our page is lost", topics=(topic,), ease="Near the door")
    attendance = booking.book(make_gathering(hub), wish).attendance
    assert list(attendance.groups.all()) == [runners]
    assert list(attendance.topics.all()) == [topic]
    assert (attendance.wants, attendance.ease, attendance.group_words) == (
        "Our page is lost",
        "Near the door",
        "",
    )


def test_the_letter_says_why_it_comes_and_has_one_link(hub: Hub) -> None:
    surgery = make_gathering(hub)
    booked = booking.book(surgery, Wish(name="Meena Patel", email="Meena@Runners.example"))
    letter = Message.objects.get()
    assert letter.to_address == "meena@runners.example"
    assert letter.subject.startswith("Your place at Surgery at the Boathouse Café, ")
    text = written_out(letter)
    first_lines = text.splitlines()[:3]
    assert first_lines[0] == "Hello Meena Patel,"
    assert first_lines[2].startswith("You get this letter because this address was given to book a place")
    assert text.count("http") == 1
    assert "remove your details" in text
    assert booked.link is not None
    assert letter.link_id != booked.link.pk


@pytest.mark.parametrize(
    "name", ["Win at http://bad.example", "{link}", "a@b.example", "Call 07700 900123", "{0}"]
)
def test_a_name_that_is_no_name_stays_out_of_the_letter(hub: Hub, name: str) -> None:
    booking.book(make_gathering(hub), Wish(name=name, email="sam@leasow.example"))
    text = written_out(Message.objects.get())
    assert text.splitlines()[0] == "Hello,"
    assert name not in text


def test_the_third_of_two_places_goes_on_the_waiting_list(hub: Hub) -> None:
    surgery = make_gathering(hub, places=2)
    answers = [booking.book(surgery, Wish(name=name)).answer for name in ("Ann", "Bob", "Cy", "Dee")]
    assert answers == [Answer.BOOKED, Answer.BOOKED, Answer.WAITING, Answer.WAITING]
    assert taken(surgery) == 2


def test_helpers_use_up_no_place(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    booking.book(surgery, Wish(name="Ann"))
    arthur = booking.book(surgery, Wish(name="Arthur", helping=True))
    assert (arthur.answer, arthur.attendance.helping, arthur.attendance.looking) == (
        Answer.BOOKED,
        True,
        False,
    )
    assert taken(surgery) == 1


def test_a_cancelled_place_goes_to_whoever_waited_longest_with_a_letter(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    ann = booking.book(surgery, Wish(name="Ann")).attendance
    cy = booking.book(surgery, Wish(name="Cy", email="cy@leasow.example")).attendance
    dee = booking.book(surgery, Wish(name="Dee")).attendance
    booking.cancel(ann)
    for each in (ann, cy, dee):
        each.refresh_from_db()
    assert [ann.booking, cy.booking, dee.booking] == ["cancelled", "booked", "waiting"]
    assert subjects()[-1].startswith("A place has come free at Surgery at the Boathouse Café")
    assert taken(surgery) == 1


def test_cancelling_twice_gives_back_one_place(hub: Hub) -> None:
    surgery = make_gathering(hub, places=3)
    ann = booking.book(surgery, Wish(name="Ann")).attendance
    booking.book(surgery, Wish(name="Bob"))
    booking.cancel(ann)
    booking.cancel(ann)
    assert taken(surgery) == 1


def test_cancelling_from_the_waiting_list_frees_no_place(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    booking.book(surgery, Wish(name="Ann"))
    bob = booking.book(surgery, Wish(name="Bob")).attendance
    booking.cancel(bob)
    assert taken(surgery) == 1


def test_cancelling_after_a_change_of_role_on_the_day_keeps_the_count_right(hub: Hub) -> None:
    surgery = make_gathering(hub, places=2)
    ann = booking.book(surgery, Wish(name="Ann")).attendance
    arthur = booking.book(surgery, Wish(name="Arthur", helping=True)).attendance
    Attendance.objects.filter(pk=ann.pk).update(looking=False, helping=True)
    Attendance.objects.filter(pk=arthur.pk).update(looking=True)
    for each in (ann, arthur):
        each.refresh_from_db()
        booking.cancel(each)
    assert taken(surgery) == 0


def test_booking_again_after_cancelling_takes_a_place_or_waits(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    ann = booking.book(surgery, Wish(name="Ann")).attendance
    booking.cancel(ann)
    assert booking.book_again(ann) == Answer.BOOKED
    assert booking.book_again(ann) == Answer.BOOKED
    assert taken(surgery) == 1
    booking.cancel(ann)
    booking.book(surgery, Wish(name="Bob"))
    assert booking.book_again(ann) == Answer.WAITING
    assert taken(surgery) == 1


def test_the_same_form_sent_twice_is_one_booking_with_one_page(hub: Hub) -> None:
    surgery = make_gathering(hub, places=5)
    wish = Wish(name="Meena", email="meena@runners.example", form_key=uuid.uuid4())
    first, second = booking.book(surgery, wish), booking.book(surgery, wish)
    assert first.link == second.link
    assert (Attendance.objects.count(), Message.objects.count(), taken(surgery)) == (1, 1, 1)


def test_the_next_person_at_the_librarys_computer_gets_a_booking_of_her_own(hub: Hub) -> None:
    surgery, key = make_gathering(hub), uuid.uuid4()
    ann = booking.book(surgery, Wish(name="Ann", form_key=key))
    bea = booking.book(surgery, Wish(name="Bea", form_key=key))
    assert ann.attendance != bea.attendance
    assert ann.link != bea.link


def test_an_address_already_down_gets_a_letter_and_no_look_at_the_booking(hub: Hub) -> None:
    surgery = make_gathering(hub, places=5)
    first = booking.book(surgery, Wish(name="Meena", email="meena@runners.example"))
    stranger = booking.book(
        surgery, Wish(name="Stranger", email="MEENA@runners.example", wants="To see hers")
    )
    assert (stranger.answer, stranger.link) == (Answer.ALREADY, None)
    first.attendance.refresh_from_db()
    assert (first.attendance.called, first.attendance.wants) == ("Meena", "")
    assert subjects()[-1].startswith("You are already down for")
    assert taken(surgery) == 1


def test_somebody_we_know_books_without_a_change_to_what_we_know(hub: Hub) -> None:
    pat = make_person(hub, "Patricia Moss", "pat@friends.example")
    booked = booking.book(
        make_gathering(hub), Wish(name="Pat", email="Pat@Friends.example", phone="07700 900000")
    )
    pat.refresh_from_db()
    assert booked.attendance.person == pat
    assert (pat.name, pat.email, pat.phone) == ("Patricia Moss", "pat@friends.example", "")
    assert booked.attendance.called == "Pat"


def test_booking_anew_after_cancelling_takes_up_the_same_row(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    first = booking.book(surgery, Wish(name="Meena", email="meena@runners.example", wants="Old")).attendance
    booking.cancel(first)
    again = booking.book(surgery, Wish(name="Meena", email="meena@runners.example", wants="New"))
    assert (again.answer, again.attendance.pk, again.attendance.wants) == (Answer.BOOKED, first.pk, "New")
    assert taken(surgery) == 1


def test_it_is_too_late_to_book_what_is_over_or_called_off(hub: Hub) -> None:
    over = make_gathering(hub, starts_at=timezone.now() - timedelta(days=2))
    off = make_gathering(hub, state=Gathering.State.CANCELLED)
    for gathering in (over, off):
        with pytest.raises(BookingClosedError):
            booking.book(gathering, Wish(name="Ann"))
        with pytest.raises(BookingClosedError):
            booking.book(gathering, Wish(name="Arthur", helping=True))
    assert (Attendance.objects.count(), over.taken, off.taken) == (0, 0, 0)


def test_letters_to_one_mailbox_stop_at_ten_an_hour(hub: Hub) -> None:
    surgery = make_gathering(hub)
    for number in range(14):
        booking.book(surgery, Wish(name=f"Ann {number}", email=f"a.nn+{number}@leasow.example"))
    assert (Attendance.objects.count(), Message.objects.count()) == (14, 10)
    assert planning.call_off(surgery, by=None) == 14


def test_changing_what_she_wants_keeps_her_name(hub: Hub) -> None:
    attendance = booking.book(make_gathering(hub), Wish(name="Meena", group_words="The runners")).attendance
    runners = make_group(hub, "Mill Green Runners", kind="sports-club")
    booking.change(attendance, Wish(name="Ignored", group=runners, wants="Photos"))
    attendance.refresh_from_db()
    assert (attendance.called, attendance.wants, attendance.group_words) == ("Meena", "Photos", "")
    assert list(attendance.groups.all()) == [runners]


# Removing details


def test_meena_removes_her_details_and_the_counts_stay(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    wish = Wish(
        name="Meena", email="meena@runners.example", wants="Mine", ease="Quiet", group_words="Runners"
    )
    booked = booking.book(surgery, wish)
    waiting = booking.book(surgery, Wish(name="Bob")).attendance
    assert booked.link is not None
    assert details.remove_details(booked.attendance, booked.link) is True
    row = Attendance.objects.get(pk=booked.attendance.pk)
    assert (row.wants, row.ease, row.group_words, row.booking) == ("", "", "", "cancelled")
    assert row.person is not None
    assert (row.person.name, row.person.email) == ("Someone whose details were removed", "")
    assert row.person.anonymised_at is not None
    assert Message.objects.filter(to_address="meena@runners.example").count() == 0
    waiting.refresh_from_db()
    assert (waiting.booking, taken(surgery)) == ("booked", 1)


def test_removing_details_after_the_day_keeps_that_she_booked_and_came(hub: Hub) -> None:
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(days=3))
    meena = make_arrival(surgery, "Meena")
    Attendance.objects.filter(pk=meena.pk).update(booking="booked")
    Consent.objects.create(hub=hub, person=meena.person, purpose="named", given=True, wording="Yes")
    Person.objects.filter(pk=meena.person_id).update(email="meena@runners.example")
    meena.refresh_from_db()
    letters.write(meena, words.CHANGED)
    mailed = Message.objects.get().link
    assert mailed is not None
    details.remove_details(meena, mailed)
    row = Attendance.objects.get(pk=meena.pk)
    assert (row.booking, row.arrival, row.looking) == ("booked", "here", True)
    assert Consent.objects.filter(withdrawn_at=None).count() == 0


def test_typing_a_neighbours_address_gives_no_power_over_her(hub: Hub) -> None:
    pat = make_person(hub, "Pat Moss", "pat@friends.example")
    Attendance.objects.create(hub=hub, gathering=make_gathering(hub, "Earlier"), person=pat, booking="booked")
    mallory = booking.book(make_gathering(hub), Wish(name="Mallory", email="pat@friends.example"))
    assert mallory.link is not None
    assert details.remove_details(mallory.attendance, mallory.link) is False
    pat.refresh_from_db()
    assert (pat.name, pat.email) == ("Pat Moss", "pat@friends.example")


def test_knowing_a_neighbours_name_as_well_gives_no_more_power(hub: Hub) -> None:
    pat = make_person(hub, "Pat Moss", "pat@friends.example")
    mallory = booking.book(make_gathering(hub), Wish(name="Pat Moss", email="pat@friends.example"))
    assert mallory.link is not None
    assert details.remove_details(mallory.attendance, mallory.link) is False
    pat.refresh_from_db()
    assert pat.name == "Pat Moss"


def test_the_link_from_the_letter_removes_everything(hub: Hub) -> None:
    pat = make_person(hub, "Pat Moss", "pat@friends.example")
    earlier = booking.book(make_gathering(hub, "Earlier"), Wish(name="Pat", email=pat.email, wants="A blog"))
    later = booking.book(make_gathering(hub), Wish(name="Pat", email=pat.email))
    mailed = Message.objects.order_by("-pk")[0].link
    assert mailed is not None
    assert details.remove_details(later.attendance, mailed) is True
    pat.refresh_from_db()
    earlier.attendance.refresh_from_db()
    assert (pat.email, earlier.attendance.wants, earlier.attendance.booking) == ("", "", "cancelled")


def test_an_officers_own_row_is_not_emptied_by_a_booking_link(hub: Hub) -> None:
    olive = give_role(hub, name="Olive", email="olive@leasow.example", role=Role.Name.OFFICER, by=None).person
    booked = booking.book(make_gathering(hub), Wish(name="Olive", email=olive.email))
    mailed = Message.objects.get().link
    assert mailed is not None
    assert details.remove_details(booked.attendance, mailed) is False
    olive.refresh_from_db()
    assert olive.email == "olive@leasow.example"


def test_what_made_it_easier_is_forgotten_two_days_after(hub: Hub) -> None:
    coming, over = (
        make_gathering(hub),
        make_gathering(hub, "Over", starts_at=timezone.now() - timedelta(days=3)),
    )
    for gathering in (coming, over):
        row = make_arrival(gathering, "Ann")
        Attendance.objects.filter(pk=row.pk).update(ease="A chair with arms")
        forget_what_made_it_easier.func(gathering.pk)
    kept = dict(Attendance.objects.values_list("gathering_id", "ease"))
    assert kept == {coming.pk: "A chair with arms", over.pk: ""}


def test_a_link_of_another_purpose_or_hub_opens_no_booking(hub: Hub) -> None:
    attendance = booking.book(make_gathering(hub), Wish(name="Ann")).attendance
    stray = make_link(
        hub, PrivateLink.Purpose.BOOKING, uuid.uuid4(), expires_at=timezone.now() + timedelta(1)
    )
    own = letters.private_link(attendance)
    assert (booking_of_link(stray), booking_of_link(own)) == (None, attendance)


def test_a_link_works_sixty_days_past_the_gathering(hub: Hub) -> None:
    surgery = make_gathering(hub)
    link = letters.private_link(booking.book(surgery, Wish(name="Ann")).attendance)
    assert link.expires_at == surgery.ends_at + timedelta(days=60)


def test_more_places_go_to_those_waiting(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    rows = [booking.book(surgery, Wish(name=name)).attendance for name in ("Ann", "Bob", "Cy")]
    plan = planning.plan_of(surgery)
    planning.change_plan(surgery, planning.replace(plan, places=2), by=None)
    assert [Attendance.objects.get(pk=row.pk).booking for row in rows] == ["booked", "booked", "waiting"]
    planning.change_plan(surgery, planning.replace(plan, places=None), by=None)
    assert Attendance.objects.filter(booking="booked").count() == 3
    assert taken(surgery) == 3


def test_nobody_is_pushed_out_by_fewer_places(hub: Hub) -> None:
    surgery = make_gathering(hub, places=5)
    for name in ("Ann", "Bob", "Cy"):
        booking.book(surgery, Wish(name=name))
    with pytest.raises(planning.TooManyBookedError) as refused:
        planning.change_plan(surgery, planning.replace(planning.plan_of(surgery), places=2), by=None)
    assert refused.value.taken == 3
    assert Person.objects.filter(created_via="booking").count() == 3


def test_a_stranger_who_types_an_officers_address_puts_no_deed_in_her_name(hub: Hub) -> None:
    olive = give_role(hub, name="Olive", email="olive@leasow.example", role=Role.Name.OFFICER, by=None).person
    surgery = make_gathering(hub)

    booking.book(surgery, Wish(name="Somebody", email="olive@leasow.example"))
    booking.book(surgery, Wish(name="Meena", email="meena@vale.example"))

    actors = [
        deed.actor for deed in Deed.objects.filter(verb="booked").select_related("actor").order_by("pk")
    ]
    assert actors[0] is None
    assert str(actors[1]) == "Meena"
    assert olive not in actors
