"""Duties: the rulebook in force, the obligations it raises, and the verdict on each."""
