"""What background work may hold about people: words only, in what went wrong."""

from bandstand.people.erasing import holds_words

from .models import Job

holds_words(Job, "about", "args", "kwargs", "trouble", "result")
