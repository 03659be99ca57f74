"""Background work: the job table with its fenced lease, and the runner."""
