"""Slow visitors: phones with one bar of signal, and worse."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import Any

import pytest

from bandstand.config import waiting_room
from bandstand.config.waiting_room import behind_waiting_room
from tests.kill_rounds import make_site
from tests.servers import Env, answers, free_port, run_bandstand, wait_until

_FORM = (
    "POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrf={0}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\ncsrfmiddlewaretoken={0}"
).format("b" * 32)


@pytest.mark.slow
def test_the_site_answers_while_eight_phones_are_still_sending(sqlite_env: Env) -> None:
    make_site(sqlite_env)
    port = free_port()
    with run_bandstand(["web", "--port", str(port)], sqlite_env), ExitStack() as phones:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))
        for _ in range(8):
            phone = phones.enter_context(socket.create_connection(("127.0.0.1", port)))
            phone.sendall(_FORM.encode())
        assert answers(f"http://127.0.0.1:{port}/whats-on/")


class Answered:
    """A WSGI server's end of one request."""

    def __init__(self) -> None:
        self.status = ""

    def __call__(self, status: str, _: list[tuple[str, str]]) -> None:
        self.status = status


def environ(body: Any, method: str = "POST") -> dict[str, Any]:
    return {"REQUEST_METHOD": method, "wsgi.input": body}


def echo(asked: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    start_response("200 OK", [])
    return iter([asked["wsgi.input"].read(), b"!"])


def test_a_form_arrives_whole_however_large() -> None:
    form = b"What would you like to sort out? " * 20_000
    answered = Answered()
    app = behind_waiting_room(echo, threads=1)
    assert b"".join(app(environ(BytesIO(form)), answered)) == form + b"!"
    assert answered.status == "200 OK"


def test_looking_at_a_page_waits_for_nothing() -> None:
    class NeverComes:
        def read(self, _: int = -1) -> bytes:
            raise AssertionError("nobody sends a form with GET")

    assert list(behind_waiting_room(echo, threads=1)(environ(NeverComes(), "GET"), Answered())) == [b"", b"!"]


def test_a_body_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            return b"x" * size

    monkeypatch.setattr(waiting_room, "LARGEST", 1_000_000)
    answered = Answered()
    told = b"".join(behind_waiting_room(echo, threads=1)(environ(Endless()), answered))
    assert (answered.status, told) == (
        "413 Content Too Large", b"That is too big to send. Please go back and send less.\n",
    )  # fmt: skip


def test_only_the_page_for_sheets_takes_something_large() -> None:
    large = b"x" * (waiting_room.LARGEST + 1)
    room = behind_waiting_room(echo, threads=1)
    form, sheet = Answered(), Answered()

    b"".join(room(environ(BytesIO(large)) | {"PATH_INFO": "/sign-in/"}, form))
    b"".join(room(environ(BytesIO(large)) | {"PATH_INFO": "/desk/groups/sheets/"}, sheet))

    assert (form.status, sheet.status) == ("413 Content Too Large", "200 OK")
