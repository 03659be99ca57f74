"""Whom to introduce: what is known of groups, whom the planner suggests, and why, in whole sentences."""
