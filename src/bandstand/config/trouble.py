"""What a command says when it cannot do its work at all."""


class CannotStartError(Exception):
    """Says in one plain sentence why, and what to do; the command then ends with exit code 2."""
