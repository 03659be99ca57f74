"""Codes on slips of paper: five letters and figures that nobody takes for others, read back without guessing.

The fifth is worked out from the other four. There are 31 of them, which is prime, so a code with one letter
misread, or with two that changed places, is never a code of ours.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 5


def new_code() -> str:
    """Return a code made by chance; never three letters in a row, so that it spells nothing."""
    while True:
        four = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        code = four + _last(four)
        if not any(code[at : at + 3].isalpha() for at in range(LENGTH - 2)):
            return code


def tidy(typed: str) -> str:
    """Return what was typed as a code is written: no spaces or dashes, capital letters."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: LENGTH + 5]


def is_well_read(code: str) -> bool:
    """Tell whether this can be one of our codes at all: the last letter fits the other four."""
    return len(code) == LENGTH and all(letter in ALPHABET for letter in code) and _last(code[:-1]) == code[-1]


def _last(four: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(four, start=2))
    return ALPHABET[-total % len(ALPHABET)]
