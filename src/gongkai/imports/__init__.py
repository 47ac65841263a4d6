"""Imports: what existed before this system is brought in, checked, taken, and undone where nobody has built on it."""
