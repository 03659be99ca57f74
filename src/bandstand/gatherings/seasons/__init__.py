"""Where next: the borough as the planner reads it, and its plans in an officer's words."""
