"""What is known of a venue: what stands there, and what was found when we were there last."""

from dataclasses import dataclass
from datetime import date

from . import words
from .models import Venue
from .words import Said

_ORDER = ("steps", "toilet", "loop", "wifi", "signal", "sockets")


@dataclass(frozen=True)
class Known:
    """What can be said of a venue, in order, and what somebody may need to know and we do not."""

    said: list[Said]
    not_known: str


def what_is_known(venue: Venue, today: date) -> Known:
    seen = _last_found(venue)
    told = [(question, _words(venue, question, seen, today)) for question in _ORDER]
    said = [Said(words.LABELS[question], says) for question, says in told if says]
    if venue.tea:
        said.append(Said(words.LABELS["tea"], venue.tea))
    missing = [question for question, says in told if not says and question in words.NEEDED]
    return Known(said, words.not_known(missing))


def _words(venue: Venue, question: str, seen: dict[str, tuple[str, date]], today: date) -> str:
    answer = getattr(venue, question)
    if question in words.FACTS:
        return words.FACTS[question].get(answer, "")
    found, on = seen.get(question, ("", None))
    # Put right by hand since: then what was found no longer stands.
    return words.as_found(question, answer, on if found == answer else None, today=today)


def _last_found(venue: Venue) -> dict[str, tuple[str, date]]:
    """Return for Wi-Fi and signal the newest answer somebody brought back, and its day."""
    found: dict[str, tuple[str, date]] = {}
    if Venue.Wifi.UNKNOWN == venue.wifi == venue.signal:
        return found
    for visit in venue.visits.all():
        for question in ("wifi", "signal"):
            answer = getattr(visit, question)
            if answer != Venue.Wifi.UNKNOWN:
                found.setdefault(question, (answer, visit.on))
    return found
