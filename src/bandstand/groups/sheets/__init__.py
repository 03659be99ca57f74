"""Spreadsheets of groups: reading the file, understanding its columns, making sense of its cells.

Nothing here writes: `groups.actions.sheets` does, row by row.
"""
