"""Dilys asks for her details to be removed: they go from every table and file, and every figure stays."""

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bandstand.gatherings.actions import booking, day
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.actions.day import Guest
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.groups.actions.kinds import start_kinds
from bandstand.groups.models import Group, GroupContact, GroupPlace, ImportBatch, ImportRow, Merge, PageAsk
from bandstand.impact.exports import as_json
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures
from bandstand.jobs.runner import run_ready
from bandstand.people.access import hub_scope
from bandstand.people.actions import complaints
from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import forget
from bandstand.people.actions.roles import end_role, give_role, open_hub
from bandstand.people.models import Consent, Hub, Person, Removal
from bandstand.people.papers import papers_of
from bandstand.people.traces import Traces, digits_of, without_contacts
from bandstand.presence.models import CheckUp
from tests.borough import make_gathering, make_group, make_kinds, make_person
from tests.web.test_booking import every_row

pytestmark = pytest.mark.database

NAME, EMAIL, PHONE = "Dilys Marchbanks-Oyelaran", "dilys.mo@mail.example", "07700 900987"
SPELT = [NAME, NAME.upper(), EMAIL, EMAIL.upper(), PHONE, "07700900987", "+44 7700 900 987", "Marchbanks"]


def counted() -> dict[str, object]:
    return as_json(figures(Period()), Period())


def on_disk() -> list[str]:
    """Return which of Dilys's details can be read in any file of the site."""
    held = b"".join(
        path.read_bytes()
        for path in Path(settings.DIR).rglob("*")
        if path.is_file() and "static" not in path.parts
    )
    return [words for words in SPELT if words.encode() in held]


@pytest.fixture
def everywhere(transactional_db: None, settings: object) -> Iterator[Person]:
    """Dilys helped, was helped, answers for a group, is in a sheet, in notes, in letters and in a write-up."""
    folder = Path(settings.DIR, "mail")  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_FILE_PATH = str(folder)  # type: ignore[attr-defined]
    hub = open_hub("Community Action Leasow Vale")
    with hub_scope(hub):
        make_kinds(hub)
        owen = give_role(hub, name="Owen", email="owen@leasow.example", role="owner", by=None).person
        role = give_role(hub, name=NAME, email=EMAIL, role="door", by=owen)
        end_role(role, by=owen)
        dilys = Person.objects.get(pk=role.person_id)
        Person.objects.filter(pk=dilys.pk).update(phone=PHONE)
        dilys.refresh_from_db()
        _in_the_room(hub, dilys, owen)
        _in_the_directory(hub, dilys)
        said = f"Yes, {NAME} may be named, at {EMAIL}."
        Consent.objects.create(hub=hub, person=dilys, purpose="named", given=True, wording=said)
        record(hub, "noted", f"rang {NAME} on {PHONE}", by=owen, detail={"asked": ["", EMAIL.upper()]})
        told = complaints.Told(name=NAME, answer_to=EMAIL, words=f"Why does {NAME} get letters?")
        complaints.answer(complaints.take_in(hub, told), outcome="explained", words=f"Dear {NAME}", by=owen)
        run_ready()
        yield dilys
    for path in folder.glob("*"):
        path.unlink()


def _in_the_room(hub: Hub, dilys: Person, owen: Person) -> None:
    over = make_gathering(
        hub,
        "Surgery at Priory Hall",
        starts_at=timezone.now() - timedelta(days=3),
        write_up=f"{NAME} set up a page. Arthur thanked her.",
    )
    arthur = day.walk_in(over, Guest(name="Arthur Bell"), by=owen, form_key=uuid.uuid4()).attendance
    here = Attendance.objects.create(
        hub=hub, gathering=over, person=dilys, arrival="here", helping=True, looking=True
    )
    assert arthur is not None
    words = f"Dilys showed Arthur a page; ring {PHONE}"
    telling = Telling(result="fixed", helped=(arthur,), helpers=(here,), words=words, next_step="Ask Dilys")
    write_note(over, telling, by=dilys, form_key=uuid.uuid4())
    write_note(over, Telling(result="fixed", helped=(here,)), by=owen, form_key=uuid.uuid4())
    Gathering.objects.filter(pk=over.pk).update(state="closed", closed_by=dilys)
    wish = Wish(name=f"{NAME} of the Friends", email=EMAIL, wants=f"Ring {PHONE}", ease="No steps, please")
    booking.book(make_gathering(hub), wish)


