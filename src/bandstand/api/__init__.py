"""Open formats for machines: the directory, the calendar, the figures."""
