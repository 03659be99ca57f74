"""What a form is for, told on made-up pages of Leasow Vale."""

from __future__ import annotations

import pytest
from leasow_pages import WELCOME, page


def purposes(form: str) -> list[str]:
    return [form.purpose for form in page(WELCOME + form).forms]


_ADDRESS = "<input type=email name=email>"
_WHOLE_PAGE = "".join(f"<input type=text name=box{n}>" for n in range(9))


@pytest.mark.parametrize(
    ("form", "purpose"),
    [
        (f"<form><label>Our newsletter</label>{_ADDRESS}<button>Sign up</button></form>", "newsletter"),
        (f"<form>Contact us {_ADDRESS}<textarea name=message></textarea></form>", "contact"),
        ("<form><input name=s><button>Search</button></form>", "search"),
        (f"<form>{_ADDRESS}<input type=password name=p></form>", "sign in"),
    ],
)
def test_form_when_it_is_one_of_the_usual(form: str, purpose: str) -> None:
    assert purposes(form) == [purpose]


def test_form_when_the_whole_page_stands_in_it() -> None:
    """Old websites wrap everything in one form: its words are the page's, and say nothing of it."""
    form = f"<form id=aspnetForm>Contact us. Our newsletter. E-mail updates. {_WHOLE_PAGE}{_ADDRESS}</form>"

    assert purposes(form) == ["other"]


def test_form_when_it_takes_people_off_the_list() -> None:
    assert purposes(f"<form>Unsubscribe {_ADDRESS}<input type=text name=why></form>") == ["other"]
