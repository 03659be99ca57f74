"""Nobody's date of birth gets in: it is refused kindly, where other dates are welcome."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from bandstand.gatherings.models import Attendance
from bandstand.people.models import Hub
from bandstand.web.forms.adults import SAYS, no_birth_date, no_date
from tests.borough import make_gathering
from tests.web.test_booking import book, words


@pytest.mark.parametrize(
    "typed", ["Ann 12/05/1961", "Ann 12.5.61", "12-05-1961", "Ann, 3rd May 1961", "12 05 1961", "1961-05-12"]
)
def test_a_day_in_a_name_or_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="date of birth"):
        no_date(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900987",
        "+44 20 7946 0018",
        "06 12 34 56 78",
        "01.23.45.67.89",
        "Ann Price",
        "Under 12s",
        "2nd Vale Scouts",
        "Flat 3/4, 12 Mill Lane",
        "1st of May Society",
    ],
)
def test_numbers_and_names_are_not_mistaken_for_days(typed: str) -> None:
    no_date(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "DOB 12/5/61",
        "d.o.b.: 12.05.1961",
        "I was born on 3 May 1961",
        "date of birth is 1961-05-12",
        "birthday: 12/05/1961",
    ],
)
def test_a_date_of_birth_in_a_text_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="date of birth"):
        no_birth_date(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Our fair is on 12/5/2027",
        "Page since 3 May 1998",
        "A birthday party album",
        "The club was born in a shed",
    ],
)
def test_other_dates_in_a_text_are_welcome(typed: str) -> None:
    no_birth_date(typed)


@pytest.mark.parametrize("field", ["name", "phone"])
def test_the_booking_form_says_so_kindly(hub: Hub, client: Client, field: str) -> None:
    answer = book(client, make_gathering(hub), **{field: "12/05/1961"})

    assert answer.status_code == 422
    assert SAYS in words(answer)
    assert Attendance.objects.count() == 0


def test_and_it_is_for_adults(hub: Hub, client: Client) -> None:
    assert "For adults." in words(client.get(f"/whats-on/{make_gathering(hub).slug}/book/"))
