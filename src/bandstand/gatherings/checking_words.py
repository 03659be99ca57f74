"""Kind replies to bookings we are not sure of. Each can be changed before it goes."""

from typing import NamedTuple


class Stock(NamedTuple):
    """One reply, with {title} for the gathering's name."""

    label: str
    subject: str
    words: str


ASK = Stock(
    "Ask them about their group",
    "Your place at {title}: one question",
    """Thank you for booking a place at {title}.

These sessions are for small groups run by volunteers, and we could not find yours in our list. Would you \
tell us a little about it: what it is called, where it meets, and what it does?

Your place is kept.""",
)

BUSINESS = Stock(
    "It is for a business",
    "About your place at {title}",
    """Thank you for booking a place at {title}.

The helpers give their evening to small groups run by volunteers, so for a business this is not the right \
place. These are, and they cost little or nothing:

- the growth hub of your council or combined authority
- the business centre of your library
- your chamber of commerce

If you also lend a hand in a club or a community group, do come for that: you would be very welcome.""",
)

POLITICS = Stock(
    "It is for a party, or for somebody in or seeking office",
    "About your place at {title}",
    """Thank you for booking a place at {title}.

To be fair to everybody, our helpers do not work on the pages of parties, candidates or people in office. \
Your party, or your council’s services for members, will have somebody for that.

If you come for a local group you belong to, you are very welcome.""",
)

BASICS = Stock(
    "They would like to learn the basics first",
    "About your place at {title}",
    """Thank you for booking a place at {title}.

For getting to know a phone or a computer there is something better than our sessions, with more time:

- the computer sessions of your library
- adult learning at your local college
- the digital champions of your council

Once you feel at home there, come and see us: the door is open.""",
)

REPLIES = {"ask": ASK, "business": BUSINESS, "politics": POLITICS, "basics": BASICS}
