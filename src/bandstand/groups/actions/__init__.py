"""What can be done with groups: one file per noun."""
