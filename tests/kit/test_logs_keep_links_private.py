"""What the log says when somebody opens a private link and something goes wrong."""

import json
import logging

from bandstand.kit.logs import OneLine


def line(words: str) -> dict[str, str]:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, words, (), None)
    return dict(json.loads(OneLine().format(record)))


def test_a_private_link_is_not_written_down() -> None:
    assert line("Not Found: /b/ZXV53oCxZakAOspwLMykx2LAtz4PRGcoF2IzFc2YONw/")["says"] == "Not Found: /b/***/"


def test_ordinary_addresses_are() -> None:
    says = "Not Found: /whats-on/surgery-at-the-boathouse-cafe-2026-04-14/"
    assert line(says)["says"] == says
