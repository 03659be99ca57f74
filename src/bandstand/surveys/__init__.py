"""Questions to groups and their answers."""
