"""What people do: one file per noun."""