def _in_the_directory(hub: Hub, dilys: Person) -> None:
    friends = make_group(
        hub,
        "Friends of Mill Green",
        website="https://millgreen.example.org/",
        about=f"We garden. Ask {NAME.upper()}, +44 7700 900 987, or Zoë.",
        email=EMAIL,
        phone="07700900987",
        notes={"Secretary": NAME, "Treasurer": "Arthur Bell"},
        said_by={"about": {"how": "group", "words": f"{NAME} on the telephone"}},
    )
    GroupContact.objects.create(hub=hub, group=friends, person=dilys, role="Secretary")
    GroupPlace.objects.create(
        hub=hub, group=friends, name="The hut", notes={"Key": f"with {NAME}"}, key="hut"
    )
    PageAsk.objects.create(hub=hub, group=friends, email=EMAIL, says=NAME)
    batch = ImportBatch.objects.create(
        hub=hub, file_name=f"{NAME}.csv", file_digest="x", headings=["Name", "Contact"], state="done"
    )
    ImportRow.objects.create(
        hub=hub,
        batch=batch,
        number=2,
        cells=["Friends of Mill Green", NAME, EMAIL.upper(), "(07700) 900987", "Zoë"],
        fixed={"1": f"{NAME} (chair)"},
        plan=[{"field": "email", "before": "", "after": EMAIL}],
        before={"email": EMAIL},
    )
    Merge.objects.create(
        hub=hub, kept=friends, absorbed_id=99, absorbed_uid=uuid.uuid4(), absorbed_slug="mill-green-park",
        absorbed_name="Mill Green Park", snapshot={"group": {"email": EMAIL, "notes": {"Contact": NAME}}},
    )  # fmt: skip
    CheckUp.objects.create(
        hub=hub, group=friends, state="done", report={"pages": [f"Contact {NAME}: {EMAIL}"]}
    )


FACTS = [
    NAME, EMAIL, PHONE, "officer", "Yes, Dilys Marchbanks-Oyelaran may be named, at dilys.mo@mail.example.", "Door helper",
    "Surgery at Priory Hall", "Surgery at the Boathouse Café", "Booked", "Here", "The Boathouse Café",
    f"{NAME} of the Friends", f"Ring {PHONE}", "No steps, please", "Fixed it", "Ask Dilys",
    "Dilys showed (somebody) a page; ring 07700 900987", "Wrote a help note", "wrote a help note at Surgery at Priory Hall",
    f"{NAME} set up a page. (somebody) thanked her.", f"rang {NAME} on {PHONE}", "Friends of Mill Green", "Secretary",
    f"We garden. Ask {NAME.upper()}, +44 7700 900 987, or Zoë.", f"{NAME} on the telephone", f"{NAME}.csv",
    f"{NAME} (chair)", "(07700) 900987", "We have your complaint", f"Why does {NAME} get letters?", f"Dear {NAME}",
]  # fmt: skip


def test_what_she_is_handed_holds_every_fact_and_nobody_else(everywhere: Person) -> None:
    told = json.dumps([paper.__dict__ for paper in papers_of(everywhere)], ensure_ascii=False, default=str)

    assert [fact for fact in FACTS if fact not in told] == []
    assert [other for other in ("Arthur", "Owen", "owen@leasow.example") if other in told] == []


def test_removed_details_are_in_no_table_and_no_file(everywhere: Person) -> None:
    before, there = counted(), on_disk()

    forget(everywhere)
    run_ready()

    rows = repr(every_row())
    # PostgreSQL keeps its files to itself; there only the tables can be looked into.
    assert there == (SPELT if connection.vendor == "sqlite" else [NAME, EMAIL, "Marchbanks"])
    assert [words for words in SPELT if words in rows] == []
    assert on_disk() == []
    assert counted() == before


