"""Every night, what was kept long enough is let go; what is due is shown first; no figure ever changes."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote
from bandstand.groups.models import Group, GroupContact, ImportBatch, ImportRow, Merge, PageAsk, SheetPart
from bandstand.impact.exports import as_json
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures
from bandstand.jobs.models import Job
from bandstand.people import tasks
from bandstand.people.access import hub_scope
from bandstand.people.actions import complaints
from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import GONE, forget
from bandstand.people.actions.keep_to_time import OutOfBoundsError, choose_time, due, keep_to_time
from bandstand.people.actions.links import make_link
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.keeping import CHORES, Keep, ends, how_long, months_before
from bandstand.people.models import (
    Complaint,
    Deed,
    Hub,
    KeepingTime,
    Message,
    Person,
    PrivateLink,
    Role,
    SignInRequest,
)
from bandstand.presence.models import CheckUp
from tests.borough import make_gathering, make_group
from tests.conftest import sign_in
from tests.web.test_booking import every_row, words

pytestmark = pytest.mark.database


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def years_ago(years: float) -> datetime:
    return days_ago(years * 365.25 + 2)


def came(hub: Hub, name: str, at: datetime, **more: object) -> Attendance:
    person = Person.objects.create(hub=hub, name=name, email=f"{uuid.uuid4().hex}@x.example", created_at=at)
    over = make_gathering(hub, f"Surgery {uuid.uuid4().hex[:6]}", starts_at=at, state="closed")
    return Attendance.objects.create(hub=hub, gathering=over, person=person, arrival="here", **more)


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


def test_the_night_says_what_it_did_in_numbers_only(hub: Hub) -> None:
    came(hub, "Ann Price", years_ago(2), wants="Photos")

    tasks.keep_to_time.func()

    deed = Deed.objects.get(verb="kept to time")
    assert deed.detail == {"people.Person": 1, "gatherings.Attendance": 1}
    assert "Ann" not in deed.words


@pytest.mark.django_db(transaction=True)
def test_the_night_lets_others_write_between_one_person_and_the_next(hub: Hub) -> None:
    for name in ("Ann Price", "Bob Hill", "Cal Reed"):
        came(hub, name, years_ago(4))

    with CaptureQueriesContext(connection) as seen:
        tasks.keep_to_time.func()

    told = [query["sql"] for query in seen]
    forgotten = [at for at, sql in enumerate(told) if 'UPDATE "people_person"' in sql and GONE in sql]
    assert len(forgotten) == 3
    assert all("COMMIT" in told[one:following] for one, following in pairwise(forgotten))
    assert Job.objects.filter(task="bandstand.people.tasks.wipe_traces").count() == 1


def test_each_hub_has_its_own_night_and_its_own_times(hub: Hub, olive: Person) -> None:
    other = open_hub("Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")
    came(hub, "Ann Price", years_ago(1))
    with hub_scope(other):
        came(other, "Bob Hill", years_ago(1))
    person = next(chore for chore in CHORES if chore.of == "people.Person")
    choose_time(hub, person, 12, by=olive)

    tasks.keep_to_time.func()

    assert Person.objects.filter(name="Ann Price").count() == 0
    with hub_scope(other):
        assert Person.objects.filter(name="Bob Hill").count() == 1


@pytest.mark.parametrize("months", [0, 5, 61, -1])
def test_a_time_out_of_bounds_is_refused(hub: Hub, olive: Person, months: int) -> None:
    person = next(chore for chore in CHORES if chore.of == "people.Person")

    with pytest.raises(OutOfBoundsError, match=r"Choose between 6 and 60 months\."):
        choose_time(hub, person, months, by=olive)


def test_the_owner_changes_a_time_and_the_public_page_says_so(hub: Hub, client: Client) -> None:
    owner = give_role(hub, name="Winston", email="w@x.example", role=Role.Name.OWNER, by=None).person
    sign_in(client, owner)

    assert "Kept for 2 years after the gathering" in words(client.get("/desk/keeping/")).replace(
        "2 years after the gathering", "Kept for 2 years after the gathering"
    )
    assert client.post("/desk/keeping/gatherings-attendance/", {"months": "3"}).status_code == 422
    assert client.post("/desk/keeping/people-deed/", {"months": "3"}).status_code == 404
    assert client.post("/desk/keeping/gatherings-attendance/", {"months": "18"}).status_code == 302

    assert "made it easier for you 18 months after the gathering" in words(client.get("/privacy/"))
    assert KeepingTime.objects.get().months == 18
    client.post("/desk/keeping/gatherings-attendance/", {"months": "24"})
    assert KeepingTime.objects.count() == 0


def test_the_command_says_what_would_go(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    from bandstand.config import command

    came(hub, "Ann Price", years_ago(2), wants="Photos")
    Person.objects.exclude(name="Ann Price").delete()
    before = every_row()

    import argparse

    from bandstand.config.commands import people

    parser = argparse.ArgumentParser()
    people.add_arguments(parser)
    assert people.run(parser.parse_args(["keep", "--dry-run", "--json"])) == command.DONE
    told = {one["model"]: one for one in json.loads(capsys.readouterr().out)}
    assert every_row() == before
    assert (told["people.Person"]["due"], told["people.Person"]["gone"]) == (1, 0)

    people.run(parser.parse_args(["keep", "--json"]))
    told = {one["model"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["people.Person"]["gone"] == 1


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        (datetime(2026, 3, 31, tzinfo=UTC), 1, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 24, datetime(2024, 1, 15, tzinfo=UTC)),
        (datetime(2026, 11, 30, tzinfo=UTC), -3, datetime(2027, 2, 28, tzinfo=UTC)),
    ],
)
def test_months_are_counted_by_the_calendar(moment: datetime, months: int, expected: datetime) -> None:
    assert months_before(moment, months) == expected


def test_times_are_said_in_the_widest_whole_unit() -> None:
    keep = Keep("x", after="y", then="z", months=24)
    assert [how_long(keep, months) for months in (None, 1, 12, 18, 36)] == [
        "2 years",
        "1 month",
        "1 year",
        "18 months",
        "3 years",
    ]
    assert ends(Keep("x", after="y", then="z", days=90), None, datetime(2026, 1, 1, tzinfo=UTC)) == datetime(
        2026, 4, 1, tzinfo=UTC
    )


VISITS = st.lists(
    st.tuples(
        st.integers(0, 5),  # who
        st.integers(0, 7),  # years ago
        st.booleans(),  # helping
        st.booleans(),  # on a help note
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=VISITS, wishes=st.sets(st.integers(0, 5)))
def test_no_figure_of_any_year_changes_whatever_goes(
    hub: Hub, visits: list[tuple[int, int, bool, bool]], wishes: set[int]
) -> None:
    """Whoever came whenever: letting go in time, and removing at a wish, leave every figure as it was."""
    Attendance.objects.all().delete()
    people = [
        Person.objects.create(hub=hub, name=f"Person Number{n}", created_at=years_ago(8)) for n in range(6)
    ]
    gatherings: dict[int, Gathering] = {}
    for who, years, helping, noted in visits:
        over = gatherings.setdefault(
            years, make_gathering(hub, uuid.uuid4().hex, starts_at=years_ago(years + 0.1), state="closed")
        )
        row, _ = Attendance.objects.get_or_create(
            hub=hub, gathering=over, person=people[who], defaults={"arrival": "here", "helping": helping, "looking": not helping, "wants": "Photos"}
        )  # fmt: skip
        if noted:
            write_note(
                over, Telling(result="fixed", helped=(row,), words="Albums"), by=None, form_key=uuid.uuid4()
            )
    periods = [Period(), *(Period(years_ago(n + 1).date(), years_ago(n).date()) for n in (0, 1, 4))]
    before = [as_json(figures(period), period) for period in periods]

    for who in wishes:
        forget(people[who])
    keep_to_time(hub)
    keep_to_time(hub)

    assert [as_json(figures(period), period) for period in periods] == before
    HelpNote.objects.all().delete()
