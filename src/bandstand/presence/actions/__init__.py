"""What is done about websites, one file per noun."""

from .looking import LOST_AFTER, add_account, ask_for_check, begin, keep, look, open_check_ups

__all__ = ["LOST_AFTER", "add_account", "ask_for_check", "begin", "keep", "look", "open_check_ups"]
