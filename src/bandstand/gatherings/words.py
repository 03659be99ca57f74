"""The letters about gatherings: what each is called, why it comes, and what the link in it is for."""

from typing import NamedTuple


class Letter(NamedTuple):
    """One letter. The subject may use {title} and {day}; `why` and `then` are whole sentences."""

    subject: str
    why: str
    then: str


def hello(name: str) -> str:
    """Greet by name, unless the name is no name: strangers can type anything into a form."""
    odd = any(letter in ":/@{}<>." or letter.isdigit() for letter in name)
    return f"Hello {name}," if 0 < len(name) <= 60 and not odd else "Hello,"


# `{{link}}` becomes the reader's private page as the letter leaves.
SHAPE = """{hello}

{why}

When: {when}
Where: {where}

{then}

{{link}}

{last}
"""

BOOKED = Letter(
    "Your place at {title}, {day}",
    "You get this letter because this address was given to book a place at {title}. It is free, and "
    "there is nothing to prepare.",
    "On your own page you can change what you want to sort out, cancel, add the date to your calendar, "
    "or remove your details:",
)
WAITING = Letter(
    "You are on the waiting list for {title}, {day}",
    "You get this letter because this address was given to book a place at {title}. The places are "
    "taken just now, so you are on the waiting list. Do come anyway if you can: somebody often cannot "
    "make it, and we will find you a chair. If a place comes free it is yours, and we write to you.",
    "On your own page you can change things, leave the list, or remove your details:",
)
HELPING = Letter(
    "Thank you for offering to help at {title}, {day}",
    "You get this letter because this address was given to offer help at {title}. Thank you: that is "
    "what makes these sessions work.",
    "On your own page you can change things, say that you cannot come after all, or remove your details:",
)
HELPER_WAITING = Letter(
    "Thank you for offering to help at {title}, {day}",
    "You get this letter because this address was given to offer help at {title}. Thank you! There are "
    "enough helpers just now, so you are on the helpers’ waiting list. Do come anyway if you like: somebody "
    "often cannot make it, and there is always tea. If you are needed, we write to you.",
    "On your own page you can change things, leave the list, or remove your details:",
)
DRAWN = Letter(
    "Your evening is {day}: {title}",
    "You get this letter because you signed up for one of two evenings. It is settled who comes when, and "
    "this one is yours. Your place is booked: there is nothing to prepare.",
    "If you can only come to the other evening after all, say so on your own page; you can also cancel "
    "there, add the date to your calendar, or remove your details:",
)
DRAWN_WAITING = Letter(
    "Your evening is {day}: {title} (waiting list)",
    "You get this letter because you signed up for one of two evenings. It is settled who comes when, and "
    "this one is yours. More people signed up than there are places, so you are on its waiting list. Do "
    "come anyway if you can: somebody often cannot make it, and we will find you a chair.",
    "If you can only come to the other evening, say so on your own page; you can also leave the list there, "
    "or remove your details:",
)
HELPER_PLACE_FREE = Letter(
    "We would love your help at {title}, {day}",
    "You get this letter because you offered to help at {title} and were on the helpers’ waiting list. A "
    "helper cannot make it, and the place is yours: there is nothing to do.",
    "If you cannot come, please say so on your own page, so that we can ask the next. You can remove your "
    "details there too:",
)
ALREADY = Letter(
    "You are already down for {title}, {day}",
    "You get this letter because this address was given just now to book a place at {title}, and you "
    "are on our list already. Nothing has changed.",
    "On your own page you can see your booking, change it, cancel, or remove your details:",
)
PLACE_FREE = Letter(
    "A place has come free at {title}, {day}",
    "You get this letter because you are on the waiting list for {title}. A place has come free, and it "
    "is yours: there is nothing to do.",
    "If you cannot come, please say so on your own page, so that the next person gets the place. You "
    "can remove your details there too:",
)
CHANGED = Letter(
    "New time or place: {title}, {day}",
    "You get this letter because you are down for {title}. The time or the place has changed; this is "
    "how it is now.",
    "If that does not suit you, you can cancel on your own page, or remove your details:",
)
CALLED_OFF = Letter(
    "Called off: {title}, {day}",
    "You get this letter because you are down for {title}. We are sorry: it is not going ahead, so "
    "please do not set out for it. It was to be:",
    "Your own page leads to what is on next, and you can remove your details there:",
)
BACK_ON = Letter(
    "It is on after all: {title}, {day}",
    "You get this letter because you are down for {title}. It is going ahead after all, and you are "
    "still on the list.",
    "If you cannot come now, please say so on your own page, where you can also remove your details:",
)

REMIND = Letter(
    "See you on {day}: {title}",
    "You get this letter because you are down for {title}. It is nearly here, and we look forward to it.",
    "One friendly question: {question} Answer on your own page, so that we can sit you beside the right "
    "person. If you can’t come after all, one press there tells us, and somebody else gets the chair:",
)
REMIND_HELPER = Letter(
    "See you on {day}: {title}",
    "You get this letter because you said you would help at {title}. It is nearly here: thank you.",
    "One friendly question: {question} Answer on your own page. If you can’t come after all, one press "
    "there tells us:",
)

# The one friendly question of a reminder, where a gathering has none of its own.
QUESTION = "What would you like to sort out?"
HELPER_QUESTION = "What could you help with?"


NOT_YOU = "If it was not you who gave this address, open the page and press “Remove my details”."
WRITTEN_ONCE = "We write to you about this date only."

TITLES = {
    "surgery": "Surgery at {place}",
    "networking": "Networking evening at {place}",
    "awards": "Awards night at {place}",
    "other": "Gathering at {place}",
}

SERIES = {
    "surgery": "Surgeries",
    "networking": "Networking evenings",
    "awards": "Awards nights",
    "other": "Gatherings",
}


def title_for(kind: str, place: str) -> str:
    """“Surgery at the Boathouse Café”: a leading The goes small after “at”."""
    inside = f"the {place[4:]}" if place.startswith("The ") else place
    return TITLES[kind].format(place=inside)[:150]


# What came of it, by one letter: printed on slips, and typed in by it.
RESULT_LETTERS = [
    ("S", "set up", "Set up something new"),
    ("F", "fixed", "Fixed it"),
    ("B", "improved", "Made it better"),
    ("L", "learned", "Learned how"),
    ("P", "part done", "Part done"),
    ("E", "signposted", "Pointed somewhere else"),
    ("N", "not today", "Not today"),
]
