"""How a check-up behaves: every bound and switch in one place, with safe values to begin with."""

from __future__ import annotations

from dataclasses import dataclass

PRODUCT = "BandstandCheckup"


@dataclass(frozen=True, slots=True)
class Settings:
    """Times are seconds, sizes are bytes."""

    contact_url: str = ""  # a page that says who is visiting and how to object; put in the User-Agent
    product: str = PRODUCT  # also the name looked for in robots.txt
    allow_private: bool = False  # loopback and private addresses, any port: for a demo or tests only
    # Hosts never asked for anything, without "www."; names under them neither. For owners who asked for it.
    leave_alone: frozenset[str] = frozenset()
    proxy: str = ""  # "http://egress.example:3128"; proxies from the environment are never used
    ca_bundle: str = ""  # a file of certificates to trust instead of the system's
    max_pages: int = 5  # of one site, the first page included; robots.txt and the news feed come on top
    max_requests: int = 150  # of one visit, all in
    # Whether to try the links and weigh the pictures of the first page, too: some fifty requests more, which
    # is right for one website somebody asks about and not for sweeping thousands.
    thorough: bool = False
    max_links_tried: int = 30  # of its own
    max_outside_links_tried: int = 20
    max_pictures_weighed: int = 20
    max_redirects: int = 5
    pause: float = 1.0  # between two requests to one host
    connect_seconds: float = 10.0
    total_seconds: float = 20.0  # one page, all in
    site_seconds: float = 120.0  # one site, all in but for waiting for our turn
    max_page_bytes: int = 3_000_000  # after unpacking
    max_header_bytes: int = 64_000
    max_robots_bytes: int = 500_000
    max_feed_bytes: int = 1_000_000
    parse_seconds: float = 20.0

    @property
    def user_agent(self) -> str:
        contact = f" (+{self.contact_url})" if self.contact_url else ""
        return f"{self.product}/1.0{contact}"
