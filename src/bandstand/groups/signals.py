"""News of groups, for the apps above that keep what they saw of them."""

from django.dispatch import Signal

# A group asked to be left off the picture of who knows whom, or left altogether. Sent as `group`, in the
# transaction it happens in.
left_picture = Signal()

# A group that had asked to be left off is in the picture again.
joined_picture = Signal()
