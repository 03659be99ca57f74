"""Postcodes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.places.postcodes import is_full, outcode_of, tidy


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" m41 5pr ", "M41 5PR"),
        ("M415PR", "M41 5PR"),
        ("M41-5PR", "M41 5PR"),
        ("m41   5pr.", "M41 5PR"),
        ("M4I 5PR", "M41 5PR"),
        ("WA15 OHF", "WA15 0HF"),
        ("0L1 1AA", "OL1 1AA"),
        ("M41 SPR", "M41 5PR"),
        ("SW1A1AA", "SW1A 1AA"),
        ("The Pavilion, Moor Road, Urmston M41 5PR", "M41 5PR"),
        ("S014 3AA", "SO14 3AA"),
        ("BT12 5GH", "BT12 5GH"),
    ],
)
def test_a_messy_postcode_is_put_right(typed: str, meant: str) -> None:
    assert tidy(typed) == meant


@pytest.mark.parametrize("typed", ["M41", "m41 ", "M41 5"])
def test_half_a_postcode_stays_half_of_one(typed: str) -> None:
    assert tidy(typed) == "M41"
    assert not is_full(tidy(typed))


@pytest.mark.parametrize(
    "typed", ["", "NA", "Hello", "10 Downing Street", "Road 1AB", "12345", "XX1 1AA", "M41 5CK"]
)
def test_what_is_no_postcode_is_nothing(typed: str) -> None:
    assert tidy(typed) == ""


@given(st.text(max_size=40))
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    once = tidy(typed)
    assert tidy(once) == once
    assert outcode_of(once) == once.partition(" ")[0]
