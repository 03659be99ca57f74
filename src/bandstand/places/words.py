"""What is known of a venue, in plain words; what is not known is said once, and never guessed."""

from dataclasses import dataclass
from datetime import date

from bandstand.kit import dates

FACTS: dict[str, dict[str, str]] = {
    "steps": {"free": "Step-free", "some": "There are some steps"},
    "toilet": {"yes": "There is a toilet", "no": "No toilet of its own"},
    "loop": {"yes": "There is a hearing loop", "no": "No hearing loop"},
    "sockets": {"plenty": "Plenty", "few": "A few: come charged", "none": "None: come charged"},
}  # fmt: skip
LABELS = {
    "steps": "Getting in",
    "toilet": "Toilet",
    "loop": "Hearing loop",
    "sockets": "Sockets",
    "wifi": "Wi-Fi",
    "signal": "Phone signal",
    "tea": "Tea",
}
# What somebody may need to know before they set out: said even when it is not known.
NEEDED = {
    "steps": "whether it is step-free",
    "toilet": "whether there is a toilet",
    "loop": "whether there is a hearing loop",
}
_FOUND = {
    "wifi": {
        "good": "There was good Wi-Fi last time, {when}",
        "poor": "The Wi-Fi was weak last time, {when}",
        "none": "There was no Wi-Fi last time, {when}",
    },
    "signal": {
        "good": "Good last time, {when}",
        "poor": "Weak last time, {when}",
        "none": "There was none last time, {when}",
    },
}
_TOLD = {
    "wifi": {"good": "There is good Wi-Fi", "poor": "The Wi-Fi is weak", "none": "There is no Wi-Fi"},
    "signal": {"good": "Good", "poor": "Weak", "none": "None"},
}


@dataclass(frozen=True)
class Said:
    """One fact of a venue: “Wi-Fi”, “There was good Wi-Fi last time, in March”."""

    label: str
    words: str


def as_found(question: str, answer: str, on: date | None, *, today: date) -> str:
    """Return what was found about Wi-Fi or signal, and when, if we were there; nothing for not known."""
    if on is None:
        return _TOLD[question].get(answer, "")
    return _FOUND[question].get(answer, "").format(when=_month(on, today))


def not_known(questions: list[str]) -> str:
    """“whether it is step-free, or whether there is a toilet”; nothing for nothing."""
    told = [NEEDED[question] for question in questions]
    return " or ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def _month(on: date, today: date) -> str:
    """“in March”, “this month”, “in March 2025”."""
    if (on.year, on.month) == (today.year, today.month):
        return dates.ago(on, today=today)
    near = (today.year - on.year) * 12 + today.month - on.month < 12
    return f"in {on:%B}" if near else f"in {on:%B %Y}"
