"""What we ask about pages we do not read ourselves: Facebook, Instagram and X are never fetched.

Somebody looks at the page on their own phone and says yes, not yet, or could not tell. `KnownPlaces.told`
brings what they said, by the question's id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .known import Told
from .report import State

YES, NOT_YET, COULD_NOT_TELL = "yes", "not yet", "could not tell"
ANSWERS = (YES, NOT_YET, COULD_NOT_TELL)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at on one's own page. `how_to_fix` is by platform, the first of `platforms` at least.

    `says` holds what each of `ANSWERS` turns into, as a sentence. `kinds`: "page", "group" or both.
    """

    id: str
    asks: str
    where: str  # where to look, in the network's own menu words
    why: str
    minutes: int
    platforms: tuple[str, ...]
    how_to_fix: Mapping[str, str]
    says: Mapping[str, str]
    kinds: tuple[str, ...] = ("page", "group")
    asks_elsewhere: str = ""  # for networks other than the first of `platforms`
    decision: bool = False  # "not yet" is something to settle among themselves rather than an easy win

    def state(self, told: Told | None) -> State:
        """What an answer turns into; no answer is nothing we could check, and never anything missing."""
        if told is None or told.yes is None:
            return State.COULD_NOT_CHECK
        if told.yes:
            return State.GOOD
        return State.NEEDS_A_DECISION if self.decision else State.EASY_WIN

    def sentence(self, told: Told | None) -> str:
        if told is None:
            return self.asks
        return self.says[COULD_NOT_TELL if told.yes is None else YES if told.yes else NOT_YET]

    def asks_on(self, platform: str) -> str:
        return self.asks if platform == self.platforms[0] or not self.asks_elsewhere else self.asks_elsewhere

    def how_on(self, platform: str) -> str:
        return self.how_to_fix.get(platform) or self.how_to_fix[self.platforms[0]]


def questions_for(platforms: Iterable[str], *, kind: str = "") -> tuple[Question, ...]:
    """The questions for these networks, in the order to ask them; `kind` narrows to page or group."""
    networks = set(platforms)
    return tuple(
        question
        for question in QUESTIONS.values()
        if networks.intersection(question.platforms) and (not kind or kind in question.kinds)
    )


