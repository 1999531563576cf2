"""A register of assigned tasks: what is overdue, what has been missed, what was done in a period."""

__version__ = "0.1.0"
