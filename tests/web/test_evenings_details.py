"""Two evenings, one list: whose page is whose, and what goes when somebody has their details removed."""

import uuid

import pytest
from django.test import Client

from bandstand.gatherings.actions import drawing, evenings, planning
from bandstand.gatherings.actions.booking import Wish, book
from bandstand.gatherings.models import Attendance, SignUp, TwoEvenings
from bandstand.people.actions.links import token_of
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Deed, Hub, Message, Person, PrivateLink, Role
from bandstand.people.papers import papers_of
from tests.borough import make_group, make_person
from tests.conftest import sign_in
from tests.evenings import evening, joins
from tests.web.test_evenings import signs_up
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database
BEA = {"name": "Mallory Moore", "email": "bea@mail.example"}


def booking_of(email: str) -> Attendance:
    return Attendance.objects.get(person__email=email, booking="booked")


def test_who_reads_only_sees_who_is_on_it_and_no_way_to_reach_them(client: Client, both: TwoEvenings) -> None:
    joins(both, "Una Unbound", phone="01632 960111", can="second", why="Needs a lift")
    joins(both, "Rita Rings", email="", phone="01632 960101")
    roles = {
        name: give_role(both.hub, name=name, email=f"{name}@leasow.example", role=name, by=None).person
        for name in (Role.Name.READER, Role.Name.MANAGER)
    }
    private = ("una.unbound@mail.example", "01632 960101", "Needs a lift")

    for person in (roles[Role.Name.READER], roles[Role.Name.MANAGER]):
        page = words(sign_in(client, person).get(f"/desk/evenings/{both.slug}/"))
        assert "Una Unbound" in page
        may = person == roles[Role.Name.MANAGER]
        assert [one in page for one in private] == [may] * 3


def test_looking_at_the_people_of_a_health_group_is_noted_as_a_look(
    officer: Client, both: TwoEvenings, olive: Person
) -> None:
    page = f"/desk/evenings/{both.slug}/"
    joins(both, "Una Unbound", group=make_group(both.hub, "Mill Green Runners", kind="sports-club"))
    officer.get(page)
    assert not Deed.objects.filter(verb="looked at").exists()

    joins(both, "Rita Rings", group=make_group(both.hub, "Steady Hands", kind="health-group"), can="first")
    officer.get(f"{page}draw/")  # counts alone
    assert not Deed.objects.filter(verb="looked at").exists()
    for _ in range(2):
        officer.get(page)
    look = Deed.objects.get(verb="looked at")
    assert (look.actor, look.words) == (olive, f"looked at who is on “{both}”, with a health group")


def test_so_is_a_draw_that_names_them(officer: Client, both: TwoEvenings) -> None:
    joins(both, "Rita Rings", group=make_group(both.hub, "Steady Hands", kind="health-group"), can="first")
    planning.call_off(both.first, by=None)
    officer.get(f"/desk/evenings/{both.slug}/draw/")

    assert Deed.objects.get(verb="looked at").words == f"looked at who is on “{both}”, with a health group"


def test_a_number_is_removed_by_the_page_the_form_gave(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both, name="Rita Rings", email="", phone="01632 960101")["Location"]
    client.post(f"{mine}remove/")

    assert not Person.objects.filter(name="Rita Rings").exists()
    assert not Person.objects.filter(phone__contains="960101").exists()


def test_after_the_draw_what_was_typed_goes_from_the_booking_too(client: Client, both: TwoEvenings) -> None:
    make_person(both.hub, "Bea Booked", "bea@mail.example")
    mine = signs_up(client, both, name="Bea B.", email="bea@mail.example", wants="A secret wish")["Location"]
    drawing.draw_lots(both, by=None)
    client.post(f"{mine}remove/")

    seat = Attendance.objects.get()
    assert (seat.booking, seat.wants, seat.booked_as) == ("cancelled", "", "")
    assert Person.objects.get(email="bea@mail.example").name == "Bea Booked"  # known before: by letter only


def test_nobody_is_put_back_on_by_another_link_once_it_is_empty(client: Client, both: TwoEvenings) -> None:
    make_person(both.hub, "Bea Booked", "bea@mail.example")
    mine = signs_up(client, both, name="Bea B.", email="bea@mail.example")["Location"]
    client.post(f"{mine}remove/")
    letter = PrivateLink.objects.get(purpose="sign-up", pk__in=Message.objects.values("link"))

    assert client.post(f"/e/{token_of(letter)}/on/").status_code == 404
    assert not SignUp.objects.filter(left_at=None).exists()


def test_the_same_form_again_after_removing_is_a_place_anew(client: Client, both: TwoEvenings) -> None:
    key = uuid.uuid4()
    mine = signs_up(client, both, form_key=key)["Location"]
    client.post(f"{mine}remove/")
    signs_up(client, both, form_key=key)

    one = SignUp.objects.get(left_at=None)
    assert (one.name, one.email) == ("Meena Patel", "meena@mail.example")


@pytest.mark.parametrize("helping", [False, True])
def test_a_strangers_page_undoes_no_booking_there_was_before(
    client: Client, hub: Hub, *, helping: bool
) -> None:
    first, second = evening(hub, 3), evening(hub, 5)
    book(first, Wish("Bea Booked", email="bea@mail.example", helping=helping))
    both = evenings.pair_up(hub, first, second, by=None)
    stranger = signs_up(client, both, **BEA, can="first")["Location"]
    drawing.draw_lots(both, by=None)
    assert Message.objects.latest("pk").subject.startswith("Your evening is")

    for act in ("other", "off", "remove"):
        assert client.post(f"{stranger}{act}/").status_code == 404
    assert booking_of("bea@mail.example").gathering == first
    letter = PrivateLink.objects.filter(purpose="booking", pk__in=Message.objects.values("link")).latest("pk")
    assert client.get(f"/b/{token_of(letter)}/").status_code == 200


def test_nor_does_it_where_the_other_evening_was_booked_before(client: Client, hub: Hub) -> None:
    first, second = evening(hub, 3), evening(hub, 5)
    both = evenings.pair_up(hub, first, second, by=None)
    book(second, Wish("Bea Booked", email="bea@mail.example", helping=True))
    stranger = signs_up(client, both, **BEA, can="first")["Location"]
    drawing.draw_lots(both, by=None)

    assert client.post(f"{stranger}other/")["Location"] == f"/evenings/{both.slug}/sent/"
    assert client.post(f"{stranger}off/").status_code == 404
    assert booking_of("bea@mail.example").gathering == second


def test_what_is_handed_over_has_how_to_reach_them_and_their_evening(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel", phone="01632 960123", can="second")
    drawing.draw_lots(both, by=None)
    assert one.person is not None
    told = {paper.title: paper.rows for paper in papers_of(one.person)}["Lists for two evenings you are on"]

    assert (told[0]["E-mail"], told[0]["Phone"]) == ("meena.patel@mail.example", "01632 960123")
    assert told[0]["Drawn for"] == "The second evening"
