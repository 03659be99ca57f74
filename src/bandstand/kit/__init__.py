"""No tables and no field words: dates, tokens, database backend, template tags."""
