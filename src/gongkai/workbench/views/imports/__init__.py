"""Imports, and the audit of what was imported."""
