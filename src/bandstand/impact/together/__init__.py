"""Have groups grown together? Counts with what chance would give beside them, two honest comparisons."""
