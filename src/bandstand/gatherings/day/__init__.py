"""The day itself: entries from phones and from the desk, and what they say together."""
