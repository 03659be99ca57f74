"""A page read in another process is the page that was read."""

from __future__ import annotations

import pickle
from dataclasses import replace

from leasow_pages import WELCOME, icons, page

from checkup.facts import Dates, DateSeen, Link, Place
from checkup.inner import inner_pages
from checkup.parsing import pack_lightly
from checkup.parts import Text


def test_facts_when_packed_and_unpacked_are_the_same_facts() -> None:
    pack_lightly()
    read = page(f"{WELCOME}<h2>Walks on 14 March 2026</h2>{icons('https://facebook.com/leasow', '#')}")
    again = pickle.loads(pickle.dumps(read))
    assert again == read
    assert isinstance(again.links[0], Link)
    assert isinstance(again.mentions[0].place, Place)
    assert isinstance(again.dates.news[0], DateSeen)


def test_facts_when_a_page_says_nothing_are_packed_too() -> None:
    pack_lightly()
    bare = replace(page(""), dates=Dates())
    assert pickle.loads(pickle.dumps(bare)) == bare


def test_inner_pages_when_words_of_an_address_are_joined_in_many_ways() -> None:
    links = "<a href=/who_we-are>Ni</a><a href=/a>What's on</a><a href=/get_in-touch>Post</a>"
    assert inner_pages(page(f"{WELCOME}{links}"), 4) == [
        "https://leasowpark.example/get_in-touch",
        "https://leasowpark.example/who_we-are",
        "https://leasowpark.example/a",
    ]


def test_part_when_its_beginning_stands_in_the_page_many_times_is_still_found_where_it_is() -> None:
    again = "<p>The park is open to everybody, every day, all year round, without a fee.</p>"
    said = page(f"<main>{again * 25}</main><footer>{again}Charity number 1122334</footer>")
    assert said.reading.own_words == 25 * 14
    assert said.joining.charity_numbers == ("1122334",)


def test_text_when_it_is_one_letter_is_taken_apart_in_good_time() -> None:
    said = page(f"<main>{'a' * 150_000}</main><nav>{'a' * 150_000}b</nav>")
    assert said.words == 1
    assert Text(None).own == ""
