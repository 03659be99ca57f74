"""Before and after pictures: well-formed whatever stands in them, and inside their frame."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

import checkup
from bandstand.groups.models import Group
from bandstand.people.models import Hub
from bandstand.presence.models import Finding
from bandstand.presence.pictures import Change, Side, change_of, sheet
from bandstand.presence.pictures.kinds import KINDS, kind_of
from bandstand.presence.pictures.lettering import width, wrapped
from bandstand.presence.pictures.page import HIGH, SPOTS, WIDE
from bandstand.presence.pictures.said import said_before
from bandstand.presence.pictures.shapes import PAINT
from tests.borough import make_group
from tests.impact.stories import finding

SVG = "{http://www.w3.org/2000/svg}"
ANY = st.text(max_size=200)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


def change(group: str = "Friends of Mill Green Park", says: str = "linked", **more: Any) -> Change:
    look, where = more.get("look", "fb-link"), more.get("where", "at the bottom of the page")
    before = Side(look, date(2026, 3, 12), more.get("before", "no link"), where, is_after=False)
    after = Side(look, date(2026, 6, 4), says, where, is_after=True)
    return Change(Finding(look=look), group, before, after, more.get("help", "Priory Hall, 14 April 2026"))


def words_in(drawn: str) -> str:
    return " ".join(" ".join(ET.fromstring(drawn).itertext()).split())


def test_a_picture_says_what_was_seen_when_and_after_which_help() -> None:
    words = words_in(sheet(change()))
    assert "Seen 12 March 2026" in words
    assert "Seen 4 June 2026: linked, at the bottom of the page." in words
    assert "After our help at Priory Hall, 14 April 2026" in words
    assert "because" not in words.lower()


def test_without_help_it_claims_none() -> None:
    assert "help" not in words_in(sheet(change(help=""))).lower()


@given(group=ANY, says=ANY, before=ANY, help_=ANY)
@settings(max_examples=60, deadline=None)
def test_any_words_make_a_whole_picture(group: str, says: str, before: str, help_: str) -> None:
    """NULs, halves of characters, scripts and endless words: it is well-formed, and runs nothing."""
    drawn = sheet(change(group, says, before=before, help=help_))
    root = ET.fromstring(drawn.encode("utf-8"))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "title", "desc", "rect", "g", "path", "text", "tspan",
    }  # fmt: skip
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or "href" in name]


@given(words=ANY, room=st.integers(60, 700), size=st.integers(10, 30))
@settings(deadline=None)
def test_lines_fit_their_room(words: str, room: int, size: int) -> None:
    lines = wrapped(words, room=room, size=size, most=4)
    assert len(lines) <= 4
    assert all(width(line, size) <= room for line in lines if len(line) > 1)


def test_nothing_is_lost_between_lines() -> None:
    words = f"The Friends of {LONG} and District"
    lines = wrapped(words, room=200, size=20, most=20)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert wrapped(words, room=200, size=20, most=2)[-1].endswith("…")


def test_a_long_name_makes_the_picture_taller_and_not_wider() -> None:
    short, long = (ET.fromstring(sheet(change(name))) for name in ("Mill Green", f"{LONG} {LONG}"))
    assert short.attrib["width"] == long.attrib["width"] == "760"
    assert float(long.attrib["height"]) > float(short.attrib["height"])


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
@pytest.mark.parametrize("where", ["", *SPOTS, "in the setting-up of the page"])
def test_every_kind_is_drawn_differently_before_and_after(kind: Any, where: str) -> None:
    before, after = (kind.draw(where, there=there) for there in (False, True))
    assert before != after
    assert {shape.colour for shape in [*before, *after]} <= PAINT.keys()
    starts = [float(n) for shape in [*before, *after] for n in re.findall(r"M(-?[\d.]+)", shape.path)]
    assert min(starts) >= 0
    assert max(starts) <= WIDE
    assert HIGH < WIDE


def test_every_look_there_is_has_a_few_words_and_a_drawing() -> None:
    plain = [look.id for look in checkup.LOOKS if kind_of(look.id).name == "plain"]
    assert plain == []


def mended(group: Group, **told: Any) -> Finding:
    one = finding(group, "2026-03-12 03:00", "2026-06-04 03:00")
    for name, value in told.items():
        setattr(one, name, value)
    return one


def test_a_mended_finding_becomes_its_facts(hub: Hub) -> None:
    park = make_group(hub, "Friends of Mill Green Park")
    where = [{"url": "u", "snippet": "s", "where": "at the bottom of the page"}]
    told = change_of(mended(park, says="missing", mended_evidence=where))
    assert (told.before.seen, told.before.words) == ("Seen 12 March 2026", "no link to its Facebook page")
    assert (told.after.seen, told.after.words) == ("Seen 4 June 2026", "linked, at the bottom of the page")
    assert "A drawn web page: linked, at the bottom of the page" in told.after.drawing


def test_what_has_no_short_words_is_quoted_as_it_was_said(hub: Hub) -> None:
    told = change_of(mended(make_group(hub, "Mill Green"), says="another", mended_evidence=["odd", {}]))
    assert told.before.words == "“Your website doesn’t show your Facebook page”"
    assert told.after.words == "“Your website shows your Facebook page”"


def test_networks_are_named_and_a_blank_is_never_shown() -> None:
    missing = Finding(look="social-links", says="missing", headline="Not shown.")
    missing.values = {"networks": "Instagram"}
    assert said_before(missing) == "no link to its Instagram"
    missing.values = {}
    assert said_before(missing) == "“Not shown”"


def test_what_is_still_open_has_no_after(hub: Hub) -> None:
    with pytest.raises(ValueError, match="mended"):
        change_of(finding(make_group(hub, "Mill Green"), "2026-03-12 03:00"))


def test_on_a_page_the_same_is_said_in_words(hub: Hub) -> None:
    told = change("<b>Mill</b> Green", "<script>alert(1)</script>")
    part = render_to_string("parts/before_after.html", {"one": {"change": told}, "picture": "/x.svg"})
    assert "<script>" not in part
    assert part.count("&lt;script&gt;alert(1)&lt;/script&gt;, at the bottom of the page") >= 2
