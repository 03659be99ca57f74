"""What places may hold about people: whom to ask for the key, in an officer's notes."""

from bandstand.people.erasing import holds_words

from .models import Venue, VenueVisit

holds_words(Venue, "getting_there", "notes", "tea")
holds_words(VenueVisit, "words")
