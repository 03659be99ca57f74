"""Olive shows somebody what is held about them, or removes it; that she looked is written down."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bandstand.jobs.runner import run_ready
from bandstand.people.actions import consents
from bandstand.people.models import Consent, Deed, Hub, Person
from bandstand.web import session
from tests.borough import make_arrival, make_gathering, make_person
from tests.web.test_booking import every_row, words


@pytest.fixture
def dilys(hub: Hub) -> Person:
    """Dilys, who came once and let us write her name."""
    over = make_gathering(hub, "Surgery at Priory Hall", starts_at=timezone.now() - timedelta(days=3))
    person = make_arrival(over, "Dilys Marchbanks").person
    assert person is not None
    Person.objects.filter(pk=person.pk).update(email="dilys@mail.example", phone="07700 900987")
    consents.say(person, Consent.Purpose.NAMED, yes=True, wording="You may write my name.", how="door")
    person.refresh_from_db()
    return person


def freshly(client: Client) -> Client:
    """Make the sign-in a recent one."""
    import time

    kept = client.session
    kept[session._AT] = time.time()
    kept.save()
    return client


def page_of(person: Person) -> str:
    return f"/desk/people/known/{person.uid}/"


@pytest.mark.parametrize("asked", ["dilys", "MARCHBANKS", "900987", "mail.example"])
def test_she_is_found_by_name_address_or_number(officer: Client, dilys: Person, asked: str) -> None:
    found = officer.get("/desk/people/known/", {"q": asked})

    assert page_of(dilys) in found.content.decode()
    assert page_of(dilys) not in officer.get("/desk/people/known/", {"q": "nobody"}).content.decode()


def test_everything_is_on_one_page_and_that_olive_looked_is_written_down(
    officer: Client, dilys: Person, olive: Person
) -> None:
    page = words(officer.get(page_of(dilys)))
    officer.get(page_of(dilys))

    assert [
        one
        for one in ("Surgery at Priory Hall", "You may write my name.", "dilys@mail.example")
        if one not in page
    ] == []
    looked = Deed.objects.get(verb="looked at", about=f"people.Person:{dilys.pk}")
    assert (looked.actor, looked.words) == (olive, "looked at everything we hold about somebody")


def test_a_copy_needs_a_fresh_sign_in(officer: Client, dilys: Person, olive: Person) -> None:
    asked = officer.post(f"{page_of(dilys)}copy/")
    assert asked.headers["Location"].startswith("/sign-in/?next=%2Fdesk%2Fpeople%2Fknown%2F")

    given = freshly(officer).post(f"{page_of(dilys)}copy/")

    assert b"Dilys Marchbanks" in zipfile.ZipFile(BytesIO(given.content)).read("your-details.json")
    assert Deed.objects.get(verb="took papers").actor == olive


def test_a_sign_in_of_this_morning_is_not_fresh(
    officer: Client, dilys: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    freshly(officer)
    import time

    later = time.time() + 16 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert officer.post(f"{page_of(dilys)}copy/").status_code == 302
    assert officer.post(f"{page_of(dilys)}remove/").headers["Location"].startswith("/sign-in/")
    dilys.refresh_from_db()
    assert dilys.name == "Dilys Marchbanks"


def test_she_is_sent_a_link(officer: Client, dilys: Person, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    officer.post(f"{page_of(dilys)}link/")
    run_ready()

    assert mail.outbox[-1].to == ["dilys@mail.example"]
    assert "/your-details/" in str(mail.outbox[-1].body)


def test_somebody_without_an_address_is_given_a_copy_instead(officer: Client, hub: Hub) -> None:
    arthur = make_person(hub, "Arthur Bell")

    answer = officer.post(f"{page_of(arthur)}link/", follow=True)

    assert "There is no e-mail address to send it to" in words(answer)


def test_removing_asks_first_and_then_is_thorough(officer: Client, dilys: Person) -> None:
    freshly(officer)
    assert "It cannot be undone" in words(officer.get(f"{page_of(dilys)}remove/"))
    assert Person.objects.get(pk=dilys.pk).name == "Dilys Marchbanks"

    officer.post(f"{page_of(dilys)}remove/")
    run_ready()

    rows = repr(every_row())
    assert [one for one in ("Marchbanks", "dilys@mail.example", "900987") if one in rows] == []
    assert officer.get(page_of(dilys)).status_code == 404


def test_somebody_at_the_desk_is_not_removed(officer: Client, olive: Person) -> None:
    freshly(officer).post(f"{page_of(olive)}remove/")

    olive.refresh_from_db()
    assert olive.name == "Olive Shah"


def test_a_yes_is_taken_back_for_somebody_who_rings(officer: Client, dilys: Person) -> None:
    yes = Consent.objects.get()
    officer.post(f"{page_of(dilys)}yes/{yes.pk}/")

    assert Consent.objects.get().withdrawn_at is not None
    assert "taken back on" in words(officer.get(page_of(dilys)))
