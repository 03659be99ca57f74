"""Every example in docs/developers/open-data.md is asked, and answered as it says."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from bandstand.groups.models import Group

pytestmark = pytest.mark.django_db

DOC = (Path(__file__).parents[2] / "docs/developers/open-data.md").read_text()
EXAMPLES = re.findall(r"^curl .*'http://127\.0\.0\.1:8000(/\S+)'$", DOC, re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 7


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_answered(groups: dict[str, Group], client: Client, example: str) -> None:
    expected = 400 if example.endswith("page=0") else 200

    answer = client.get(example)

    assert answer.status_code == expected
    if "search" in example or "postcode" in example:
        assert answer.json()["total_items"] > 0


def test_the_page_and_the_sentence_are_as_written(groups: dict[str, Group], client: Client) -> None:
    page, trouble = (json.loads(block) for block in re.findall(r"```json\n(.*?)\n```", DOC, re.DOTALL))
    told = client.get(EXAMPLES[0]).json()

    assert list(told) == list(page)
    assert {**page, "contents": []} == {**told, "contents": []}
    assert client.get("/api/oruk/services?page=0").json() == trouble


def test_every_address_in_the_table_answers(groups: dict[str, Group], client: Client) -> None:
    table = DOC.partition("## Addresses")[2].partition("## Asking")[0]
    paths = re.findall(r"^\| `(/api/[^`]+)`", table, re.MULTILINE)

    assert len(paths) == 9
    assert {urlsplit(path).path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
