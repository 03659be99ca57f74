"""What was kept long enough is let go, and what is due is shown first."""

import uuid

import pytest

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote
from bandstand.groups.models import Group, GroupContact, ImportBatch, ImportRow, Merge, PageAsk, SheetPart
from bandstand.people.actions import complaints
from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import GONE
from bandstand.people.actions.keep_to_time import due, keep_to_time
from bandstand.people.actions.links import make_link
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.actions.roles import give_role
from bandstand.people.keeping import months_before
from bandstand.people.models import (
    Complaint,
    Deed,
    Hub,
    Message,
    Person,
    PrivateLink,
    Role,
    SignInRequest,
)
from bandstand.presence.models import CheckUp
from tests.borough import make_gathering, make_group
from tests.people.visits import came, days_ago, years_ago
from tests.web.test_booking import every_row

pytestmark = pytest.mark.database


def gone(hub: Hub) -> dict[str, int]:
    return keep_to_time(hub)


def test_a_name_goes_two_years_after_the_last_time(hub: Hub) -> None:
    old, late = came(hub, "Ann Price", years_ago(2)).person, came(hub, "Bob Hill", years_ago(1.9)).person
    regular = came(hub, "Cy Wood", years_ago(5)).person
    Attendance.objects.create(hub=hub, gathering=make_gathering(hub), person=regular, booking="booked")

    assert gone(hub)["people.Person"] == 1

    assert [Person.objects.get(pk=each.pk).name for each in (old, late, regular) if each] == [
        GONE,
        "Bob Hill",
        "Cy Wood",
    ]


def test_somebody_at_the_desk_with_a_group_or_complaining_stays_known(hub: Hub) -> None:
    for name in ("Olive Shah", "Carys Contact", "Colin Webb", "Past Officer"):
        Person.objects.create(
            hub=hub, name=name, email=f"{name[:3].lower()}@x.example", created_at=years_ago(6)
        )
    give_role(hub, name="", email="oli@x.example", role=Role.Name.OFFICER, by=None)
    give_role(hub, name="", email="pas@x.example", role=Role.Name.OFFICER, by=None, until=days_ago(400))
    group = make_group(hub, "Chess Club")
    GroupContact.objects.create(hub=hub, group=group, person=Person.objects.get(name="Carys Contact"))
    complaint = complaints.take_in(hub, complaints.Told("Colin Webb", "COL@x.example", "Why?"))

    assert "people.Person" not in gone(hub)

    Group.objects.filter(pk=group.pk).update(left_at=days_ago(1))
    Complaint.objects.filter(pk=complaint.pk).update(answered_at=days_ago(1))
    assert gone(hub)["people.Person"] == 2


def test_words_of_bookings_and_notes_go_and_the_visit_stays(hub: Hub, olive: Person) -> None:
    row = came(
        hub,
        "Ann Price",
        years_ago(2),
        wants="Photos",
        ease="No steps",
        group_words="Knitters",
        booked_as="Annie",
    )
    kept = came(hub, "Bob Hill", years_ago(1.9), wants="Videos")
    note = write_note(
        row.gathering, Telling(result="fixed", helped=(row,), words="Albums"), by=olive, form_key=uuid.uuid4()
    ).note
    assert note is not None

    assert gone(hub)["gatherings.Attendance"] == 1

    row.refresh_from_db()
    kept.refresh_from_db()
    note.refresh_from_db()
    assert (row.wants, row.ease, row.group_words, row.booked_as, row.arrival) == ("", "", "", "", "here")
    assert (kept.wants, note.words) == ("Videos", "Albums")
    Gathering.objects.filter(pk=row.gathering_id).update(starts_at=years_ago(3.1), ends_at=years_ago(3))
    assert gone(hub) == {"gatherings.HelpNote": 1}
    assert HelpNote.objects.get().result == "fixed"


def test_letters_links_sign_ins_and_deeds_go(hub: Hub, olive: Person) -> None:
    dead = make_link(hub, "booking", uuid.uuid4(), expires_at=days_ago(31))
    alive = make_link(hub, "booking", uuid.uuid4(), expires_at=days_ago(-9))
    for link in (dead, alive, None):
        put_in_outbox(hub, to_address="ann@x.example", subject="Hello", text="Ann, hello", link=link)
    Message.objects.update(made_at=days_ago(91))
    put_in_outbox(hub, to_address="bob@x.example", subject="Hello", text="Bob, hello")
    SignInRequest.objects.create(
        hub=hub, person=olive, browser_digest="x", code_digest="x", expires_at=days_ago(2)
    )
    old = record(hub, "did", "did something long ago", by=olive)
    Deed.objects.filter(pk=old.pk).update(at=years_ago(6))

    done = gone(hub)

    assert done == {"people.Message": 3, "people.PrivateLink": 1, "people.SignInRequest": 1, "people.Deed": 1}
    # A letter whose link still works stays, emptied: it shows that the link went to a mailbox.
    assert sorted(Message.objects.values_list("to_address", "text", "link")) == [
        ("", "", alive.pk),
        ("bob@x.example", "Bob, hello", None),
    ]
    assert PrivateLink.objects.get().pk == alive.pk


