"""Areas, venues, postcodes."""
