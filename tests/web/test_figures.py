"""Figures at the desk."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.groups.models import Connection, Group
from bandstand.impact.measures import MEASURES
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Role
from bandstand.places.models import Area
from tests.borough import make_group, make_person
from tests.conftest import sign_in
from tests.impact.stories import came, finding, held, note

CODES = [measure.code for measure in MEASURES]
SIDES = ("west", "south", "east", "north")


def story(hub: Hub, day: str = "2026-01-14") -> None:
    """A surgery where Arthur helped Joan of Friends of Leasow Park, and what was mended afterwards."""
    surgery = held(hub, f"{day} 18:00")
    group = make_group(hub, f"Friends of Leasow Park {day}")
    arthur = came(surgery, make_person(hub, f"Arthur Pell {day}"), helping=True)
    arthur.looking = True
    arthur.save()
    joan = came(surgery, make_person(hub, f"Joan Barrow {day}"), booking="booked")
    joan.groups.add(group)
    note(surgery, joan, groups=[group])
    met(group, make_group(hub, f"Mill Green Runners {day}", kind="sports-club"), day)
    finding(group, "2026-01-01 03:00", f"{day[:8]}20 03:00")


def met(one: Group, other: Group, day: str) -> None:
    """The two met, and are of one area."""
    area, _ = Area.objects.get_or_create(
        hub=one.hub, code="L1", defaults={"name": "Mill Green", "geometry": {}, **dict.fromkeys(SIDES, 0)}
    )
    Group.objects.filter(pk__in=[one.pk, other.pk]).update(area=area)
    Connection.objects.create(hub=one.hub, on=date.fromisoformat(day)).groups.set([one, other])


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def reader(hub: Hub, client: Client) -> Client:
    ravi = give_role(hub, name="Ravi Bose", email="ravi@leasow.example", role=Role.Name.READER, by=None)
    return sign_in(client, ravi.person)


def test_every_figure_opens_to_its_rule_and_its_rows(officer: Client, hub: Hub) -> None:
    story(hub)
    page = text_of(officer.get("/desk/figures/"))
    assert page.count('<details class="figure">') == len(MEASURES)
    for measure in MEASURES:
        assert f"Rule {measure.code}, version {measure.version}." in page
        assert f'href="/desk/figures/{measure.code}/"' in page


def test_a_period_is_kept_in_every_link(officer: Client, hub: Hub) -> None:
    story(hub)
    page = text_of(officer.get("/desk/figures/", {"from": "2026-02-01", "to": "2026-02-28"}))
    assert "From Sunday 1 February to Saturday 28 February" in page
    assert 'href="/desk/figures/helpers/?from=2026-02-01&amp;to=2026-02-28"' in page
    assert "<b>0</b><span>surgeries held</span>" in page


def test_days_may_be_written_as_people_write_them(officer: Client, hub: Hub) -> None:
    page = text_of(officer.get("/desk/figures/", {"from": "1/2/2026"}))
    assert "From Sunday 1 February until today" in page


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"from": "last spring"}, "Write the day like 14/4/2026."),
        (
            {"from": "2026-02-01", "to": "2026-01-01"},
            "The last day comes before the first. Change one of them.",
        ),
    ],
)
def test_a_period_that_makes_no_sense_is_said_plainly(
    officer: Client, hub: Hub, asked: dict[str, str], says: str
) -> None:
    answer = officer.get("/desk/figures/", asked)
    assert answer.status_code == 422
    assert says in text_of(answer)
    for code in CODES:
        assert officer.get(f"/desk/figures/{code}/", asked).status_code == 302


@pytest.mark.parametrize("code", CODES)
def test_one_figure_shows_rule_years_and_rows(officer: Client, hub: Hub, code: str) -> None:
    story(hub)
    page = text_of(officer.get(f"/desk/figures/{code}/"))
    version = 2 if code == "fixed-after-help" else 1
    assert f"Rule {code}, version {version}." in page
    assert '<svg class="year-bars"' in page
    assert '<th scope="row">2026</th>' in page
    assert "What it is made of" in page


def test_officers_see_who_the_helpers_are_and_readers_do_not(hub: Hub, officer: Client) -> None:
    story(hub)
    assert "Arthur Pell" in text_of(officer.get("/desk/figures/helpers/"))
    assert "Joan Barrow" in text_of(officer.get("/desk/figures/people-helped/"))
    assert "Arthur Pell" in text_of(officer.get("/desk/figures/helpers/names.csv"))


def test_a_reader_sees_the_figures_and_no_names(hub: Hub, reader: Client) -> None:
    story(hub)
    for code in CODES:
        for address in (f"/desk/figures/{code}/", f"/desk/figures/{code}/rows.csv"):
            page = text_of(reader.get(address))
            assert "Arthur" not in page
            assert "Joan" not in page
    assert reader.get("/desk/figures/helpers/names.csv").status_code == 403


def test_sheets_are_downloads_in_utf_8(officer: Client, hub: Hub) -> None:
    story(hub)
    for name in ("figures.csv", "helpers/rows.csv", "helpers/names.csv"):
        answer = officer.get(f"/desk/figures/{name}")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("address", ["hours-given/", "hours-given/rows.csv", "surgeries/names.csv"])
def test_what_is_not_counted_is_not_found(officer: Client, hub: Hub, address: str) -> None:
    assert officer.get(f"/desk/figures/{address}").status_code == 404


@pytest.mark.parametrize("address", ["/desk/figures/", *(f"/desk/figures/{code}/" for code in CODES)])
def test_three_surgeries_take_as_many_queries_as_one(officer: Client, hub: Hub, address: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    story(hub)
    queries()  # that names were looked at is written down once an hour
    one = queries()
    story(hub, "2026-02-14")
    story(hub, "2026-03-14")
    assert queries() == one
    assert one <= (60 if address == "/desk/figures/" else 24)