def test_links_of_one_booking_go_together(hub: Hub) -> None:
    subject = uuid.uuid4()
    make_link(hub, "booking", subject, expires_at=days_ago(40))
    make_link(hub, "booking", subject, expires_at=days_ago(-1))

    assert gone(hub) == {}


def test_sheets_lose_addresses_and_numbers_and_keep_the_rest(hub: Hub) -> None:
    batch = ImportBatch.objects.create(
        hub=hub,
        file_name="groups.csv",
        file_digest="x",
        headings=["Name", "Mail"],
        state="done",
        done_at=years_ago(2),
    )
    row = ImportRow.objects.create(
        hub=hub, batch=batch, number=2, cells=["Chess Club", "Ring Ann 01384 555010 or ann@x.example", "1161442"],
        plan=[{"field": "email", "after": "ann@x.example"}],
    )  # fmt: skip

    assert gone(hub) == {"groups.ImportBatch": 1}

    row.refresh_from_db()
    assert row.cells == ["Chess Club", "Ring Ann (taken out) or (taken out)", "1161442"]
    assert row.plan == [{"field": "email", "after": "(taken out)"}]
    assert gone(hub) == {}


def test_what_is_left_of_groups_that_left_goes(hub: Hub) -> None:
    left = make_group(hub, "Left Club", email="left@x.example", notes={"Chair": "Ann"}, left_at=years_ago(1))
    here = make_group(hub, "Here Club", email="here@x.example")
    Merge.objects.create(
        hub=hub, kept=here, absorbed_id=9, absorbed_uid=uuid.uuid4(), absorbed_slug="x", absorbed_name="X",
        snapshot={"group": {"email": "x@x.example"}}, at=years_ago(2),
    )  # fmt: skip
    PageAsk.objects.create(hub=hub, group=here, email="who@x.example", at=days_ago(61))
    batch = ImportBatch.objects.create(
        hub=hub, file_name="x.csv", file_digest="x", headings=[], made_at=days_ago(100)
    )
    SheetPart.objects.create(hub=hub, batch=batch, number=0, content=b"Ann")
    for days in (1000, 900):
        CheckUp.objects.create(
            hub=hub, group=here, state="done", looked_at=days_ago(days), report={"pages": [days]}
        )

    done = gone(hub)

    assert done == {
        "groups.Group": 1,
        "groups.Merge": 1,
        "groups.PageAsk": 1,
        "groups.SheetPart": 1,
        "presence.CheckUp": 1,
    }
    left.refresh_from_db()
    here.refresh_from_db()
    assert (left.email, left.notes, here.email) == ("", {}, "here@x.example")
    assert list(CheckUp.objects.order_by("looked_at").values_list("report", flat=True)) == [
        {},
        {"pages": [900]},
    ]


def test_an_answered_complaint_is_emptied_and_its_dates_stay(hub: Hub, olive: Person) -> None:
    complaint = complaints.take_in(hub, complaints.Told("Colin Webb", "3 Mill Lane", "Why?"))
    complaints.note(complaint, "Looked", by=olive)
    complaints.answer(complaint, outcome="explained", words="Because", by=olive)
    Complaint.objects.update(answered_at=years_ago(3))

    assert gone(hub)["people.Complaint"] == 1

    complaint.refresh_from_db()
    assert (complaint.name, complaint.answer_to, complaint.words, complaint.answer) == (GONE, "", "", "")
    assert (complaint.outcome, complaint.notes.count(), gone(hub)) == ("explained", 0, {})


def test_what_was_tapped_on_the_day_goes_after_a_year(hub: Hub) -> None:
    row = came(hub, "Ann Price", days_ago(400))
    for days in (370, 300):
        DayEntry.objects.create(
            hub=hub,
            gathering=row.gathering,
            attendance=row,
            form_key=uuid.uuid4(),
            verb="arrived",
            at=days_ago(days),
        )

    assert gone(hub) == {"gatherings.DayEntry": 1}


def test_looking_first_changes_nothing_and_says_what_will_go(hub: Hub) -> None:
    came(hub, "Ann Price", years_ago(2), wants="Photos")
    soon = came(hub, "Bob Hill", days_ago(700), wants="Videos")
    before = every_row()

    told = {one.chore.of: one for one in due()}

    assert every_row() == before
    assert (told["gatherings.Attendance"].now, told["gatherings.Attendance"].kept) == (1, 2)
    assert told["gatherings.Attendance"].next_at == months_before(soon.gathering.ends_at, -24)
    assert gone(hub) == {of: one.now for of, one in told.items() if one.now}
    assert {one.chore.of for one in due() if one.now} == set()
