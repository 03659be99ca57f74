"""A group's website, served on loopback, whose pages a test may change while it stands."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEAD = (
    '<html lang="en"><head><title>{title}</title><meta name="viewport" content="width=device-width"></head>'
)
BARE = (
    HEAD.format(title="Friends of Leasow Park")
    + "<body><h1>Friends of Leasow Park</h1><p>We look after the park, the pond and the bandstand, "
    "and meet every first Saturday at ten by the gate. Bring gloves; there is always tea."
    "</p>{more}</body></html>"
)
FACEBOOK = "https://www.facebook.com/LeasowPark"
LINKED = BARE.format(more=f'<footer><a href="{FACEBOOK}">Find us on Facebook</a></footer>')
NOT_LINKED = BARE.format(more="")


class Site:
    """`html` is what every page answers; `status` with it. `on_visit` is called for each page asked for."""

    def __init__(self) -> None:
        self.html = NOT_LINKED
        self.status = 200
        self.on_visit: Callable[[], None] = lambda: None
        self.url = ""


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/"
            if is_page:
                site.on_visit()
            body = site.html.encode() if is_page else b""
            self.send_response(site.status if is_page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    site.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
