"""A page reader that dies over one page, for the tests of what happens then."""

import os
import signal
import time

from checkup import Page
from checkup.parsing import PageToRead, answer
from checkup.saved import Looked, SavedPage, look_at_saved
from checkup.worker import serve


def dies_of_some(question: PageToRead | SavedPage) -> Page | Looked:
    name = question.url
    if "deadly" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in name:
        time.sleep(60)
    if "rude" in name:
        raise RuntimeError("no")
    return look_at_saved(question) if isinstance(question, SavedPage) else answer(question)


if __name__ == "__main__":
    serve(dies_of_some)
