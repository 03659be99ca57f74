"""What a look at a group's online places found, and what was fixed."""