def test_other_people_and_everything_else_stay_as_they_were(everywhere: Person) -> None:
    forget(everywhere)

    group, row = Group.objects.get(), ImportRow.objects.get()
    assert group.notes == {"Secretary": "(taken out)", "Treasurer": "Arthur Bell"}
    assert group.about == "We garden. Ask somebody, (taken out), or Zoë."
    assert (group.email, group.phone) == ("", "")
    assert row.cells == ["Friends of Mill Green", "(taken out)", "(taken out)", "(taken out)", "Zoë"]
    assert row.before == {"email": "(taken out)"}
    assert Gathering.objects.get(state="closed").write_up == "somebody set up a page. Arthur thanked her."
    note = HelpNote.objects.exclude(words="").get()
    assert note.words == "somebody showed Arthur a page; ring (taken out)"
    assert note.next_step == "Ask somebody"
    assert Person.objects.filter(name="Arthur Bell").count() == 1


def test_she_is_off_the_list_and_her_links_are_dead(everywhere: Person) -> None:
    forget(everywhere)

    coming = Attendance.objects.get(gathering__state="announced")
    assert (coming.booking, coming.has_place, coming.gathering.taken) == ("cancelled", False, 0)
    assert GroupContact.objects.count() == 0
    assert Consent.objects.filter(withdrawn_at=None).count() == 0


def test_what_is_remembered_says_nothing_about_her(everywhere: Person) -> None:
    forget(everywhere)

    kept = Removal.objects.get()
    line = json.loads(Path(settings.DIR, "removals.jsonl").read_text().splitlines()[-1])
    assert (line["kind"], line["mark"], line["marks"]) == ("person", kept.mark, kept.marks)
    assert len(kept.marks) == 2
    assert str(everywhere.uid) not in json.dumps(line)


def test_a_name_two_people_have_stays_with_the_other(hub: Hub) -> None:
    leaving, staying = make_person(hub, "Ann Price", "ann@leasow.example"), make_person(hub, "Ann Price")
    group = make_group(hub, "Chess Club", notes={"Chair": "Ann Price", "Mail": "ann@leasow.example"})

    forget(leaving)

    group.refresh_from_db()
    staying.refresh_from_db()
    assert group.notes == {"Chair": "Ann Price", "Mail": "(taken out)"}
    assert staying.name == "Ann Price"


def test_a_group_is_no_longer_found_by_a_name_that_was_taken_out(hub: Hub) -> None:
    start_kinds(hub)
    dilys = make_person(hub, NAME)
    group = make_group(hub, "Friends of Mill Green", about=f"Ask {NAME}.")
    group.save()
    assert "oyelaran" in Group.objects.get().search

    forget(dilys)

    assert "oyelaran" not in Group.objects.get().search


@pytest.mark.parametrize(
    "written",
    [
        "07700 900987",
        "07700900987",
        "+44 7700 900987",
        "0044 7700-900-987",
        "+44 (0)7700 900987",
        "(07700) 900 987",
    ],
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert Traces(phones=(PHONE,)).out_of(f"Ring {written}.") == "Ring (taken out)."
    assert digits_of(written) == "7700900987"


@pytest.mark.parametrize(
    "kept",
    [
        "107700 9009871",
        "dilys.mo@mail.example.org",
        "xdilys.mo@mail.example",
        "07700 900986",
        "Dilys Marchbanks",
    ],
)
def test_what_only_looks_alike_stays(kept: str) -> None:
    assert Traces((NAME,), (EMAIL,), (PHONE,)).out_of(kept) == kept


def test_a_first_name_alone_is_nobodys_own() -> None:
    assert Traces(names=("Rose",)).out_of("Rose garden, Rose Hill") == "Rose garden, Rose Hill"


def test_addresses_and_numbers_are_seen_in_any_text() -> None:
    told = {"a": ["Ring 020 7946 0018 or write to a.b+c@d.co.uk", "Charity 1161442, DY1 1AE, 12/05/2026", 7]}

    assert without_contacts(told) == {
        "a": ["Ring (taken out) or write to (taken out)", "Charity 1161442, DY1 1AE, 12/05/2026", 7]
    }
