"""What an answer, or the lack of one, means in plain words."""

from __future__ import annotations

import socket
import ssl

import aiohttp

from .connect import NameUnknownError, NotPublicError
from .report import Outcome

TURNED_AWAY = (403, 406, 423, 425, 429, 451, 503, 999)
_WORKS = (
    b"maintenance",
    b"coming soon",
    b"under construction",
    b"being updated",
    b"back shortly",
    b"back soon",
)
_EXPIRED = (10,)  # OpenSSL's own numbers
_ANOTHER_NAME = (62, 64)
# Signed by itself or by somebody of its own. Where a link of the chain is missing browsers often find it by
# themselves, so that is "other".
_NOT_TRUSTED = (18, 19)


class CouldNotFetchError(Exception):
    """`outcome` is the plain reason, `url` where we had got to, `padlock` what is wrong with it."""

    def __init__(self, outcome: Outcome, url: str = "", padlock: str = "") -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.url = url
        self.padlock = padlock


def status_outcome(status: int) -> Outcome | None:
    """None where the answer is a page."""
    if status == 200:
        return None
    if status == 401:
        return Outcome.SIGN_IN_ONLY
    if status in (404, 410):
        return Outcome.NOT_FOUND
    if status in TURNED_AWAY or 400 <= status < 500:
        return Outcome.TURNED_AWAY
    return Outcome.SITE_ERROR if status >= 500 else Outcome.EMPTY


def says_it_is_being_mended(body: bytes) -> bool:
    """Whether an answer of "not now" is a notice about works and not a door shut in a robot's face."""
    low = body.lower()
    return any(words in low for words in _WORKS)


def no_answer(error: Exception, url: str) -> CouldNotFetchError:
    """The plain reason for what the network, or the way there, did to us."""
    outcome = _error_outcome(error)
    return CouldNotFetchError(outcome, url, padlock_problem(error) if outcome is Outcome.BAD_PADLOCK else "")


def padlock_problem(error: Exception) -> str:
    """One of "expired", "another name", "not trusted" and "other"."""
    cause = getattr(error, "certificate_error", getattr(error, "os_error", error))
    code = cause.verify_code if isinstance(cause, ssl.SSLCertVerificationError) else 0
    for codes, words in (
        (_EXPIRED, "expired"),
        (_ANOTHER_NAME, "another name"),
        (_NOT_TRUSTED, "not trusted"),
    ):
        if code in codes:
            return words
    return "other"


def _error_outcome(error: Exception) -> Outcome:
    cause = getattr(error, "os_error", error)
    if isinstance(cause, NotPublicError):
        return Outcome.NOT_PUBLIC
    if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_AGAIN:
        return Outcome.TOO_SLOW  # nobody could say whether the name exists: nothing to blame a group for
    for kinds, outcome in _ERRORS:
        if isinstance(error, kinds):
            return outcome
    return Outcome.REFUSED


_Kinds = tuple[type[Exception], ...]
# The first that fits decides, so the narrower come first.
_ERRORS: tuple[tuple[_Kinds, Outcome], ...] = (
    ((TimeoutError,), Outcome.TOO_SLOW),
    ((aiohttp.ClientConnectorDNSError, NameUnknownError), Outcome.NO_SUCH_NAME),
    ((aiohttp.ClientSSLError,), Outcome.BAD_PADLOCK),
    ((aiohttp.InvalidURL,), Outcome.BAD_ADDRESS),
    ((aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError), Outcome.REFUSED),
    ((aiohttp.ClientResponseError,), Outcome.NONSENSE),
    ((aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError), Outcome.BROKE_OFF),
    ((ValueError,), Outcome.NONSENSE),
)
