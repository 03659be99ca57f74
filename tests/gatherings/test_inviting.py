"""Asking people to come: whom and why, read before it goes, sent once, and never again to who said so."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from bandstand.gatherings import inviting_words, reasons
from bandstand.gatherings.actions import answering, booking, inviting
from bandstand.gatherings.actions.booking import Answer, Wish
from bandstand.gatherings.models import Attendance, Gathering, HelperProfile, Invitation
from bandstand.gatherings.queries.asking_helpers import helpers_to_ask
from bandstand.gatherings.queries.forecast import ENOUGH_OF_OUR_OWN, USUAL_SHARE
from bandstand.gatherings.queries.inviting import QUICK, invitations_of, reach_of, worth_asking
from bandstand.gatherings.reasons import CODES
from bandstand.groups.actions.contacts import Particulars, add_contact
from bandstand.groups.actions.merging import merge
from bandstand.groups.models import Group, Kind
from bandstand.people.actions.outbox import written_out
from bandstand.people.models import Hub, Message, Person, Topic
from tests.borough import make_arrival, make_gathering, make_group, make_person, make_venue
from tests.gatherings.test_notes import make_finding

pytestmark = pytest.mark.database

HERE = {"lat": 52.5, "lon": -2.1}
MILE_OFF = {"lat": 52.5145, "lon": -2.1}
FAR_OFF = {"lat": 53.4, "lon": -2.1}


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, venue=make_venue(hub, **HERE))


def names(surgery: Gathering, only: str = "") -> list[str]:
    return [one.group.name for one in worth_asking(surgery, only=only)]


def why(surgery: Gathering, group: Group) -> list[str]:
    found = {one.group: one for one in worth_asking(surgery)}
    return [reason.words for reason in found[group].reasons]


def invite(surgery: Gathering, *groups: Group, by: Person, wave: int = 1) -> list[Invitation]:
    return inviting.choose(surgery, groups, wave=wave, by=by)


def test_the_near_and_the_quick_come_first_each_with_a_reason(hub: Hub, surgery: Gathering) -> None:
    runners = make_group(hub, "Mill Green Runners", kind="sports-club", **MILE_OFF)
    make_finding(runners, "Link your Facebook page")
    make_group(hub, "Far Harriers", kind="sports-club", **FAR_OFF)
    near = make_group(hub, "Friends of the Canal", **HERE)
    make_group(hub, "Somewhere Chess")
    assert names(surgery) == ["Mill Green Runners", "Friends of the Canal"]
    assert why(surgery, near) == ["Meets round the corner", "Has not been to one yet"]
    assert why(surgery, runners)[:2] == [
        "Easy win, about 10 minutes: Link your Facebook page",
        "Meets about a mile away",
    ]


def test_kinds_it_is_meant_to_mix_are_a_reason(hub: Hub, surgery: Gathering) -> None:
    make_group(hub, "Leasow Harriers", kind="sports-club")
    make_group(hub, "Friends of the Canal")
    surgery.kinds.set([Kind.objects.get(slug="sports-club")])
    assert names(surgery) == ["Leasow Harriers"]
    assert names(surgery, only="mix") == ["Leasow Harriers"]
    assert worth_asking(surgery)[0].reasons[0].words == "A sports club: this one is meant for sports clubs"


def test_a_kind_nobody_of_which_is_coming_is_a_reason(hub: Hub, surgery: Gathering) -> None:
    make_group(hub, "The Vale Players", kind="arts-group")
    booking.book(surgery, Wish("Meena", group=make_group(hub, "Mill Green Runners", kind="sports-club")))
    assert [one.reasons[0].words for one in worth_asking(surgery)] == ["No arts group is coming so far"]


def test_who_wanted_to_come_and_could_not_comes_first(hub: Hub, surgery: Gathering) -> None:
    earlier = make_gathering(hub, "Earlier", starts_at=timezone.now() + timedelta(hours=1), places=1)
    canal, chess = make_group(hub, "Friends of the Canal", **HERE), make_group(hub, "Chess")
    booking.book(earlier, Wish("Ann"))
    booking.book(earlier, Wish("Bob", group=chess))
    assert names(surgery) == [chess.name, canal.name]
    assert why(surgery, chess)[0].startswith("Wanted to come in ")


def test_who_came_before_is_told_so(hub: Hub, surgery: Gathering) -> None:
    canal = make_group(hub, "Friends of the Canal", **HERE)
    earlier = make_gathering(hub, "Earlier", starts_at=timezone.now() - timedelta(days=40))
    make_arrival(earlier, "Ann").groups.add(canal)
    assert why(surgery, canal)[1].startswith("Came in ")


def test_who_left_closed_is_coming_or_was_asked_is_not_suggested(
    hub: Hub, surgery: Gathering, olive: Person
) -> None:
    left, closed, coming, asked = (
        make_group(hub, name, **HERE) for name in ("Left", "Closed", "In", "Asked")
    )
    Group.objects.filter(pk=left.pk).update(left_at=timezone.now())
    Group.objects.filter(pk=closed.pk).update(status=Group.Status.CLOSED)
    booking.book(surgery, Wish("Meena", group=coming))
    invite(surgery, asked, by=olive)
    assert names(surgery) == []


def test_the_same_few_queries_for_one_group_and_for_many(
    hub: Hub, surgery: Gathering, django_assert_num_queries: object
) -> None:
    for number in range(3):
        make_group(hub, f"Group {number}", email=f"g{number}@x.example", **HERE)
    with django_assert_num_queries(8) as few:  # type: ignore[operator]
        reach_of([one.group for one in worth_asking(surgery)])
    for number in range(30):
        make_group(hub, f"More {number}", **HERE)
    with django_assert_num_queries(len(few)):  # type: ignore[operator]
        assert len(reach_of([one.group for one in worth_asking(surgery)])) == 33


def test_nobody_is_asked_twice_to_one_gathering(hub: Hub, surgery: Gathering, olive: Person) -> None:
    canal = make_group(hub, "Friends of the Canal", email="canal@x.example")
    assert len(invite(surgery, canal, by=olive)) == 1
    assert invite(surgery, canal, by=olive) == []
    assert inviting.send_wave(surgery, wave=1, by=olive).emails == 1
    assert inviting.send_wave(surgery, wave=1, by=olive).emails == 0
    assert Message.objects.count() == 1
    assert len(invite(make_gathering(hub, "Another"), canal, by=olive)) == 1


def test_the_letter_says_why_it_comes_and_why_them_and_has_one_link(
    hub: Hub, surgery: Gathering, olive: Person
) -> None:
    canal = make_group(hub, "Friends of the Canal", **HERE)
    add_contact(canal, Particulars("Ron Webb", email="ron@webb.example"), by=olive)
    (one,) = invite(surgery, canal, by=olive)
    inviting.change_invitation(one, route="email", own_words="Ron, you asked about photos.", wave=1)
    inviting.send_wave(surgery, wave=1, by=olive)
    text = written_out(Message.objects.get())
    assert Message.objects.get().to_address == "ron@webb.example"
    assert text.splitlines()[0] == "Hello Ron Webb,"
    assert text.splitlines()[2].startswith("You get this letter because Community Action Leasow Vale")
    assert "- It is round the corner from where you meet." in text
    assert "Ron, you asked about photos." in text
    assert (text.count("http"), text.count("/i/")) == (1, 1)


def test_a_letter_is_read_before_it_goes(hub: Hub, surgery: Gathering, olive: Person) -> None:
    (one,) = invite(surgery, make_group(hub, "Canal {link} Friends", email="c@x.example"), by=olive)
    written = inviting_words.letter(one)
    assert written.text.count("{link}") == 1
    assert Message.objects.count() == 0


def test_who_has_no_address_is_offered_a_letter_or_a_call(
    hub: Hub, surgery: Gathering, olive: Person
) -> None:
    mailed = make_group(hub, "Mailed", email="m@x.example")
    posted = make_group(hub, "Posted", address="1 Mill Lane", postcode="M33 7XZ")
    rung = make_group(hub, "Rung", phone="01632 960100")
    no_letters = make_group(hub, "No letters", email="n@x.example", no_letters_at=timezone.now())
    invite(surgery, mailed, posted, rung, no_letters, by=olive)
    ways = {one.group.name: one.route for one in invitations_of(surgery) if one.group}
    assert ways == {"Mailed": "email", "Posted": "letter", "Rung": "phone", "No letters": "phone"}
    sent = inviting.send_wave(surgery, wave=1, by=olive)
    assert (sent.emails, sent.letters) == (1, 1)


def test_the_second_wave_waits_for_its_turn(hub: Hub, surgery: Gathering, olive: Person) -> None:
    first, second = (make_group(hub, name, email=f"{name}@x.example") for name in ("first", "second"))
    invite(surgery, first, by=olive)
    invite(surgery, second, by=olive, wave=2)
    inviting.send_wave(surgery, wave=1, by=olive)
    assert list(Message.objects.values_list("to_address", flat=True)) == ["first@x.example"]
    inviting.send_wave(surgery, wave=2, by=olive)
    assert Message.objects.count() == 2


def test_who_says_no_more_is_never_suggested_or_asked_again(
    hub: Hub, surgery: Gathering, olive: Person
) -> None:
    canal = make_group(hub, "Friends of the Canal", email="canal@x.example", **HERE)
    other = make_gathering(hub, "Another", venue=surgery.venue)
    (one,) = invite(surgery, canal, by=olive)
    (draft,) = invite(other, canal, by=olive)
    inviting.send_wave(surgery, wave=1, by=olive)
    answering.say(one, Invitation.Answer.NO_MORE)
    draft.refresh_from_db()
    assert draft.state == Invitation.State.WITHDRAWN
    third = make_gathering(hub, "A third", venue=surgery.venue)
    assert (names(third), invite(third, canal, by=olive)) == ([], [])
    assert worth_asking(third, find="canal") == []
    inviting.may_ask_again(canal, by=olive)
    assert names(third) == [canal.name]


def test_no_more_outlives_a_merge(hub: Hub, surgery: Gathering, olive: Person) -> None:
    canal, twin = make_group(hub, "Friends of the Canal", **HERE), make_group(hub, "Canal Friends", **HERE)
    (one,) = invite(surgery, twin, by=olive)
    answering.say(one, Invitation.Answer.NO_MORE)
    merge(canal, twin, {}, by=olive)
    assert names(make_gathering(hub, "Next", venue=surgery.venue)) == []


def test_who_left_between_choosing_and_sending_gets_nothing(
    hub: Hub, surgery: Gathering, olive: Person
) -> None:
    canal = make_group(hub, "Friends of the Canal", email="canal@x.example")
    invite(surgery, canal, by=olive)
    Group.objects.filter(pk=canal.pk).update(left_at=timezone.now())
    sent = inviting.send_wave(surgery, wave=1, by=olive)
    assert (sent.emails, sent.held_back, Message.objects.count()) == (0, 1, 0)


def test_coming_books_with_the_group_filled_in(hub: Hub, surgery: Gathering, olive: Person) -> None:
    canal = make_group(hub, "Friends of the Canal", email="canal@x.example")
    (one,) = invite(surgery, canal, by=olive)
    booked = answering.come(one, Wish("Ron", email=one.to_address, group=canal, form_key=one.uid))
    one.refresh_from_db()
    assert (booked.answer, one.answer, one.attendance) == (Answer.BOOKED, "coming", booked.attendance)
    assert list(booked.attendance.groups.all()) == [canal]


def test_coming_after_cancelling_books_again(hub: Hub, surgery: Gathering, olive: Person) -> None:
    (one,) = invite(surgery, make_group(hub, "Friends of the Canal"), by=olive)
    wish = Wish("Ron", group=one.group, form_key=one.uid)
    seat = answering.come(one, wish).attendance
    booking.cancel(seat)
    assert answering.come(one, wish).attendance == seat
    assert Attendance.objects.get().booking == "booked"


def test_a_call_is_written_down(hub: Hub, surgery: Gathering, olive: Person) -> None:
    (one,) = invite(surgery, make_group(hub, "Rung", phone="01632 960100"), by=olive)
    answering.log_call(one, answer="not this time", heard="They have a match that night.", by=olive)
    one.refresh_from_db()
    assert (one.state, one.answer, one.heard) == ("sent", "not this time", "They have a match that night.")
    later = make_gathering(hub, "Later", starts_at=timezone.now() + timedelta(days=40))
    assert why(later, Group.objects.get()) == [
        "Said “not this time” to an earlier one",
        "Has not been to one yet",
    ]


def test_taken_back_it_may_be_asked_again(hub: Hub, surgery: Gathering, olive: Person) -> None:
    canal = make_group(hub, "Friends of the Canal", email="canal@x.example")
    (one,) = invite(surgery, canal, by=olive)
    inviting.take_back(one, by=olive)
    assert len(invite(surgery, canal, by=olive)) == 1


@pytest.fixture
def arthur(hub: Hub) -> HelperProfile:
    person = make_person(hub, "Arthur Bell", "arthur@leasow.example")
    return HelperProfile.objects.create(hub=hub, person=person)


def test_helpers_who_can_show_what_is_wanted_come_first(
    hub: Hub, surgery: Gathering, arthur: HelperProfile
) -> None:
    topic = Topic.objects.get(name="Facebook page")
    bea = HelperProfile.objects.create(hub=hub, person=make_person(hub, "Bea"))
    bea.topics.add(topic)
    booking.book(surgery, Wish("Meena", topics=(topic,)))
    found = helpers_to_ask(surgery)
    assert [one.profile for one in found] == [bea, arthur]
    assert found[0].reasons[0].words == "Can show Facebook page"


@pytest.mark.parametrize(
    "rests", [{"wants_dates": False}, {"stopped_at": timezone.now()}, {"paused_until": "2999-01-01"}]
)
def test_helpers_who_rest_are_left_alone(
    hub: Hub, surgery: Gathering, arthur: HelperProfile, olive: Person, rests: dict[str, object]
) -> None:
    HelperProfile.objects.filter(pk=arthur.pk).update(**rests)
    assert helpers_to_ask(surgery) == []
    assert inviting.choose_helpers(surgery, [arthur.person], wave=1, by=olive) == 0


def test_a_helper_is_asked_once_and_may_say_no_more(
    hub: Hub, surgery: Gathering, arthur: HelperProfile, olive: Person
) -> None:
    assert inviting.choose_helpers(surgery, [arthur.person], wave=1, by=olive) == 1
    assert inviting.choose_helpers(surgery, [arthur.person], wave=1, by=olive) == 0
    inviting.send_wave(surgery, wave=1, by=olive)
    assert Message.objects.get().subject.startswith("Could you help at ")
    answering.say(Invitation.objects.get(), Invitation.Answer.NO_MORE)
    arthur.refresh_from_db()
    assert arthur.wants_dates is False


def test_what_the_officers_page_promises_is_what_happens() -> None:
    page = (Path(__file__).parents[2] / "docs/officers/inviting.md").read_text(encoding="utf-8").lower()
    for title in CODES.values():
        assert f"**{title.lower()}**" in page, title
    near_enough, too_far = reasons.near(2 * 1609.0), reasons.near(2 * 1609.344 + 1)
    assert ("within two miles" in page, near_enough is None, too_far) == (True, False, None)
    assert ("a quarter of an hour" in page, QUICK) == (True, 15)
    assert ("below forty bookings" in page, ENOUGH_OF_OUR_OWN) == (True, 40)
    assert ("three in four" in page, USUAL_SHARE) == (True, 0.75)
    assert ("two days before" in page, Gathering().remind_days) == (True, 2)