_ALL = (
    Question(
        id="website-shown",
        asks="Open your Facebook page on a phone. Can you see your website’s address under About?",
        asks_elsewhere="Open your account on a phone. Can you see your website’s address under its name?",
        where="On your page, press About. On Instagram and X it stands under your name.",
        why=(
            "Your website and your Facebook page each bring people the other cannot reach. A link one way "
            "is half the job: this is the other half."
        ),
        minutes=5,
        platforms=("facebook", "instagram", "twitter"),
        how_to_fix={
            "facebook": (
                "On Facebook, switch to your page (press your picture, then the page’s name). Open the page "
                "and press Edit, or the three dots and Edit details. Under Contact info, or Websites and "
                "social links, press Add a website, type its full address, and save. For a group: press "
                "Manage, then Group settings, and put the address into the description."
            ),
            "instagram": (
                "On Instagram, open your profile and press Edit profile, then Links, then Add external "
                "link. Paste your website’s address and press Done."
            ),
            "twitter": (
                "On X, open your profile and press Edit profile. Type your website’s address in the box "
                "called Website and press Save."
            ),
        },
        says={
            YES: "Your page shows your website.",
            NOT_YET: "Your page does not show your website yet.",
            COULD_NOT_TELL: "It was hard to tell whether your page shows your website.",
        },
    ),
    Question(
        id="is-a-page",
        asks=("When somebody else opens it, are they offered Follow, Like or Join (and not Add friend)?"),
        where="Ask a friend to open it on their phone and read out the button under the name.",
        why=(
            "A page or group belongs to your group. A profile belongs to one person, and its followers and "
            "posts cannot be handed over."
        ),
        minutes=30,
        platforms=("facebook",),
        how_to_fix={
            "facebook": (
                "On Facebook, press Menu, then Pages, then Create, and give it your group’s name. Invite "
                "the people who follow the profile, write there where you have moved to, and change the "
                "button on your website."
            )
        },
        says={
            YES: "It is a page or group of its own, not one person’s profile.",
            NOT_YET: "It is one person’s profile rather than a page of the group’s own.",
            COULD_NOT_TELL: "It was hard to tell whether it is a page or a person’s profile.",
        },
        decision=True,
    ),
    Question(
        id="two-in-charge",
        asks="Can at least two of you change the page?",
        where="On your page: Settings, then Page setup, then Page access. In a group: People, then Admins.",
        why=(
            "If the only person who can get in moves away or loses their phone, the page is lost. It "
            "happens to small groups every year."
        ),
        minutes=10,
        platforms=("facebook",),
        how_to_fix={
            "facebook": (
                "For a page: switch to the page, open Settings, then Page setup, then Page access, press Add "
                "new, choose the second person and switch on full control. They get a message and have to "
                "accept. For a group: open People, press the three dots beside their name, then Add as "
                "admin. Never share a password."
            )
        },
        says={
            YES: "At least two of you can change the page.",
            NOT_YET: "Only one person can change the page so far.",
            COULD_NOT_TELL: "It was hard to tell how many of you can change the page.",
        },
    ),
    Question(
        id="says-what",
        asks="Does the page say in a sentence what you do, and where?",
        where="Right under the page’s name. In a group: About.",
        why="Somebody new decides in a few seconds whether this is for them.",
        minutes=5,
        platforms=("facebook", "instagram", "twitter"),
        how_to_fix={
            "facebook": (
                "On Facebook, switch to your page, press Edit and write a sentence under Bio: “We look after "
                "the park. Everybody welcome, first Sunday of the month, 10 o’clock.” For a group: Manage, "
                "then Group settings, then Name and description."
            ),
            "instagram": "On Instagram, open your profile, press Edit profile, and write it under Bio.",
            "twitter": "On X, open your profile, press Edit profile, and write it under Bio.",
        },
        says={
            YES: "The page says what you do and where.",
            NOT_YET: "The page does not say yet what you do and where.",
            COULD_NOT_TELL: "It was hard to tell whether the page says what you do.",
        },
    ),
    Question(
        id="contact-shown",
        asks="Does the page show an e-mail address or telephone number of the group?",
        where="On your page, press About, then Contact info.",
        why=(
            "Messages on Facebook are easily missed. And an address of the group, not of one volunteer, can "
            "be handed over."
        ),
        minutes=5,
        platforms=("facebook", "instagram"),
        how_to_fix={
            "facebook": (
                "On Facebook, switch to your page, press About, then Contact info, then the pencil, and add "
                "the group’s e-mail address. Leave out anybody’s home address."
            ),
            "instagram": (
                "On Instagram, open your profile, press Edit profile, then Contact options (it shows once "
                "the account is a professional one), and add the group’s e-mail address."
            ),
        },
        says={
            YES: "The page shows how to reach you.",
            NOT_YET: "The page does not show yet how to reach you.",
            COULD_NOT_TELL: "It was hard to tell whether the page shows how to reach you.",
        },
        kinds=("page",),
    ),
    Question(
        id="posted-lately",
        asks="Is there a post from the last two months?",
        where="Scroll down to the newest post. One pinned at the top may be older.",
        why="People look at the date of the newest post to see whether you are still going.",
        minutes=10,
        platforms=("facebook", "instagram", "twitter"),
        how_to_fix={
            "facebook": (
                "Post one picture from your last meeting with one sentence and the date of the next. It need "
                "not be more. Two people taking turns, once a month each, is plenty."
            )
        },
        says={
            YES: "Your newest post is from the last two months.",
            NOT_YET: "Your newest post is more than two months old.",
            COULD_NOT_TELL: "It was hard to tell when you last posted.",
        },
    ),
    Question(
        id="next-date",
        asks="Can you see when you next meet, without scrolling far?",
        where="Look at the post pinned at the top, and under Events.",
        why="It is what most visitors come to find out.",
        minutes=10,
        platforms=("facebook",),
        how_to_fix={
            "facebook": (
                "On Facebook, write a post with your next dates, press its three dots and choose Pin to top "
                "of page (in a group: Pin to Featured). Or press More, then Events, then Create new event. "
                "Put the same dates on your website, for people without Facebook."
            )
        },
        says={
            YES: "People can see on your page when you next meet.",
            NOT_YET: "People cannot see on your page yet when you next meet.",
            COULD_NOT_TELL: "It was hard to tell whether the page shows when you next meet.",
        },
    ),
    Question(
        id="seen-by-all",
        asks="Can somebody who is not on Facebook see it?",
        where=(
            "Open its address in a private window, where nobody is signed in. You should see its name and "
            "picture before Facebook asks you to sign in."
        ),
        why=(
            "Some pages are switched off, or shown to grown-ups or one country only, without anybody having "
            "meant it. A private group is fine if you chose it."
        ),
        minutes=10,
        platforms=("facebook",),
        how_to_fix={
            "facebook": (
                "On Facebook, switch to your page, open Settings, then Audience and visibility, and look "
                "under Page visibility and Age and country: nothing should be limited unless you meant it. "
                "For a group: Manage, then Group settings, then Privacy and Hide group."
            )
        },
        says={
            YES: "Everybody can find your page.",
            NOT_YET: "People who are not signed in cannot see your page. Is that what you want?",
            COULD_NOT_TELL: "It was hard to tell who can see your page.",
        },
        decision=True,
    ),
    Question(
        id="only-one",
        asks="When you search Facebook for your group’s name, is there only one page of yours?",
        where=(
            "Press the magnifying glass, type your group’s name and choose Pages. A page and a group is fine."
        ),
        why=(
            "People follow the wrong one and hear nothing. Facebook sometimes makes a page by itself when "
            "people say they are at a place."
        ),
        minutes=30,
        platforms=("facebook",),
        how_to_fix={
            "facebook": (
                "If you have full control of both and their names are nearly the same, put them together at "
                "facebook.com/pages/merge: followers move across, the other page’s posts do not, and it "
                "cannot be undone. If nobody can get into the old one, open it, press the three dots, then "
                "Report page, and say that it stands for the same thing."
            )
        },
        says={
            YES: "There is one page of yours to be found.",
            NOT_YET: "There seem to be two pages of yours. Which one do you want people to follow?",
            COULD_NOT_TELL: "It was hard to tell whether there is more than one page of yours.",
        },
        kinds=("page",),
        decision=True,
    ),
    Question(
        id="short-address",
        asks="Has the page an address you could read out over the telephone?",
        where="Look at its address: facebook.com/YourGroup, and not a long row of figures.",
        why="A short address fits on a poster, and people can type it in.",
        minutes=5,
        platforms=("facebook",),
        how_to_fix={
            "facebook": (
                "On Facebook, switch to your page, open Settings, then Page setup, then Name, and fill in "
                "the box beside the @ with a short name without spaces. In a group: Manage, then Group "
                "settings, then Web address. Then put the new address behind the button on your website."
            )
        },
        says={
            YES: "Your page has a short address of its own.",
            NOT_YET: "Your page has no short address yet.",
            COULD_NOT_TELL: "It was hard to tell what the page’s address is.",
        },
    ),
    Question(
        id="picture-shown",
        asks="Does the page have a picture people would know you by?",
        where="The round picture beside the name, and the wide one behind it.",
        why="Among pages of similar names, the picture tells people that they have found the right one.",
        minutes=10,
        platforms=("facebook", "instagram", "twitter"),
        how_to_fix={
            "facebook": (
                "On Facebook, switch to your page and press the camera on the round picture: your badge, or "
                "the place itself. Press Edit cover photo for the wide one: people doing what you do. Ask "
                "those who can be recognised first."
            ),
            "instagram": "On Instagram, open your profile, press Edit profile, then Edit picture.",
            "twitter": "On X, open your profile, press Edit profile, then the camera on each picture.",
        },
        says={
            YES: "The page has a picture people know you by.",
            NOT_YET: "The page has no picture of its own yet.",
            COULD_NOT_TELL: "It was hard to tell whether the picture suits you.",
        },
    ),
)
QUESTIONS: Mapping[str, Question] = {question.id: question for question in _ALL}
