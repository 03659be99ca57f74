"""A group's website, served on loopback, whose pages a test may change while it stands."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HEAD = (
    '<html lang="en"><head><title>{title}</title><meta name="viewport" content="width=device-width">'
    '<meta name="description" content="We look after Leasow Park: everybody is welcome on the first Saturday.">'
    '<meta property="og:image" content="/park.jpg"></head>'
)
# Nothing on it is worth mending, but for what `more` leaves out.
BARE = (
    HEAD.format(title="Friends of Leasow Park")
    + "<body><h1>Friends of Leasow Park</h1><p>We look after the park, the pond and the bandstand, "
    "and meet every first Saturday at ten by the gate in Park Road, Dudley, DY1 4AA. Bring gloves; there is "
    'always tea. New faces are welcome: <a href="#come">come along</a>.</p>'
    '<p>Contact us: <a href="mailto:hello@leasowpark.example">hello@leasowpark.example</a></p>{more}</body></html>'
)
FACEBOOK = "https://www.facebook.com/LeasowPark"
LINKED = BARE.format(more=f'<footer><a href="{FACEBOOK}">Find us on Facebook</a></footer>')
NOT_LINKED = BARE.format(more="")


class Site:
    """`html` is what every page answers; `status` with it. `on_visit` is called for each page asked for,
    `on_any` with the path of anything asked for.

    With an `etag` a visitor who has that page already is told so, and counted in `unchanged`.
    """

    def __init__(self) -> None:
        self.html = NOT_LINKED
        self.status = 200
        self.on_visit: Callable[[], None] = lambda: None
        self.on_any: Callable[[str], object] = lambda _: None
        self.url = ""
        self.etag = ""
        self.unchanged = 0


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/"
            site.on_any(self.path)
            if is_page:
                site.on_visit()
            is_picture = self.path == "/park.jpg"
            if is_page and site.etag and self.headers["If-None-Match"] == site.etag:
                site.unchanged += 1
                self.send_response(304)
                self.end_headers()
                return
            body = site.html.encode() if is_page else b"a picture" if is_picture else b""
            self.send_response(200 if is_picture else site.status if is_page else 404)
            self.send_header("Content-Type", "image/jpeg" if is_picture else "text/html; charset=utf-8")
            if is_page and site.etag:
                self.send_header("ETag", site.etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

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
