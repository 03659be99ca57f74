"""What stands in the blanks of the looks' sentences, in plain words with an example."""

BLANKS = {
    "networks": ("the networks it is about", "Facebook and Instagram"),
    "network": ("the network it is about", "Facebook"),
    "name": ("whose account the button opens", "Wix"),
    "month": ("the month of the newest news", "March 2024"),
    "day": ("the day of the event", "14 March 2026"),
    "year": ("the year at the bottom of the page", "2023"),
    "links": ("how many links it is about", "three links"),
    "pictures": ("how many pictures it is about", "six"),
    "total": ("how many pictures there are in all", "nine"),
    "size": ("how big it is", "4.2 MB"),
    "things": ("the small things we saw, in a row", "the language is not set and a link has no words"),
    "how": (
        "the way to mend it on this website, as a sentence of its own",
        "Open Posts and write a few lines.",
    ),
    "what": ("what we could not see", "whether there is news"),
}


def blank_means(name: str) -> str:
    return BLANKS.get(name, ("what we saw", ""))[0]


def an_example(name: str) -> str:
    """Return something that could stand in a blank, to try a sentence with."""
    return BLANKS.get(name, ("", ""))[1] or f"({name})"
