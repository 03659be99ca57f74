"""What can be done with places: one file per noun."""
