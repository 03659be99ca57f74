"""Calendar files, read back by another reading of the format."""

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from bandstand.kit.calendar import Happening, calendar_file

LONDON = ZoneInfo("Europe/London")


def happening(starts_at: datetime, **more: object) -> Happening:
    facts = {
        "uid": uuid.UUID(int=7), "title": "Surgery at the Boathouse Café", "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90), "where": "The Boathouse Café, Mill Lane; by the lake",
        "url": "https://leasow.example/whats-on/x/", "changed_at": datetime(2026, 1, 5, 9, tzinfo=UTC),
    }  # fmt: skip
    return Happening(**{**facts, **more})  # type: ignore[arg-type]


def unfolded(text: bytes) -> dict[str, str]:
    """Read the lines of one event by the letter of RFC 5545, without the library that wrote them."""
    lines = text.decode().replace("\r\n ", "").split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in event)


def test_six_in_the_evening_is_six_before_and_after_the_clocks_change() -> None:
    for day, in_utc in [(24, "20270324T180000Z"), (31, "20270331T170000Z")]:
        evening = datetime(2027, 3, day, 18, tzinfo=LONDON)
        text = calendar_file([happening(evening)], name="What’s on")
        assert unfolded(text)["DTSTART"] == in_utc
        read = Calendar.from_ical(text).walk("VEVENT")[0]["DTSTART"].dt
        assert read.astimezone(LONDON).hour == 18


def test_everything_put_in_comes_back_out() -> None:
    evening = datetime(2027, 4, 13, 18, tzinfo=LONDON)
    long = "Bring the password, if you have it; the side door is open.\nTea ☕ " + "é" * 90
    one = happening(evening, says=long, changes=4, at=(53.41, -2.32))
    text = calendar_file([one], name="What’s on")
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert (event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]) == (one.title, long, one.where)
    assert (event["UID"], int(event["SEQUENCE"]), event["STATUS"]) == (str(one.uid), 4, "CONFIRMED")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    assert event["URL"] == one.url


def test_no_line_is_longer_than_75_bytes_and_all_end_as_they_should() -> None:
    one = happening(datetime(2027, 4, 13, 18, tzinfo=LONDON), says="Ω" * 400)
    text = calendar_file([one], name="What’s on")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert text.count(b"\n") == text.count(b"\r\n")


def test_nothing_typed_becomes_a_line_of_its_own() -> None:
    one = happening(datetime(2027, 4, 13, 18, tzinfo=LONDON), title="Tea\r\nATTENDEE:mailto:x@y.example")
    assert "ATTENDEE" not in unfolded(calendar_file([one], name="What’s on"))


def test_what_is_called_off_says_so_twice() -> None:
    one = happening(datetime(2027, 4, 13, 18, tzinfo=LONDON), called_off=True, changes=1)
    event = Calendar.from_ical(calendar_file([one], name="What’s on")).walk("VEVENT")[0]
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", f"Called off: {one.title}")


def test_the_same_again_is_the_same_file() -> None:
    one = happening(datetime(2027, 4, 13, 18, tzinfo=LONDON))
    assert calendar_file([one], name="x") == calendar_file([one], name="x")
