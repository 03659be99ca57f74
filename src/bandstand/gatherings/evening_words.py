"""The letters about a list for two evenings, and what the list is called."""

from .words import Letter

# `{{link}}` becomes the reader's private page as the letter leaves.
SHAPE = """{hello}

{why}

The first: {first}
The second: {second}

{then}

{{link}}

{last}
"""

SIGNED_UP = Letter(
    "You are on the list for one of two evenings",
    "You get this letter because this address was given to sign up for one of two evenings: {title}. Which "
    "one you come to is drawn by lot, and people of one group stay together. We write to you once it is "
    "drawn; until then, please keep both free if you can.",
    "On your own page you can see and change what you told us, take your name off, or remove your details:",
)
SIGNED_UP_FOR_ONE = Letter(
    "You are on the list for one of two evenings",
    "You get this letter because this address was given to sign up for one of two evenings: {title}. You can "
    "come to one of them only, so that one is yours and you are not drawn: {which}. We write to you again "
    "once everybody’s evening is settled.",
    "On your own page you can see and change what you told us, take your name off, or remove your details:",
)
ALREADY = Letter(
    "You are on the list for one of two evenings already",
    "You get this letter because this address was given just now to sign up for one of two evenings: "
    "{title}. You are on the list already. Nothing has changed.",
    "On your own page you can see and change what you told us, take your name off, or remove your details:",
)
CALLED_OFF = Letter(
    "Called off: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. We are sorry: {which} is "
    "not going ahead. We write again once it is settled who comes to the other.",
    "If you cannot come to the other, take your name off on your own page, or remove your details there:",
)
CHANGED = Letter(
    "New time or place: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. The time or the place of "
    "{which} has changed; this is how it is now.",
    "If that changes which evening you can come to, say so on your own page:",
)
WRITTEN_ONCE = "We write to you about these two evenings only."


def title_for(place: str) -> str:
    """“Two evenings at the Boathouse Café”: a leading The goes small after “at”."""
    inside = f"the {place[4:]}" if place.startswith("The ") else place
    return f"Two evenings, one list: {inside}"[:150]
