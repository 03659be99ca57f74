"""What gatherings hold about people: to hand over, to take out, and to let go in time."""

from . import handing_over, letting_go, taking_out

__all__ = ["handing_over", "letting_go", "taking_out"]
