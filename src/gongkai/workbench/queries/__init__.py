"""Reads that put together what several rooms know, for screens of the staff face."""
