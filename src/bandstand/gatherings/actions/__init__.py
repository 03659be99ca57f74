"""What people do with gatherings: one file per noun."""
