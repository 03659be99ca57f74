"""What groups are about: lists of interests, and suggesting them from a group's own words."""
