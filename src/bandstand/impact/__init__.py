"""Measures with their counting rules, reports and exports."""
