"""The directory in formats other people's programs read: one file a format, none of which speaks HTTP.

To add one, copy a neighbour: it takes entries (`queries.feeds`), which hold nothing that is not public.
"""
