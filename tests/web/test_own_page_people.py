"""Who answers for a group, and what of them everybody may see: only ever with their own yes."""

import pytest
from django.test import Client

from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group, GroupContact, Kind
from bandstand.groups.queries.contacts import PublicContact, public_contacts, public_contacts_of
from bandstand.groups.shown import HEALTH
from bandstand.people.actions.links import token_of
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Consent, Deed, Hub, Person
from tests.borough import make_group, make_person
from tests.web.test_whats_on import words

DESK = "/desk/groups/mill-green-runners/people/"
MEENA = {"name": "Meena Patel", "email": "meena@mail.example", "phone": "07700 900123", "role": "Secretary"}


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(hub, "Mill Green Runners", kind="sports-club")


@pytest.fixture
def page(runners: Group) -> str:
    return f"/g/{token_of(page_link(runners))}/"


def public() -> str:
    return words(Client().get("/groups/mill-green-runners/"))


def test_what_was_done_is_said(client: Client, page: str) -> None:
    added = client.post(f"{page}people/", MEENA, follow=True)
    unsaid = client.post(f"{page}people/?said=added", {})

    assert added.context["said"] == "Added."
    assert unsaid.context["said"] is None


def test_nobody_is_shown_without_a_yes(client: Client, page: str, runners: Group) -> None:
    unsaid = client.post(f"{page}people/", MEENA | {"shows": ["name", "phone"]})
    client.post(f"{page}people/", MEENA)

    assert unsaid.status_code == 422
    assert "Tick this sentence too, or leave the boxes above it empty." in words(unsaid)
    assert "Meena" not in public()
    assert public_contacts(runners) == []
    assert Consent.objects.count() == 0
    assert "Only the people at the desk see this." in words(client.get(f"{page}people/"))


def test_meena_says_yes_and_the_words_are_kept(client: Client, page: str, runners: Group) -> None:
    client.post(f"{page}people/", MEENA | {"shows": ["name", "phone"], "yes": "on"})

    assert public_contacts(runners) == [PublicContact("Secretary", name="Meena Patel", phone="07700 900123")]
    assert ("07700 900123" in public(), "meena@mail.example" in public()) == (True, False)
    consent = Consent.objects.get()
    contact = GroupContact.objects.get()
    assert (consent.about, consent.how, consent.recorded_by) == (
        f"groups.GroupContact:{contact.pk}",
        "own page",
        None,
    )
    assert consent.wording.startswith(
        "Ticked: name, telephone number. Yes, Community Action Leasow Vale may show"
    )
    form = words(client.get(f"{page}people/{contact.pk}/"))
    assert consent.wording.removeprefix("Ticked: name, telephone number. ") in form
    assert "07700" not in repr(list(Deed.objects.values()))


def test_taking_it_back_is_one_press_and_works_at_once(
    client: Client, officer: Client, page: str, runners: Group
) -> None:
    for browser, path in ((client, f"{page}people/"), (officer, DESK)):
        client.post(f"{page}people/", {"name": "Meena Patel", "shows": ["name"], "yes": "on"})
        assert "Meena Patel" in public()

        browser.post(f"{path}{GroupContact.objects.latest('pk').pk}/hide/")

        assert "Meena Patel" not in public()
        assert Consent.objects.filter(withdrawn_at=None).count() == 0


def test_a_field_named_without_a_consent_in_force_is_not_shown(
    client: Client, page: str, runners: Group
) -> None:
    client.post(f"{page}people/", MEENA | {"shows": ["name"], "yes": "on"})
    Consent.objects.update(about="groups.GroupContact:999")

    assert GroupContact.objects.get().shows == ["name"]
    assert public_contacts(runners) == []


def test_next_to_a_health_group_it_takes_a_sentence_more(
    client: Client, hub: Hub, runners: Group, page: str
) -> None:
    client.post(f"{page}people/", MEENA | {"shows": ["name"], "yes": "on"})
    Group.objects.update(kind=Kind.objects.get(look="health"))
    runners.refresh_from_db()
    contact = GroupContact.objects.get()
    assert public_contacts(runners) == []  # said while it was a sports club

    unsaid = client.post(f"{page}people/{contact.pk}/", {"shows": ["name"], "yes": "on"})
    client.post(f"{page}people/{contact.pk}/", {"shows": ["name"], "yes": "on", "health": "on"})

    assert unsaid.status_code == 422
    assert public_contacts(runners) == [PublicContact("Secretary", name="Meena Patel")]
    assert HEALTH in Consent.objects.get(withdrawn_at=None).wording


def test_removing_a_contact_removes_what_we_knew_of_them(client: Client, page: str, runners: Group) -> None:
    client.post(f"{page}people/", MEENA | {"shows": ["name", "email"], "yes": "on"})

    client.post(f"{page}people/{GroupContact.objects.get().pk}/remove/")

    meena = Person.objects.get()
    assert (meena.email, meena.phone, meena.anonymised_at is None) == ("", "", False)
    assert (GroupContact.objects.count(), Consent.objects.filter(withdrawn_at=None).count()) == (0, 0)
    assert "Meena" not in public()


