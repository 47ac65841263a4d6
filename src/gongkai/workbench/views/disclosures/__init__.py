"""Screens of disclosures: list, start, edit, look, act."""
