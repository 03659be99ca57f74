"""The web of Leasow Vale, served on loopback: well-behaved, odd and hostile sites on one port each."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator

Reply = bytes | Callable[[socket.socket], None]


def answer(body: bytes | str, *, status: str = "200 OK", kind: str = "text/html", **headers: str) -> bytes:
    body = body.encode() if isinstance(body, str) else body
    fixed = {"Content-Type": kind, "Content-Length": len(body), "Connection": "close"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (fixed | named).items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to: str) -> bytes:
    return answer(b"", status="302 Found", Location=to)


class Web:
    """One site. `replies` by path; anything else is not found. `asked` keeps every request as it came."""

    def __init__(self, replies: dict[str, Reply], tls: ssl.SSLContext | None = None) -> None:
        self.replies = replies
        self.asked: list[str] = []
        web = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    secured = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                    web.serve(secured)
                    secured.close()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    @property
    def paths(self) -> list[str]:
        return [request.split()[1] for request in self.asked]

    def serve(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65_536)
            if not piece:
                return
            if not piece[:1].isalpha():
                connection.sendall(answer("This is not HTTP.", status="400 Bad Request"))
                return
            request += piece
        self.asked.append(request.decode("latin-1"))
        path = self.paths[-1]
        reply = self.replies.get(path, answer("Nothing here.", status="404 Not Found"))
        if callable(reply):
            reply(connection)
        elif request.startswith(b"HEAD "):
            connection.sendall(reply.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        else:
            connection.sendall(reply)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def serving(replies: dict[str, Reply], tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    web = Web(replies, tls)
    try:
        yield web
    finally:
        web.close()
