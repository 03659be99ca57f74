"""The night that lets go: hub by hub, by times an owner may choose; no figure of any year ever changes."""

import json
import uuid
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.impact.exports import as_json
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures
from bandstand.jobs.models import Job
from bandstand.people import tasks
from bandstand.people.access import hub_scope
from bandstand.people.actions.forget import GONE, forget
from bandstand.people.actions.keep_to_time import OutOfBoundsError, choose_time, keep_to_time
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.keeping import CHORES, Keep, ends, how_long, months_before
from bandstand.people.models import (
    Deed,
    Hub,
    KeepingTime,
    Person,
    Role,
)
from tests.borough import make_gathering
from tests.conftest import sign_in
from tests.people.visits import came, years_ago
from tests.web.test_booking import every_row, words

pytestmark = pytest.mark.database


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
