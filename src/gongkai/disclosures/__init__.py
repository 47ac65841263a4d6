"""Disclosures: what units publish, from the first draft to the tombstone."""
