"""The drawn pictures a card may show: by name, with what is said to people who do not see them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing, as the screens know it."""

    name: str
    says: str


_SAYS = {
    "balloon": "A web page hangs under a balloon and floats up lightly.",
    "broom": "A broom sweeps leaves away from a web page.",
    "buttons": "Two doors in a park: one opens on a brick wall, the other on the bandstand.",
    "charity": "A collecting tin with a coin above it, and a rosette with a number.",
    "keys": "Two keys hang side by side on a board, each with a tag.",
    "letter": "A hand brings a letter to a pillar box.",
    "link": "A button at the bottom of a web page leads to a page on a phone.",
    "mend": "A wooden bridge over a stream gets a new plank.",
    "news": "A green shoot grows out of a newspaper, and a watering can stands ready.",
    "padlock": "A garden gate with a brass padlock.",
    "page": "A page with a wide photo, a round picture, and a note pinned to it.",
    "phone": "A web page fits a phone, with a tape measure beside it.",
    "picture": "A painting of two people on a hill says in words what it shows.",
    "reading": "An open book wears headphones.",
    "search": "A magnifying glass finds a bandstand among houses and trees.",
    "share": "A picture card travels from one phone to another.",
    "signpost": "A signpost, and a calendar with a tick.",
    "website": "A web page under the roof of a bandstand, like a small house.",
    "welcome": "Somebody waves you in through an open park gate under bunting.",
    "where": "A folded map with a path and a large pin that has a clock in it.",
}

PICTURES = {name: Picture(name, says) for name, says in _SAYS.items()}
