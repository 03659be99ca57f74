"""News of places, for the apps above that keep positions and areas of their own things."""

from django.dispatch import Signal

# Postcodes were loaded: things without a position may have one now. No hub is in force.
postcodes_loaded = Signal()

# A hub's areas changed: what lies in which is to be worked out again. Sent with that hub in force.
boundaries_loaded = Signal()
