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
CALLED_OFF_YOURS = Letter(
    "Called off: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. We are sorry: {which} is "
    "not going ahead, and it is the one you could come to. We write once more when it is settled who comes "
    "to the other.",
    "If you can come to the other after all, one press on your own page tells us. You can also take your "
    "name off there, or remove your details:",
)
CALLED_OFF_LAST = Letter(
    "Called off: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. We are sorry: {which} is "
    "not going ahead, and the other is no longer to come either. So nothing is drawn, and we do not write "
    "about these two again unless that changes.",
    "Your own page leads to what else is on, and you can remove your details there:",
)
BACK_ON = Letter(
    "It is on after all: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. {which} was called off, "
    "and it is going ahead after all. Your name is on the list as before.",
    "If you cannot come now, take your name off on your own page, or remove your details there:",
)
NONE_LEFT = Letter(
    "Not going ahead: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. It is settled now who comes "
    "to the other. You could only come to {which}, and that one is called off, so you are not down for "
    "either. We are sorry.",
    "If you can come to the other after all, one press on your own page puts you down for it. The page also "
    "leads to what else is on, and you can remove your details there:",
)
NONE_LEFT_OVER = Letter(
    "It is settled who comes to the other of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. It is settled now who comes "
    "to the other. You could only come to {which}, and that one has been. If you were there, thank you for "
    "coming. You are not down for the other.",
    "If you can come to the other too, one press on your own page puts you down for it. The page also "
    "leads to what else is on, and you can remove your details there:",
)
YOURS_BACK_ON = Letter(
    "It is on after all: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. You could only come to "
    "{which}. It was called off, and it is going ahead after all. You are not down for it as yet.",
    "If you can come, one press on your own page puts you down for it. You can remove your details there "
    "too:",
)
CHANGED = Letter(
    "New time or place: {which}, one of two evenings",
    "You get this letter because you signed up for one of two evenings: {title}. The time or the place of "
    "{which} has changed; this is how it is now.",
    "If that changes which evening you can come to, say so on your own page:",
)
WRITTEN_ONCE = "We write to you about these two evenings only."


_TITLED = "Two evenings, one list: "


def title_for(place: str) -> str:
    """“Two evenings, one list: the Boathouse Café”: a leading The goes small."""
    inside = f"the {place[4:]}" if place.startswith("The ") else place
    return f"{_TITLED}{inside}"[:150]


def place_of(title: str) -> str:
    """Return what `title_for` was told, as it reads inside a sentence."""
    return title.removeprefix(_TITLED)
