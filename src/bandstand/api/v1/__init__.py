"""Version 1 of what machines may read."""