def test_somebody_known_for_more_stays_known(client: Client, officer: Client, hub: Hub, page: str) -> None:
    meena = make_person(hub, "Meena Patel", "meena@mail.example")
    officer.post(f"{DESK}add/", MEENA)
    contact = GroupContact.objects.get()
    assert contact.person == meena

    client.post(f"{page}people/{contact.pk}/remove/")

    meena.refresh_from_db()
    assert (meena.name, meena.email) == ("Meena Patel", "meena@mail.example")


def test_on_the_own_page_nobody_is_found_by_an_address(
    client: Client, hub: Hub, olive: Person, page: str
) -> None:
    """Whoever has the link cannot read, show or change what we hold about Olive by typing her address."""
    olive.phone = "01384 555 010"
    olive.save()
    form = {"name": "Mallory", "email": "OLIVE@leasow.example", "shows": ["name"], "yes": "on"}

    answer = client.post(f"{page}people/", form, follow=True)

    assert (GroupContact.objects.get().person == olive, Person.objects.filter(email__iexact=olive.email).count()) == (
        False, 1,
    )  # fmt: skip
    assert "Olive" not in words(answer)
    assert "555 010" not in words(answer)


def test_details_of_somebody_at_the_desk_are_their_own(officer: Client, hub: Hub, runners: Group) -> None:
    owen = give_role(hub, name="Owen", email="owen@leasow.example", role="owner", by=None).person
    officer.post(f"{DESK}add/", {"name": "Owen", "email": "owen@leasow.example"})
    contact = GroupContact.objects.get(person=owen)

    answer = officer.post(f"{DESK}{contact.pk}/", {"name": "Owen", "email": "mallory@evil.test"})

    owen.refresh_from_db()
    assert (answer.status_code, owen.email) == (422, "owen@leasow.example")


def test_olive_writes_down_a_yes_told_on_the_telephone(
    officer: Client, olive: Person, runners: Group
) -> None:
    how_missing = officer.post(f"{DESK}add/", MEENA | {"shows": ["email"], "yes": "on"})
    officer.post(
        f"{DESK}add/", MEENA | {"shows": ["email"], "yes": "on", "how": "telephone", "is_main": "on"}
    )

    assert (how_missing.status_code, "Say how they told you." in words(how_missing)) == (422, True)
    consent = Consent.objects.get()
    assert (consent.how, consent.recorded_by) == ("telephone", olive)
    desk = words(officer.get("/desk/groups/mill-green-runners/"))
    for said in (
        "Meena Patel , Secretary",
        "Gets the letters.",
        "Everybody sees the e-mail address",
        "(telephone)",
    ):
        assert said in desk


def test_only_one_contact_gets_the_letters(officer: Client, runners: Group) -> None:
    officer.post(f"{DESK}add/", MEENA)
    officer.post(f"{DESK}add/", {"name": "Bob", "email": "bob@mail.example", "is_main": "on"})

    assert list(GroupContact.objects.values_list("person__name", "is_main")) == [
        ("Bob", True),
        ("Meena Patel", False),
    ]
    officer.post(f"{DESK}{GroupContact.objects.get(person__name='Bob').pk}/remove/")
    assert GroupContact.objects.get().is_main


def test_showing_less_needs_no_other_yes_and_showing_more_does(
    client: Client, page: str, runners: Group
) -> None:
    client.post(f"{page}people/", MEENA | {"shows": ["name", "phone"], "yes": "on"})
    contact = GroupContact.objects.get()

    less = client.post(f"{page}people/{contact.pk}/", {"shows": ["name"]})
    more = client.post(f"{page}people/{contact.pk}/", {"shows": ["name", "email"]})

    assert (less.status_code, more.status_code) == (302, 422)
    assert public_contacts(runners) == [PublicContact("Secretary", name="Meena Patel")]


def test_something_that_is_not_there_cannot_be_shown(client: Client, page: str) -> None:
    new = client.post(f"{page}people/", {"name": "Meena", "shows": ["phone"], "yes": "on"})
    client.post(f"{page}people/", {"name": "Meena"})
    known = client.post(f"{page}people/{GroupContact.objects.get().pk}/", {"shows": ["phone"], "yes": "on"})

    assert (new.status_code, known.status_code) == (422, 422)
    assert "There is no telephone" in words(new)
    assert "There is no telephone number to show. Add it first." in words(known)


def test_contacts_of_many_groups_cost_two_queries(
    hub: Hub, client: Client, django_assert_num_queries: object
) -> None:
    groups = [make_group(hub, f"Leasow {number}") for number in range(3)]
    for group in groups:
        address = f"/g/{token_of(page_link(group))}/people/"
        client.post(address, {"name": f"Contact of {group.name}", "shows": ["name"], "yes": "on"})

    with django_assert_num_queries(2):  # type: ignore[operator]
        found = public_contacts_of(groups)
    assert [found[group.pk][0].name for group in groups] == [
        f"Contact of Leasow {number}" for number in range(3)
    ]
