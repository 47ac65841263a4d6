"""Channels: where a disclosure is published besides the website, and the evidence that it was."""
