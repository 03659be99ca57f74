"""Have groups grown together? Counts with what chance would give beside them, and two honest comparisons."""
